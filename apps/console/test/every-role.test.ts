import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { Pages, type Role, settled } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

/** What the list of pages offers to each role. */
const OFFERED: Readonly<Record<Role, readonly string[]>> = {
  'cloud-administrator': [
    'Overview',
    'OneDrive',
    'People',
    'Profiles',
    'Global exclusions',
    'Data by source',
    'Reports',
    'Jobs',
    'Alerts',
    'Audit trail',
    'Keys',
    'Settings',
  ],
  'profile-administrator': [
    'Overview',
    'OneDrive',
    'People',
    'Profiles',
    'Data by source',
    'Reports',
    'Jobs',
    'Alerts',
  ],
  'help-desk': ['Overview', 'OneDrive', 'People', 'Profiles', 'Jobs', 'Alerts'],
  'legal-officer': [
    'Overview',
    'OneDrive',
    'People',
    'Profiles',
    'Data by source',
    'Reports',
    'Jobs',
    'Audit trail',
  ],
  auditor: [
    'Overview',
    'OneDrive',
    'People',
    'Profiles',
    'Global exclusions',
    'Data by source',
    'Reports',
    'Jobs',
    'Alerts',
    'Audit trail',
    'Keys',
    'Settings',
  ],
  person: ['Backup', 'Files', 'Activity', 'Privacy'],
}

const ADMINISTRATION = [
  '/onedrive',
  '/people',
  '/profiles',
  '/exclusions',
  '/governance',
  '/reports',
  '/jobs',
  '/alerts',
  '/audit',
  '/keys',
  '/settings',
]

/** A badge beside a name is no part of it. */
const nameOf = (text: string) => text.replace(/\s*\d.*$/s, '').trim()

async function offeredOn(page: Page): Promise<string[]> {
  const list = page.getByRole('navigation', { name: 'Pages' })
  await list.first().waitFor()
  return (await list.first().getByRole('link').allInnerTexts()).map(nameOf)
}

test.each(Object.keys(OFFERED) as Role[])(
  '%s walks every page that is offered, and no other one opens',
  async (role) => {
    const page = await pages.open(role, '/')
    expect(await offeredOn(page)).toEqual(OFFERED[role])
    const title = () => page.getByRole('heading', { level: 1 }).first().innerText()
    let before = ''
    for (const name of OFFERED[role]) {
      await page.getByRole('navigation', { name: 'Pages' }).first().getByRole('link', { name }).click()
      await expect.poll(title, { message: name }).not.toBe(before)
      before = await title()
      // Nothing that the page asks for is refused, and nothing fails.
      await settled(page)
      expect(await page.getByRole('alert').allInnerTexts(), name).toEqual([])
    }
    const paths = await Promise.all(
      (await page.getByRole('navigation', { name: 'Pages' }).first().getByRole('link').all()).map((link) =>
        link.getAttribute('href'),
      ),
    )
    for (const path of ADMINISTRATION.filter((each) => !paths.includes(each))) {
      await page.goto(path)
      if (role === 'person') await page.getByRole('heading', { name: 'Backup & Restore' }).waitFor()
      else await page.getByText('Your role does not include this page.').waitFor()
    }
    await page.context().close()
  },
)

test('no page complained of anything', () => {
  expect(pages.complaints).toEqual([])
})
