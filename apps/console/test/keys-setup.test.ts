import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kitText, openRecoveryKit } from '@holdfast/keys'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectorCommand } from '../../cli/src/commands/connector.ts'
import { recoveryCommand } from '../../cli/src/commands/recovery.ts'
import { ServedOrganisation } from '../../cli/test/served-organisation.ts'
import { restoreFirstFile } from './first-restore.ts'
import { seeKeysAway, seeKeysBack } from './keys-away.ts'
import { Pages, violationsOn } from './pages.ts'
import { deleteFile, nextEmulator } from './setup/emulator-of.ts'
import { firstTokenOf, PASSWORD, urlOf } from './setup/served-pages.ts'

/** An organisation of its own: it is set up from its first minute, and loses who holds its keys. */
const emulator = nextEmulator()
const served = new ServedOrganisation(0, [connectorCommand, recoveryCommand])
const shared = new Pages(inject('sessions'))
const elsewhere = mkdtempSync(join(tmpdir(), 'holdfast-elsewhere-'))
let own: Pages
let page: Page
let connector: ReturnType<ServedOrganisation['run']> | undefined

function startConnector(): void {
  connector = served.run(
    ['connector', '--directory', elsewhere, '--token-file', 'token.txt', '--name', 'Elsewhere'],
    { variables: { HOLDFAST_PASSPHRASE: 'three horses in a row' } },
  )
}

async function stopConnector(): Promise<void> {
  connector?.environment.signal('SIGINT')
  await connector?.ended
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

beforeAll(async () => {
  served.begin()
  await served.until(async () => served.server.stdout.text.includes('/welcome#'))
  own = new Pages({ ...inject('sessions'), url: urlOf(served) })
}, 60_000)

afterAll(async () => {
  await own[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
  await stopConnector()
  await served[Symbol.asyncDispose]()
  rmSync(elsewhere, { recursive: true, force: true })
}, 60_000)

test('the one-time link makes the first administrator, who comes to the set-up', async () => {
  page = await own.open(undefined, `/welcome#${firstTokenOf(served)}`)
  await page.getByLabel('Your name').fill('Clara Cloud')
  await page.getByLabel('E-mail address').fill('clara@example.com')
  await page.getByLabel(/^New password/).fill(PASSWORD)
  await page.getByLabel('The same password again').fill(PASSWORD)
  await page.getByLabel('The same password again').press('Enter')
  await page.getByRole('button', { name: 'Your account: Clara Cloud' }).waitFor()
  await button('Make the recovery kit').waitFor()
})

test('from there it is few clicks to a restored file, for whoever reads nothing', async () => {
  await served.until(async () => served.server.stdout.text.includes('is backed up.'))
  deleteFile(await emulator, 'Read me first.txt')
  // A page that was opened before learns a moment later that everybody is backed up.
  await page.goto('/setup')
  expect(await restoreFirstFile(page, /^Select Read me first/)).toBeLessThanOrEqual(6)
  await page.goto('/setup')
  await button('Make the recovery kit').waitFor()
}, 90_000)

test('the kit made in the browser is the command line’s: its sheet, its name, its public key, and nothing else leaves', async () => {
  await button('Make the recovery kit').click()
  const list = page.getByRole('list', { name: /^Words of kit/ })
  await list.getByRole('listitem').nth(23).waitFor()
  const shown = (await list.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/[^a-z]/g, ''))
  expect(shown).toHaveLength(24)

  const [saved] = await Promise.all([page.waitForEvent('download'), button('Save as text').click()])
  const file = join(served.data, 'kit.txt')
  await saved.saveAs(file)
  const sheet = await readFile(file, 'utf8')
  const { kitId, publicKey } = openRecoveryKit(sheet)
  const day = /\d{4}-\d\d-\d\d/.exec(sheet)?.[0] ?? ''
  expect(sheet).toBe(kitText({ kitId, publicKey, words: shown }, new URL(own.url).host, new Date(day)))

  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.kit-print').innerText()).toContain(shown[0])
  expect(await page.getByRole('heading', { name: 'Set-up' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })

  // Nobody leaves it by mistake.
  await page.getByRole('link', { name: 'Jobs' }).click()
  await page.getByText('Leave without the kit?').waitFor()
  await button('Stay').click()

  // By keyboard alone, and first by a wrong word.
  await button('I have kept it').focus()
  await page.keyboard.press('Enter')
  const inputs = page.getByLabel(/^Word \d+/)
  await inputs.first().waitFor()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page
    .getByText(/^This is not word \d+ of the sheet/)
    .first()
    .waitFor()
  expect(await violationsOn(page)).toEqual([])
  await inputs.first().focus()
  for (const at of [0, 1]) {
    const place = Number(
      /\d+/.exec(
        await page
          .getByText(/^Word \d+\*?$/)
          .nth(at)
          .innerText(),
      )?.[0],
    )
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type((shown[place - 1] ?? '').toUpperCase())
    if (at === 0) await page.keyboard.press('Tab')
  }
  const [told] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'PUT'),
    page.keyboard.press('Enter'),
  ])
  expect(told.postDataJSON()).toEqual({ kitId, publicKey: publicKey.toString('base64url') })
  await page.getByText('The recovery kit is made.', { exact: true }).waitFor()
  expect(await page.content()).not.toContain(shown.slice(0, 3).join(' '))
  expect(await list.count()).toBe(0)
  expect(new URL(page.url()).searchParams.get('step')).toBe('connection')
}, 60_000)

test('the other steps show what is done already, and end with what to do next', async () => {
  await page.getByText(/^Connected/).waitFor()
  const goOn = button('Continue')
  await goOn.click()
  await page.getByRole('heading', { name: 'Storage' }).waitFor()
  await page.getByText('Reachable').waitFor()
  await page.getByText(join(served.data, 'storage'), { exact: true }).waitFor()
  await page.getByText(/ of .+ \(\d/).waitFor()
  await goOn.click()
  await page.getByText('5 people came from Microsoft 365.').waitFor()
  const rules = page.getByRole('link', { name: 'Choose by group who gets which profile' })
  expect(await rules.getAttribute('href')).toBe('/people?tab=rules')
  await goOn.click()
  await page.getByText('1 person has no OneDrive yet').waitFor({ timeout: 60_000 })
  await page.getByText('4 of 5 OneDrives are backed up.').waitFor()
  await goOn.click()
  const restore = page.getByRole('link', { name: 'Restore something' })
  await page.getByText('bring back a file of').waitFor()
  expect(await restore.getAttribute('href')).toMatch(/^\/onedrive\/[0-9a-f-]{36}\/restore$/)
  // Derived from the server: whoever comes back finds everything done.
  await page.goto('/setup')
  await page.getByText('bring back a file of').waitFor()
  expect(await page.getByText('(done)').count()).toBe(6)
}, 90_000)

test('a vault opens by the kit, and the page shows what the drill found', async () => {
  await served.until(async () => (await served.json('recovery')).kit?.vaults === 5)
  const [vault = ''] = readdirSync(join(served.data, 'storage', 'vaults'))
  const { password } = await served.json('recovery', 'open', '--kit', 'kit.txt', '--vault', vault)
  expect(password).toMatch(/^[\w-]{43}$/)
  await page.goto('/keys')
  await page.getByText('The sheet was not tried yet.').waitFor()
  expect((await served.holdfast('recovery', 'drill', '--kit', 'kit.txt', '--sample', '2')).code).toBe(0)
  await page.getByText('2 of 2 opened, of 5 vaults').waitFor()
}, 60_000)

test('a connector is invited, takes over, and the server’s own is removed', async () => {
  await page.getByText('This machine alone opens every backup.').waitFor()
  await page.getByRole('link', { name: 'Invite a connector' }).first().click()
  await button('Make the token').click()
  const token = await page.getByRole('alertdialog').locator('code').first().innerText()
  writeFileSync(join(served.data, 'token.txt'), `${token}\n`)
  await page.getByText('Waiting until it connects.').waitFor()
  startConnector()
  await page.getByText('Elsewhere is connected and has every key.').waitFor({ timeout: 60_000 })
  await button('Close').click()
  await button('Actions for This server').click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByText('destroy connector.key in the data directory').waitFor()
  await button('Yes').click()
  await page.getByText('This server is removed.', { exact: true }).waitFor()
  await page.getByText('This machine alone opens every backup.').waitFor({ state: 'detached' })
  // The last one stays, and the server says why.
  await button('Actions for Elsewhere').click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await button('Yes').click()
  await page.getByText('Elsewhere is the last that holds the keys of 5 vaults.').waitFor()
  await button('No').click()
}, 90_000)

test('while nobody holds the keys the page says so, with what to do, until somebody is back', async () => {
  await page.getByText('Connected', { exact: true }).waitFor()
  await stopConnector()
  await page.getByText('Nobody who holds keys is connected.').waitFor()
  await page.getByText('Not connected', { exact: true }).waitFor()
  await page.getByText(/Elsewhere cannot be asked: it has no connection/).waitFor()
  await page
    .getByText(/fail with EKEY_UNAVAILABLE/)
    .first()
    .waitFor()
  expect(await violationsOn(page)).toEqual([])
  await seeKeysAway(page)
  startConnector()
  await seeKeysBack(page)
  await page.goto('/keys')
  await page.getByText('Connected', { exact: true }).waitFor()
  await page.getByText('Nobody who holds keys is connected.').waitFor({ state: 'detached' })
}, 60_000)

test('an auditor reads, and is offered nothing; help desk sees nothing of it', async () => {
  const audits = await shared.open('auditor', '/keys')
  await audits
    .getByText(/\d+ of \d+ vaults/)
    .first()
    .waitFor()
  for (const name of ['Rotate now', 'Actions for This server'])
    expect(await audits.getByRole('button', { name }).count(), name).toBe(0)
  for (const name of ['Invite a connector', 'Make a recovery kit'])
    expect(await audits.getByRole('link', { name }).count(), name).toBe(0)
  await audits.goto('/setup')
  await audits.getByText('Your role does not include').waitFor()
  const helps = await shared.open('help-desk', '/keys')
  await helps.getByText('Your role does not include').waitFor()
})

test('the pages complained of nothing', () => {
  // Without a key the server cannot serve what is asked of it.
  const complaints = own.complaints.filter((text) => !/status of 503/.test(text))
  expect([...complaints, ...shared.complaints]).toEqual([])
})
