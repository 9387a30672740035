import type { Page } from 'playwright-core'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { Pages, violationsOn } from './pages.ts'
import { backUp, filesOf, personNamed, profileNamed, removeProfile, said, tabTo } from './profile-world.ts'
import { PASSWORD } from './setup/served-pages.ts'

const pages = new Pages(inject('sessions'))
const api = pages.api('cloud-administrator')
const PERSON = 'misaki.sato'
const NAME = 'Without PDF'

afterAll(() => pages[Symbol.asyncDispose]())

async function atStep(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 2, exact: true }).waitFor()
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

describe('a profile of its own', () => {
  test('is made step by step, by keyboard alone, and wrong input is said where it is typed', async () => {
    const page = await pages.open('cloud-administrator', '/profiles')
    await page.getByRole('link', { name: 'Default' }).waitFor()
    await tabTo(page, 'New profile')
    await page.keyboard.press('Enter')
    await atStep(page, 'General')
    await tabTo(page, 'Name')
    await tabTo(page, 'Next')
    await page.keyboard.press('Enter')
    await page.getByText('A profile needs a name.').waitFor()
    await page.getByLabel('Name').focus()
    await page.keyboard.type('default')
    await tabTo(page, 'Next')
    await page.keyboard.press('Enter')
    // The server alone knows which names are taken.
    await page.getByText('There is a profile named default already.').waitFor()
    await page.getByLabel('Name').fill(NAME)
    await page.getByLabel('Name').focus()
    await tabTo(page, 'Next')
    await page.keyboard.press('Enter')
    await atStep(page, 'OneDrive')
    await tabTo(page, 'File extensions')
    await page.keyboard.type('a/b;')
    await tabTo(page, 'Next')
    await page.keyboard.press('Enter')
    await page.getByText('Cannot be used: a/b.').waitFor()
    await page.getByRole('button', { name: 'Remove a/b' }).press('Enter')
    await page.getByLabel('File extensions', { exact: true }).focus()
    await page.keyboard.type('.pdf')
    await page.keyboard.press('Enter')
    await page.getByRole('listitem').filter({ hasText: '.pdf' }).waitFor()
    for (const step of ['Privacy', 'Retention', 'Keys', 'Finish']) {
      await tabTo(page, 'Next')
      await page.keyboard.press('Enter')
      await atStep(page, step)
    }
    await tabTo(page, 'Create profile')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
    expect((await profileNamed(api, NAME))?.settings.backup.exclusions.extensions).toBe('.pdf')
  })

  test('takes effect at the next backup of whoever is moved into it, and so does a change of it', async () => {
    const person = await personNamed(api, PERSON)
    const before = await filesOf(api, person.id, 'pdf')
    expect(before).toBeGreaterThan(0)
    try {
      const page = await pages.open('cloud-administrator', `/people?search=${PERSON}`)
      await page.getByRole('checkbox', { name: `Select ${person.displayName}` }).check()
      await page.getByRole('button', { name: 'Change profile' }).click()
      await page.getByRole('dialog').getByLabel('Profile').selectOption(NAME)
      await page.getByRole('button', { name: 'Move', exact: true }).click()
      await said(page, `Moved to ${NAME}: 1.`)
      await backUp(api, person.onedrive.id)
      expect(await filesOf(api, person.id, 'pdf')).toBe(0)

      const profile = await profileNamed(api, NAME)
      await page.goto(`/profiles/${profile?.id}/edit?step=onedrive`)
      await page.getByRole('button', { name: 'Remove .pdf' }).click()
      await page.getByRole('link', { name: /Finish/ }).click()
      await atStep(page, 'Finish')
      const change = page.getByRole('row').filter({ hasText: 'Left out: extensions' })
      expect(await change.innerText()).toMatch(/\.pdf[\s\S]*Nothing/)
      await page.getByRole('button', { name: 'Save' }).click()
      await said(page, 'It takes effect at the next backup.')
      await backUp(api, person.onedrive.id)
      expect(await filesOf(api, person.id, 'pdf')).toBe(before)

      await previewLoss(page, String(profile?.id), person.displayName)
      await sayWhoIsInIt(page, person.displayName)
    } finally {
      const { version } = await personNamed(api, PERSON)
      await api.PATCH('/api/v1/people/{id}', {
        params: { path: { id: person.id }, header: { 'if-match': `"${version}"` } },
        body: { profileId: person.profileId, profileFixed: person.profileFixed },
      })
    }
  })

  /** Three snapshots of today: by weeks alone, the one between the oldest and the newest expires. */
  async function previewLoss(page: Page, id: string, name: string): Promise<void> {
    await page.goto(`/profiles/${id}/edit?step=retention`)
    await page.getByLabel('Thinned out with age').check()
    await page.getByText('Nothing would expire by this change.').waitFor()
    await page.getByLabel('All of the last … days').fill('0')
    await page.getByText('Snapshots that would expire: 1. People concerned: 1.').waitFor()
    await page.getByRole('listitem').filter({ hasText: name }).waitFor()
    await next(page)
    await page.getByText('Confirm that snapshots expire, or keep more.').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByLabel('I know that 1 snapshots expire').check()
    await next(page)
    await atStep(page, 'Keys')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
  }

  async function sayWhoIsInIt(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name: `Actions for ${NAME}` }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByText(name).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Show them' }).click()
    await page.getByRole('checkbox', { name: `Select ${name}` }).waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
  }

  test('is deleted with a reason when nobody is in it, and comes back by one click', async () => {
    const page = await pages.open('cloud-administrator', '/profiles')
    await page.getByRole('button', { name: `Actions for ${NAME}` }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByLabel('Reason').fill('nobody needs it')
    await page.getByRole('button', { name: 'Yes' }).click()
    await said(page, `${NAME} is deleted.`)
    await page.getByRole('link', { name: 'Deleted', exact: true }).click()
    await page.getByRole('row').filter({ hasText: NAME }).getByRole('button', { name: 'Restore' }).click()
    await said(page, `${NAME} is back.`)
    await page.getByRole('link', { name: 'Profiles', exact: true }).last().click()
    await page.getByRole('link', { name: NAME }).waitFor()
    await removeProfile(api, NAME)
  })
})

describe('nothing that was typed is lost', () => {
  test('by going back, by a reload, or by the end of a session', async () => {
    const page = await pages.open('cloud-administrator', '/profiles/new')
    await page.getByLabel('Name').fill('Kept in mind')
    await next(page)
    await atStep(page, 'OneDrive')
    await page.getByLabel('How often').selectOption('Once a week')
    await page.goBack()
    await atStep(page, 'General')
    await page.reload()
    await page.getByText('You go on where you left off.').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Kept in mind')
    await page.goto('/profiles/new?step=onedrive')
    expect(await page.getByLabel('How often').inputValue()).toBe('weekly')
    await page.context().clearCookies()
    await next(page)
    await page.getByText('Your session has ended. What you typed is kept.').waitFor()
    // Above the page, which stays as it is.
    const dialog = page.locator('[role=dialog], [role=alertdialog]')
    await dialog.getByLabel('E-mail address').fill('cloud-administrator@console.example')
    await dialog.getByLabel(/^Password/).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await dialog.waitFor({ state: 'detached' })
    await atStep(page, 'OneDrive')
    expect(await page.getByLabel('How often').inputValue()).toBe('weekly')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await atStep(page, 'OneDrive')
    expect(await page.getByLabel('How often').inputValue()).toBe('weekly')
    await page.getByRole('button', { name: 'Start again' }).click()
    expect(await page.getByLabel('How often').inputValue()).toBe('three-times-a-day')
  })

  test('when somebody else changes the same profile meanwhile: both changes stay', async () => {
    const { data: made } = await api.POST('/api/v1/profiles', { body: { name: 'Changed by two' } })
    const id = made?.id ?? ''
    const page = await pages.open('cloud-administrator', `/profiles/${id}/edit`)
    await page.getByLabel('Description').fill('mine')
    await api.PATCH('/api/v1/profiles/{id}', {
      params: { path: { id }, header: { 'if-match': '"1"' } },
      body: { settings: { backup: { frequency: 'daily' } } },
    })
    await page.getByRole('link', { name: /Finish/ }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed this profile meanwhile.').waitFor()
    await page.getByText('How often: Three times a day → Once a day').waitFor()
    await page.getByRole('button', { name: 'Keep my changes on top of theirs' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Changed by two', level: 1 }).waitFor()
    await expect
      .poll(async () => {
        const saved = await profileNamed(api, 'Changed by two')
        return [saved?.description, saved?.settings.backup.frequency]
      })
      .toEqual(['mine', 'daily'])
    await removeProfile(api, 'Changed by two')
  })
})

describe('global exclusions', () => {
  test('say with numbers what they would leave out of a person’s backup, before they are saved', async () => {
    const page = await pages.open('cloud-administrator', '/exclusions')
    await page.getByLabel('File extensions', { exact: true }).fill('pdf;')
    await page.getByLabel('Person', { exact: true }).click()
    await page.keyboard.type('weiss')
    await page.getByRole('option', { name: /Jürgen/ }).click()
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByText(/^\d+ of \d+ files would be left out/).waitFor()
    await page.getByText('Extension .pdf').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Discard changes' }).click()
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  })

  test('are saved by version: what somebody else saved meanwhile is put together with it', async () => {
    const page = await pages.open('cloud-administrator', '/exclusions')
    const { data: before } = await api.GET('/api/v1/settings/exclusions')
    if (!before) throw new Error('no list')
    const put = (names: string, version: number) =>
      api.PUT('/api/v1/settings/exclusions', {
        params: { header: { 'if-match': `"${version}"` } },
        body: { ...before.lists, names },
      })
    await page.getByLabel('File names', { exact: true }).fill('mine.never;')
    await put('theirs.never', before.version)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Put both together' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await said(page, 'Saved. It takes effect at the next backup.')
    const { data: after } = await api.GET('/api/v1/settings/exclusions')
    expect(after?.lists.names).toBe('theirs.never; mine.never')
    await put(before.lists.names, after?.version ?? 0)
  })
})

test('whoever may only look is offered nothing else', async () => {
  const page = await pages.open('auditor', '/profiles')
  await page.getByRole('link', { name: 'Default' }).click()
  await page.getByRole('heading', { name: 'Default', level: 1 }).waitFor()
  expect(await page.getByRole('button', { name: /Edit|Actions/ }).count()).toBe(0)
  await page.goto('/exclusions')
  await page.getByText('Your role may see this list, not change it.').waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  const desk = await pages.open('help-desk', '/profiles/new')
  await desk.getByText('Your role does not include this page.').waitFor()
})

test('the pages complained of nothing', () => {
  expect(pages.complaints).toEqual([])
})
