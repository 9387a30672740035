import type { PageToSee } from './every-page.ts'
import type { Pages } from './pages.ts'

const admin = 'cloud-administrator'

/** The page of somebody, whose id the API knows. */
export const personPath =
  (search: string, rest = '') =>
  async (pages: Pages): Promise<string> => {
    const { data } = await pages.api(admin).GET('/api/v1/people', { params: { query: { search } } })
    return `/onedrive/${data?.items[0]?.id}${rest}`
  }

/** The list of OneDrives and the page of a person, in all that looks different. */
export const ONEDRIVE_PAGES: readonly PageToSee[] = [
  {
    name: 'onedrive-list',
    role: admin,
    path: '/onedrive',
    ready: (page) => page.getByRole('link', { name: 'Ada Lindqvist' }).waitFor(),
  },
  {
    name: 'onedrive-chosen',
    role: admin,
    path: '/onedrive?sort=bytes&order=descending&app=enabled',
    ready: async (page) => {
      await page.getByRole('checkbox', { name: /^Select all/ }).click()
      await page.getByRole('toolbar').waitFor()
    },
  },
  {
    name: 'onedrive-confirm',
    role: admin,
    path: '/onedrive',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Actions for Ada Lindqvist' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'onedrive-empty',
    role: 'auditor',
    path: '/onedrive?search=nobody-is-called-so',
    ready: (page) => page.getByText('Nobody matches').waitFor(),
  },
  {
    name: 'person-details',
    role: admin,
    path: personPath('Ada'),
    ready: (page) => page.getByText('Key slots').waitFor(),
  },
  {
    name: 'person-backups',
    role: admin,
    path: personPath('Ada', '?tab=backups'),
    ready: async (page) => {
      await page
        .getByRole('link', { name: /^Browse and restore the snapshot/ })
        .first()
        .waitFor()
      await page
        .getByRole('button', { name: /^Log of/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'person-log',
    role: admin,
    path: personPath('Ada', '?tab=backups'),
    ready: async (page) => {
      await page
        .getByRole('button', { name: /^Log of/ })
        .first()
        .click()
      await page.getByRole('dialog').getByText(/files/).waitFor()
    },
  },
  {
    name: 'person-restore',
    role: admin,
    path: personPath('Ada', '?tab=restore'),
    ready: (page) =>
      page
        .getByText('Nothing was restored yet')
        .or(page.getByRole('button', { name: /^Log of/ }).first())
        .waitFor(),
  },
  {
    name: 'person-activity',
    role: admin,
    path: personPath('Ada', '?tab=activity'),
    ready: (page) => page.getByText('What was done').waitFor(),
  },
]
