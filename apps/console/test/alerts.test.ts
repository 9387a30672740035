import { request } from 'node:http'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Pages } from './pages.ts'
import { PASSWORD } from './setup/served-pages.ts'

const pages = new Pages(inject('sessions'))
const KIND = 'sign-in-from-new-place'
const LIST = `/alerts?kind=${KIND}`

/** Signs somebody in from an address that they have never used: that raises an alert. */
async function signInFrom(localAddress: string, email: string): Promise<void> {
  const status = await new Promise((resolve, reject) => {
    const asked = request(
      `${pages.url}/api/v1/sign-in`,
      { method: 'POST', localAddress, headers: { 'content-type': 'application/json' } },
      (answer) => resolve(answer.resume().statusCode),
    )
    asked.on('error', reject).end(JSON.stringify({ email, password: PASSWORD }))
  })
  expect(status).toBe(200)
}

beforeAll(() => signInFrom('127.7.0.1', 'legal-officer@console.example'))
afterAll(() => pages[Symbol.asyncDispose]())

test('an alert is muted by keyboard, told again, and closed; then it stands among the older ones', async () => {
  const page = await pages.open('cloud-administrator', LIST)
  const alert = page.getByRole('group', { name: /signed in from 127\.7\.0\.1/ })
  await alert.getByText('If it was not them').waitFor()
  await alert.getByRole('link', { name: 'Look through the audit trail' }).waitFor()
  await alert.getByRole('button', { name: 'Mute' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'For an hour' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await alert.getByText('Muted until').waitFor()
  await alert.getByRole('button', { name: 'Unmute' }).click()
  await alert.getByRole('button', { name: 'Mute' }).waitFor()

  const auditor = await pages.open('auditor', LIST)
  await auditor.getByRole('group', { name: /127\.7\.0\.1/ }).waitFor()
  expect(await auditor.getByRole('button', { name: /Mute|Close alert/ }).count()).toBe(0)

  await alert.getByRole('button', { name: 'Close alert' }).click()
  await page.getByRole('alertdialog').getByText('comes again by itself').waitFor()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('No alert fits').waitFor()
  await page.goto(`${LIST}&which=older`)
  await page
    .getByRole('group', { name: /127\.7\.0\.1/ })
    .getByText('ended')
    .waitFor()
})

test('a rule makes a kind critical, which the navigation tells, and is changed back', async () => {
  await signInFrom('127.8.0.1', 'profile-administrator@console.example')
  const page = await pages.open('cloud-administrator', '/alerts/rules')
  const change = page.getByRole('button', { name: 'Change the rule: Sign-in from a new place' })
  const row = page.getByRole('row', { name: /Sign-in from a new place/ })
  async function choose(severity: string, shown: string) {
    await change.scrollIntoViewIfNeeded()
    await change.click()
    await page.getByRole('dialog').getByLabel('Severity').selectOption(severity)
    await page.getByRole('button', { name: 'Save' }).click()
    await row.getByText(shown).waitFor()
  }
  await change.waitFor()
  await choose('critical', 'Critical')
  await page.getByRole('link', { name: /^Alerts.*critical or high/ }).waitFor()
  await choose('', 'Warning')
  const auditor = await pages.open('auditor', '/alerts/rules', 'light', 'de-DE')
  await auditor.getByRole('rowheader', { name: 'Schlüsselanbieter nicht verbunden' }).waitFor()
  expect(await auditor.getByRole('button', { name: /Regel ändern/ }).count()).toBe(0)
})

test('somebody subscribes; a webhook’s secret is shown once, a message that cannot be sent says why', async () => {
  const page = await pages.open('cloud-administrator', '/alerts/subscriptions')
  const add = page.getByRole('button', { name: 'Add subscription' })
  await add.click()
  await page.getByLabel('Mail address').fill('night-shift@console.example')
  await page.getByRole('button', { name: 'Save' }).click()
  const row = page.getByRole('row', { name: /night-shift/ })
  await row.getByRole('button', { name: 'Send test message' }).click()
  await page.getByText(/mail/i).and(page.locator('.fui-ToastTitle')).waitFor()

  await add.click()
  await page.getByLabel('Webhook').check()
  await page.getByLabel('Address (https://…)').fill('http://hooks.console.example/plain')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').getByText('it is not https').waitFor()
  await page.getByLabel('Address (https://…)').fill('https://hooks.console.example/secret')
  await page.getByRole('button', { name: 'Save' }).click()
  expect(
    (await page.getByRole('textbox', { name: 'Secret of the webhook' }).inputValue()).length,
  ).toBeGreaterThan(20)
  await page.getByRole('button', { name: 'I have copied it' }).click()

  for (const name of [/night-shift/, /hooks/]) {
    await page.getByRole('row', { name }).getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Yes' }).click()
    await page.getByRole('row', { name }).waitFor({ state: 'detached' })
  }
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
