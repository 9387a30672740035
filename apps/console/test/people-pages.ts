import type { PageToSee } from './every-page.ts'

const admin = 'cloud-administrator'

/** The pages of people, mapping rules and the synchronisation. */
export const PEOPLE_PAGES: readonly PageToSee[] = [
  {
    name: 'people',
    role: admin,
    path: '/people',
    ready: (page) => page.getByText('Ada Lindqvist', { exact: true }).waitFor(),
  },
  {
    name: 'people-nobody',
    role: 'help-desk',
    path: '/people?search=nobody-of-that-name',
    ready: (page) => page.getByText('Nobody is found').waitFor(),
  },
  {
    name: 'people-add',
    role: admin,
    path: '/people?add=true',
    ready: (page) => page.getByRole('dialog').waitFor(),
  },
  {
    name: 'people-rules',
    role: admin,
    path: '/people?tab=rules',
    ready: (page) => page.getByRole('listitem').filter({ hasText: 'Everyone but guests' }).waitFor(),
  },
  {
    name: 'people-sync',
    role: 'auditor',
    path: '/people?tab=sync',
    ready: (page) => page.getByRole('heading', { name: 'The last one' }).waitFor(),
  },
  {
    name: 'people-import',
    role: admin,
    path: '/people/import',
    ready: (page) => page.getByRole('heading', { name: 'Import people from a file' }).waitFor(),
  },
]
