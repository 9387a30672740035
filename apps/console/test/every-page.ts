import type { Page } from 'playwright-core'
import { ACTIVITY_PAGES } from './activity-pages.ts'
import { ONEDRIVE_PAGES } from './onedrive-pages.ts'
import type { Pages, Role } from './pages.ts'
import { PEOPLE_PAGES } from './people-pages.ts'
import { PROFILE_PAGES } from './profile-pages.ts'
import { REPORTS_PAGES } from './reports-pages.ts'
import { RESTORE_PAGES } from './restore-pages.ts'
import { SETTINGS_PAGES } from './settings-pages.ts'

/** A page as somebody sees it: looked at in tests by axe, and by people in screenshots. */
export interface PageToSee {
  /** Names the picture. */
  readonly name: string
  readonly role: Role | undefined
  /** May need to know ids, which the API tells. */
  readonly path: string | ((pages: Pages) => Promise<string>)
  /** Resolves when everything that is waited for is shown. */
  readonly ready: (page: Page) => Promise<unknown>
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name, level: 1 }).waitFor()

const admin = 'cloud-administrator'

/** Every page, and every state of a page that looks different. */
export const EVERY_PAGE: readonly PageToSee[] = [
  { name: 'sign-in', role: undefined, path: '/sign-in', ready: heading('Sign in') },
  { name: 'overview', role: admin, path: '/', ready: (page) => page.getByRole('slider').waitFor() },
  {
    name: 'overview-legal',
    role: 'legal-officer',
    path: '/',
    ready: (page) => page.getByRole('slider').waitFor(),
  },
  {
    name: 'late',
    role: admin,
    path: '/late',
    ready: (page) => page.getByText('No backup is late').waitFor(),
  },
  {
    name: 'governance',
    role: admin,
    path: '/governance',
    ready: (page) =>
      page
        .getByRole('row', { name: /^Show the people behind/ })
        .first()
        .waitFor(),
  },
  {
    name: 'governance-people',
    role: admin,
    path: '/governance?by=fileType&key=document',
    ready: (page) =>
      page.getByRole('table', { name: 'People: Documents' }).getByRole('link').first().waitFor(),
  },
  {
    name: 'not-found',
    role: admin,
    path: '/nothing-here',
    ready: (page) => page.getByText('There is no such page').waitFor(),
  },
  {
    name: 'no-access',
    role: 'legal-officer',
    path: '/settings',
    ready: (page) => page.getByText('Your role does not include').waitFor(),
  },
  {
    name: 'my-home',
    role: 'person',
    path: '/my',
    ready: (page) => page.getByRole('heading', { name: 'What is not backed up' }).waitFor(),
  },
  {
    name: 'my-files',
    role: 'person',
    path: '/my/files',
    ready: (page) => page.getByText('Documents').first().waitFor(),
  },
  {
    name: 'my-activity',
    role: 'person',
    path: '/my/activity',
    ready: (page) => page.getByRole('listitem').or(page.getByText('Nothing was done')).first().waitFor(),
  },
  {
    name: 'my-privacy',
    role: 'person',
    path: '/my/privacy',
    ready: (page) => page.getByRole('heading', { name: 'Administrators and my backup' }).waitFor(),
  },
  ...RESTORE_PAGES,
  ...REPORTS_PAGES,
  ...SETTINGS_PAGES,
  ...PROFILE_PAGES,
  ...PEOPLE_PAGES,
  {
    name: 'keys',
    role: admin,
    path: '/keys',
    ready: (page) =>
      page
        .getByText(/\d+ of \d+ vaults/)
        .first()
        .waitFor(),
  },
  {
    name: 'keys-invite',
    role: admin,
    path: '/keys?do=invite',
    ready: (page) => page.getByText('A connector on another machine, for every vault').waitFor(),
  },
  {
    name: 'keys-service',
    role: admin,
    path: '/keys?do=service',
    ready: (page) => page.getByLabel('Id or alias of the key').waitFor(),
  },
  {
    name: 'keys-recovery-kit',
    role: admin,
    path: '/keys/recovery-kit',
    async ready(page) {
      await page.getByRole('button', { name: 'Make the recovery kit' }).click()
      await page.getByText('You see these words once').waitFor()
    },
  },
  {
    name: 'setup-kit',
    role: admin,
    path: '/setup',
    ready: (page) => page.getByRole('button', { name: 'Make the recovery kit' }).waitFor(),
  },
  {
    name: 'setup-storage',
    role: admin,
    path: '/setup?step=storage',
    ready: (page) => page.getByText('Reachable').waitFor(),
  },
  {
    name: 'setup-people',
    role: admin,
    path: '/setup?step=people',
    ready: (page) => page.getByText('people came from Microsoft 365').waitFor(),
  },
  {
    name: 'setup-backup',
    role: admin,
    path: '/setup?step=backup',
    ready: (page) => page.getByText(/of \d+ OneDrives are backed up/).waitFor(),
  },
  {
    name: 'setup-done',
    role: admin,
    path: '/setup?step=done',
    ready: (page) => page.getByText('bring back a file of').waitFor(),
  },

  ...ACTIVITY_PAGES,
  ...ONEDRIVE_PAGES,
]

export async function pathOf({ path }: PageToSee, pages: Pages): Promise<string> {
  return typeof path === 'string' ? path : await path(pages)
}
