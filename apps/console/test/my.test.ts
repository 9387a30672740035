import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { signInFor } from './account-of.ts'
import { Pages } from './pages.ts'

const pages = new Pages(inject('sessions'), 'allow')
afterAll(() => pages[Symbol.asyncDispose]())

const admin = pages.api('cloud-administrator')

async function ownId(): Promise<string> {
  const { data } = await pages.api('person').GET('/api/v1/me')
  return data?.personId ?? ''
}

test('a person sees that everything is safe, backs up, and watches it on a phone', async () => {
  const page = await pages.open('person', '/my', 'phone')
  await page.getByText('All of your files are safe.').waitFor()
  const { data } = await pages.api('person').GET('/api/v1/me/backup')
  const count = new Intl.NumberFormat('en-GB').format(data?.person.onedrive?.items ?? 0)
  await page.getByText(`${count} files and folders`).waitFor()
  const before = data?.person.onedrive?.lastAttemptAt ?? ''
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('The backup begins.', { exact: true }).waitFor()
  await expect
    .poll(
      async () => (await pages.api('person').GET('/api/v1/me/backup')).data?.person.onedrive?.lastAttemptAt,
      { timeout: 30_000 },
    )
    .not.toBe(before)
  await page.getByText('All of your files are safe.').waitFor()
  await page.getByRole('button', { name: 'Back up now' }).waitFor()
})

test('who took something out of a backup is told to the person whose it is', async () => {
  const taken = await admin.GET('/api/v1/people/{id}/snapshots/{snapshot}/zip', {
    params: { path: { id: await ownId(), snapshot: 'latest' }, query: { path: ['Archive'] } },
    parseAs: 'arrayBuffer',
  } as never)
  expect(taken.response.status).toBe(200)
  const page = await pages.open('person', '/my/activity')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Downloaded from the backup' })
    .filter({ hasText: 'Archive' })
    .filter({ hasText: 'Clara Cloud (Cloud administrator)' })
    .first()
    .waitFor()
})

/** Somebody whose profile is their own, so that no other test sees what is changed. */
async function somebody(personMayEdit: boolean) {
  const name = crypto.randomUUID()
  const { data: profile } = await admin.POST('/api/v1/profiles', {
    body: { name, settings: { backup: { enabled: false }, privacy: { personMayEdit } } },
  })
  const { data: person } = await admin.POST('/api/v1/people', {
    body: { principalName: `${name}@contoso.example`, displayName: name, profileId: profile?.id ?? '' },
  })
  const personId = person?.id ?? ''
  return { personId, signedIn: await signInFor(pages, personId) }
}

test('the say over one’s privacy is offered where the profile leaves it to people, and counts at once', async () => {
  const { personId, signedIn } = await somebody(true)
  const page = await pages.openAs(signedIn, '/my/privacy')
  const allowed = page.getByRole('switch', { name: /Allow administrators/ })
  expect(await allowed.isChecked()).toBe(true)
  await allowed.focus()
  await page.keyboard.press('Space')
  await page.getByText('can neither look into your backup').waitFor()
  const refused = admin.GET('/api/v1/people/{id}/snapshots', { params: { path: { id: personId } } })
  await expect(refused).rejects.toMatchObject({ code: 'HF_PRIVACY_BLOCKED' })
  await page.reload()
  await page.getByText('can neither look into your backup').waitFor()
  await allowed.click()
  await page.getByText('may look into your backup').waitFor()
})

test('where the organisation decides, a person is told so, and has no switch', async () => {
  const { signedIn } = await somebody(false)
  const page = await pages.openAs(signedIn, '/my/privacy')
  await page.getByText('Your organisation has decided this for everybody.').waitFor()
  expect(await page.getByRole('switch').count()).toBe(0)
  await page.goto('/my')
  await page.getByText('Backup is switched off').waitFor()
})

test('without a line the pages still open, say so, and go on when it is back', async () => {
  const page = await pages.open('person', '/my')
  await page.getByText('All of your files are safe.').waitFor()
  await untilKept(page)
  await page.context().setOffline(true)
  await page.reload()
  await page
    .getByText(/does not answer|could not be shown/)
    .first()
    .waitFor()
  await page.context().setOffline(false)
  await page.getByText('All of your files are safe.').waitFor()
})

/** Until the pages' parts are kept for later. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await page.reload()
  await page.getByText('All of your files are safe.').waitFor()
}

test('the pages can be installed', async () => {
  const page = await pages.open('person', '/my')
  const answer = await page.request.get('/manifest.webmanifest')
  expect(answer.headers()['content-type']).toContain('manifest+json')
  const { icons, display } = await answer.json()
  expect(display).toBe('standalone')
  for (const { src, type } of icons) {
    const icon = await page.request.get(src)
    expect(icon.headers()['content-type']).toContain(type)
  }
})

test('no page complained of anything', () => {
  expect(
    pages.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/.test(text)),
  ).toEqual([])
})
