import { expect, test } from 'vitest'
import {
  invitation,
  inviteAccount,
  type Mail,
  type Mailer,
  mailAccountLink,
  makeAccountLink,
} from '../../src/index.ts'
import { accessControl, firstAdmin, lastEvent, member, signedIn } from '../access/access-world.ts'

const OLGA = 'olga@contoso.example'

function fakeMailer(publicUrl: string | null = 'https://backup.contoso.example/holdfast') {
  const sent: Mail[] = []
  const mailer: Mailer = { send: async (mail) => void sent.push(mail), publicUrl: async () => publicUrl }
  return { sent, mailer }
}

async function world() {
  const control = await accessControl()
  const admin = await firstAdmin(control)
  const olga = await inviteAccount(control, admin, invitation.parse({ role: 'auditor', email: OLGA }))
  return { control, admin, olga, ...fakeMailer() }
}

test('an invitation goes to the account’s own address, says how long it is good, and stands in the audit trail', async () => {
  const { control, admin, olga, mailer, sent } = await world()
  await using _ = control
  await mailAccountLink(control, admin, mailer, olga)
  const [mail] = sent
  const link = `https://backup.contoso.example/holdfast/invitation#${olga.token}`
  expect(mail).toMatchObject({ to: OLGA, subject: 'Holdfast: your invitation' })
  expect(mail?.text).toContain(link)
  expect(mail?.text).toContain(`once, until ${olga.expiresAt.toISOString().slice(0, 10)}`)
  expect(mail?.html).toContain(`href="${link}"`)
  const event = await lastEvent(control)
  expect(event).toMatchObject({ action: 'account.link-mailed', details: { to: OLGA, purpose: 'invitation' } })
  expect(JSON.stringify(event)).not.toContain(olga.token)
})

test('a link for a new password leads to the page for it', async () => {
  const { control, admin, mailer, sent } = await world()
  await using _ = control
  const id = await member(control, admin, { role: 'help-desk', email: 'hedda@contoso.example' })
  const { token } = await makeAccountLink(control, admin, id)
  await mailAccountLink(control, admin, mailer, { id, token })
  expect(sent).toMatchObject([{ to: 'hedda@contoso.example', subject: 'Holdfast: set a new password' }])
  expect(sent[0]?.text).toContain(`/holdfast/password#${token}`)
})

test('nothing is sent for another account, by a link that is used up or over, or to an unknown console', async () => {
  const { control, admin, olga, mailer, sent } = await world()
  await using _ = control
  const id = await member(control, admin, { role: 'help-desk', email: 'hedda@contoso.example' })
  const refused = (input: { id: string; token: string }, by = mailer) =>
    expect(mailAccountLink(control, admin, by, input)).rejects
  await refused({ id, token: olga.token }).toMatchObject({ code: 'HF_LINK_INVALID' })
  await refused({ id: olga.id, token: 'made up' }).toMatchObject({ code: 'HF_LINK_INVALID' })
  await refused(olga, fakeMailer(null).mailer).toMatchObject({ code: 'HF_PUBLIC_URL_MISSING' })
  control.clock.advance(7 * 86_400_000)
  await refused(olga).toMatchObject({ code: 'HF_LINK_INVALID' })
  expect(sent).toEqual([])
})

test('only who may administrate accounts sends one', async () => {
  const { control, admin, olga, mailer, sent } = await world()
  await using _ = control
  await member(control, admin, { role: 'auditor', email: 'aude@contoso.example' })
  const auditor = await signedIn(control, 'aude@contoso.example')
  await expect(mailAccountLink(control, auditor, mailer, olga)).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
  expect(sent).toEqual([])
})
