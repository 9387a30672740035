import { describe, expect, test } from 'vitest'
import {
  acceptFirstAdministrator,
  acceptInvitation,
  firstAdministratorLink,
  invitation,
  inviteAccount,
  needsFirstAdministrator,
  readLink,
} from '../../src/index.ts'
import { ADELE, accessControl, actionsOf, firstAdmin, HOME, member } from './access-world.ts'

describe('the first administrator', () => {
  test('signs up by a link, once', async () => {
    await using control = await accessControl()
    expect(await needsFirstAdministrator(control)).toBe(true)
    const { token, expiresAt } = await firstAdministratorLink(control)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(expiresAt.getTime() - control.clock.now()).toBe(24 * 3_600_000)
    expect(await readLink(control, token)).toEqual({ purpose: 'first-administrator', expiresAt })
    const { rows } = await control.database.queue.executeSql('select * from sign_in_link')
    expect(JSON.stringify(rows)).not.toContain(token)

    const id = await acceptFirstAdministrator(control, token, ADELE, HOME)
    const row = await control.sql.selectFrom('account').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      id,
      role: 'cloud-administrator',
      profiles: null,
      state: 'active',
      email: ADELE.email,
    })
    expect(await needsFirstAdministrator(control)).toBe(false)
    await expect(acceptFirstAdministrator(control, token, ADELE, HOME)).rejects.toMatchObject({
      code: 'HF_LINK_INVALID',
    })
    await expect(firstAdministratorLink(control)).rejects.toMatchObject({ code: 'HF_ADMINISTRATOR_EXISTS' })
    expect(await actionsOf(control)).toEqual(['first-administrator.link-made', 'account.created'])
  })

  test('has 24 hours, and the newest link only', async () => {
    await using control = await accessControl()
    const first = await firstAdministratorLink(control)
    const second = await firstAdministratorLink(control)
    await expect(readLink(control, first.token)).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
    control.clock.advance(24 * 3_600_000)
    await expect(acceptFirstAdministrator(control, second.token, ADELE, HOME)).rejects.toMatchObject({
      code: 'HF_LINK_INVALID',
      status: 410,
    })
    expect(await needsFirstAdministrator(control)).toBe(true)
  })

  test('keeps the link when the password is refused', async () => {
    await using control = await accessControl()
    const { token } = await firstAdministratorLink(control)
    const weak = { ...ADELE, password: 'Password1234' }
    await expect(acceptFirstAdministrator(control, token, weak, HOME)).rejects.toMatchObject({
      code: 'HF_PASSWORD_REFUSED',
    })
    await acceptFirstAdministrator(control, token, ADELE, HOME)
  })

  test('is one, though two use the link at the same time', async () => {
    await using control = await accessControl()
    const { token } = await firstAdministratorLink(control)
    const both = await Promise.allSettled(
      ['one@contoso.example', 'two@contoso.example'].map((email) =>
        acceptFirstAdministrator(control, token, { ...ADELE, email }, HOME),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is not made by a link for something else', async () => {
    await using control = await accessControl()
    const { token } = await firstAdministratorLink(control)
    const accepting = acceptInvitation(control, token, { name: 'Adele', password: ADELE.password }, HOME)
    await expect(accepting).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
    await acceptFirstAdministrator(control, token, ADELE, HOME)
  })

  test('is wanted again when none is left', async () => {
    await using control = await accessControl()
    const admin = await firstAdmin(control)
    await member(control, admin, { role: 'auditor', email: 'olga@contoso.example' })
    const input = invitation.parse({ role: 'help-desk', email: 'help@contoso.example' })
    const invited = await inviteAccount(control, admin, input)
    // Only by hand in the database: the rules never let it come to this.
    await control.database.queue.executeSql(`delete from account where id = '${admin.id}'`)
    expect(await needsFirstAdministrator(control)).toBe(true)
    const byInvitation = acceptFirstAdministrator(control, invited.token, ADELE, HOME)
    await expect(byInvitation).rejects.toMatchObject({ code: 'HF_LINK_INVALID' })
    const { token } = await firstAdministratorLink(control)
    await acceptFirstAdministrator(control, token, ADELE, HOME)
  })
})
