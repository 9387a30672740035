import type { PageToSee } from './every-page.ts'

const admin = 'cloud-administrator'

/** A report whose rows are there. */
const withRows: PageToSee['ready'] = (page) => page.getByRole('status').filter({ hasText: /row/ }).waitFor()

/** The pages of reports, in each state that looks different. */
export const REPORTS_PAGES: readonly PageToSee[] = [
  {
    name: 'reports',
    role: admin,
    path: '/reports',
    ready: (page) => page.getByRole('heading', { name: 'Sent by mail' }).waitFor(),
  },
  { name: 'report-last-backup-status', role: admin, path: '/reports/last-backup-status', ready: withRows },
  { name: 'report-storage-growth', role: admin, path: '/reports/storage-growth', ready: withRows },
  { name: 'report-licences', role: admin, path: '/reports/licences', ready: withRows },
  {
    name: 'report-empty',
    role: admin,
    path: '/reports/missed-backups?search=nobody',
    ready: (page) => page.getByText('No row matches').waitFor(),
  },
  {
    name: 'report-schedule',
    role: admin,
    path: '/reports/last-backup-status?schedule=new',
    ready: (page) => page.getByRole('dialog').getByText('No mail server').waitFor(),
  },
]
