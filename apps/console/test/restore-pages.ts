import type { Page } from 'playwright-core'
import type { PageToSee } from './every-page.ts'
import type { Pages } from './pages.ts'

const admin = 'cloud-administrator'

/** Somebody of the organisation, by name. */
export async function personOf(pages: Pages, name: string): Promise<string> {
  const query = { search: name }
  const { data } = await pages.api(admin).GET('/api/v1/people', { params: { query } })
  const id = data?.items[0]?.id
  if (id === undefined) throw new Error(`nobody is called ${name}`)
  return id
}

/** The page on which somebody's backup is looked through, at a place in it. */
export async function restorePage(pages: Pages, name: string, search = ''): Promise<string> {
  return `/onedrive/${await personOf(pages, name)}/restore${search}`
}

const ada = (search?: string) => (pages: Pages) => restorePage(pages, 'Ada', search)
const row = (name: string) => (page: Page) => page.getByRole('row', { name }).first().waitFor()

/** The pages of looking through a backup and restoring from it. */
export const RESTORE_PAGES: readonly PageToSee[] = [
  { name: 'restore', role: admin, path: ada(), ready: row('Documents') },
  { name: 'restore-folder', role: admin, path: ada('?path=Documents'), ready: row('Letter 1.docx') },
  {
    name: 'restore-empty-folder',
    role: admin,
    path: ada('?path=Attachments%2FEmpty%20for%20now'),
    ready: (page) => page.getByText('This folder is empty').waitFor(),
  },
  {
    name: 'restore-found',
    role: admin,
    path: ada('?find=letter&everywhere=true'),
    ready: row('Letter 1.docx'),
  },
  {
    name: 'restore-picture',
    role: admin,
    path: ada('?path=Pictures&file=Pictures%2FSite%201.jpg'),
    ready: (page) => page.getByRole('img', { name: 'Picture: Site 1.jpg' }).waitFor(),
  },
  {
    name: 'restore-text',
    role: admin,
    path: ada('?path=Documents&file=Documents%2FNotes%201.md'),
    ready: (page) => page.getByRole('button', { name: 'Restore', exact: true }).waitFor(),
  },
  {
    name: 'restore-snapshots',
    role: admin,
    path: ada('?panel=snapshots'),
    ready: (page) => page.getByRole('button', { name: /newest.*items/ }).waitFor(),
  },
  {
    name: 'restore-form',
    role: admin,
    path: ada('?path=Documents'),
    async ready(page) {
      await page.getByRole('button', { name: 'Select this folder' }).click()
      await page.getByRole('button', { name: 'Restore', exact: true }).click()
      await page.getByRole('radio', { name: 'Another person’s OneDrive' }).click()
      await page.getByRole('combobox', { name: 'Person' }).waitFor()
    },
  },
  {
    name: 'restore-no-backup',
    role: admin,
    path: (pages) => restorePage(pages, 'Nina'),
    ready: (page) => page.getByText('There is no snapshot yet').waitFor(),
  },
]
