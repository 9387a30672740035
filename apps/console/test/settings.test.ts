import { systemClock } from '@holdfast/base'
import { afterAll, expect, inject, test } from 'vitest'
import { oneTimeCode } from './one-time-code.ts'
import { Pages, violationsOn } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

const EMAIL = 'ines.invited@console.example'
const PASSWORD = 'seven otters juggle plums'
const HALF_A_MINUTE = 30_000

test('an administrator is invited, sets a second factor up, and signs in with it', async () => {
  const admin = await pages.open('cloud-administrator', '/settings/accounts')
  await admin.getByRole('button', { name: 'Invite' }).click()
  await admin.getByRole('combobox', { name: /^Role/ }).selectOption('help-desk')
  await admin.getByLabel('Name', { exact: true }).fill('Ines Invited')
  await admin.getByLabel('E-mail address').fill(EMAIL)
  await admin.getByRole('button', { name: 'Invite', exact: true }).click()
  const link = await admin.getByRole('textbox', { name: 'One-time link' }).inputValue()
  expect(link).toMatch(/\/invitation#\S{20,}$/)
  expect(await violationsOn(admin)).toEqual([])
  await admin.getByRole('button', { name: 'I have sent or copied it' }).click()
  await admin.getByRole('link', { name: 'Ines Invited' }).waitFor()

  const page = await pages.open(undefined, link)
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ines Invited')
  await page.getByLabel(/^New password/).fill(PASSWORD)
  await page.getByLabel(/^The same password/).fill(PASSWORD)
  await page.getByRole('button', { name: 'Accept and sign in' }).click()
  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await page.getByRole('button', { name: 'Set up authenticator app' }).click()
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  const secret = await page.getByTestId('secret').innerText()
  await page.getByLabel(/^Code that the app shows/).fill('000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('alert').getByText('The code is not right').waitFor()
  const at = systemClock.now()
  await page.getByLabel(/^Code that the app shows/).fill(oneTimeCode(secret, at))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect
    .poll(() => page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count())
    .toBe(10)
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('Recovery codes left: 10').waitFor()

  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel(/^Password/).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByLabel(/^Code of your authenticator app/).waitFor()
  // The code that was used for the set-up is good no more; the one after it is.
  await page.keyboard.type(oneTimeCode(secret, at + HALF_A_MINUTE))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Your account/ }).waitFor()

  // The link was used: whoever has it learns what to do.
  const again = await pages.open(undefined, link)
  await again.getByRole('heading', { name: 'This link is not good any more' }).waitFor()
  await again.getByText('Ask an administrator').waitFor()
})

test('the account is changed, and deleted', async () => {
  const page = await pages.open('cloud-administrator', '/settings/accounts')
  await page.getByRole('link', { name: 'Ines Invited' }).click()
  await page.getByRole('button', { name: 'Reset second factor' }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('The second factor was reset.').first().waitFor()
  await page.getByRole('combobox', { name: /^Role/ }).selectOption('auditor')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').first().waitFor()
  // Somebody else is quicker: nothing is written over, and what they stored is there to go on from.
  await page.getByLabel('Name').fill('Ines of the auditors')
  const id = new URL(page.url()).searchParams.get('account') ?? ''
  const api = pages.api('cloud-administrator')
  const { data: account } = await api.GET('/api/v1/accounts/{id}', { params: { path: { id } } })
  await api.PATCH('/api/v1/accounts/{id}', {
    params: { path: { id }, header: { 'if-match': `"${account?.version}"` } },
    body: { role: 'help-desk' },
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Load what is there now' }).click()
  await expect.poll(() => page.getByRole('combobox', { name: /^Role/ }).inputValue()).toBe('help-desk')
  expect(await page.getByLabel('Name').inputValue()).toBe('Ines Invited')
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('The account was deleted.').first().waitFor()
  await page.getByRole('heading', { name: 'What each role may do' }).waitFor()
  expect(await page.getByRole('link', { name: 'Ines Invited' }).count()).toBe(0)
})

test('a token is made, shown once, and revoked', async () => {
  const page = await pages.open('auditor', '/account')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Nightly report')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const token = await page.getByRole('alertdialog').getByRole('textbox').inputValue()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  const ask = () =>
    fetch(`${pages.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } }).then(
      ({ status }) => status,
    )
  expect(await ask()).toBe(200)
  await page.getByRole('button', { name: 'Revoke Nightly report' }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('The token was revoked.').first().waitFor()
  expect(await ask()).toBe(401)
})

test('settings are saved, and nobody is overwritten', async () => {
  const page = await pages.open('cloud-administrator', '/settings/webhooks')
  const own = page.getByLabel('Addresses of the own network')
  await own.click()
  // Who leaves without saving is asked.
  await page.getByRole('link', { name: 'Storage' }).click()
  await page.getByRole('button', { name: 'Stay on this page' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').first().waitFor()
  const api = pages.api('cloud-administrator')
  const { data: stored } = await api.GET('/api/v1/settings/webhooks')
  expect(stored?.value).toEqual({ allowLoopback: false, allowPrivate: true })
  await own.click()
  // Somebody else is quicker.
  await api.PUT('/api/v1/settings/webhooks', {
    params: { header: { 'if-match': `"${stored?.version}"` } },
    body: { allowLoopback: true, allowPrivate: true },
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Somebody else changed this meanwhile.').waitFor()
  await page.getByRole('button', { name: 'Load what is there now' }).click()
  await expect.poll(() => page.getByLabel('This machine, also without TLS').isChecked()).toBe(true)
  await page.getByLabel('This machine, also without TLS').click()
  await own.click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => (await api.GET('/api/v1/settings/webhooks')).data?.value)
    .toEqual({ allowLoopback: false, allowPrivate: false })
})

test('what is wrong with a setting is said at its field', async () => {
  const page = await pages.open('cloud-administrator', '/settings/mail')
  await page.getByLabel('Address of this console').fill('ftp://nowhere')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').first().waitFor()
})

test('a verification shows what it found', async () => {
  const page = await pages.open('cloud-administrator', '/settings/connection')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('People can be listed.').waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByLabel('Try with (optional)').fill('nobody@nowhere.example')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('It does not work yet.').waitFor()
  // As it was.
  await page.getByLabel('Try with (optional)').fill('')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('People can be listed.').waitFor()
})

test('an auditor reads the settings, and changes none', async () => {
  const page = await pages.open('auditor', '/settings/keeping')
  await page.getByText('Your role may see this, and not change it.').first().waitFor()
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  expect(await page.getByLabel('Keep events for').isDisabled()).toBe(true)
})

test('whose session ends goes on where they were', async () => {
  const page = await pages.open('help-desk', '/account')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Half written')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Make a token' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await dialog.getByLabel('E-mail address').fill('help-desk@console.example')
  await dialog.getByLabel(/^Password/).fill('correct horse battery staple')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half written')
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
