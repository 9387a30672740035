import type { PageToSee } from './every-page.ts'
import type { Pages } from './pages.ts'

const admin = 'cloud-administrator'

/** A job that ended so. */
async function jobOf(
  pages: Pages,
  state: 'succeeded' | 'errors',
  kind: 'backup' | 'directory-sync' = 'backup',
): Promise<string> {
  const { data } = await pages
    .api(admin)
    .GET('/api/v1/jobs', { params: { query: { state, kind, limit: 1 } } })
  return data?.items[0]?.id ?? ''
}

/** Jobs, alerts, and the audit trail. */
export const ACTIVITY_PAGES: readonly PageToSee[] = [
  {
    name: 'jobs',
    role: admin,
    path: '/jobs',
    ready: (page) => page.getByRole('cell', { name: 'Done' }).first().waitFor(),
  },
  {
    name: 'jobs-none',
    role: admin,
    path: '/jobs?kind=destroy-vault',
    ready: (page) => page.getByText('No job fits').waitFor(),
  },
  {
    name: 'job-errors',
    role: admin,
    path: async (pages) => `/jobs/${await jobOf(pages, 'errors')}`,
    ready: (page) => page.getByText('Completeness').waitFor(),
  },
  {
    name: 'job-sync',
    role: admin,
    path: async (pages) => `/jobs/${await jobOf(pages, 'succeeded', 'directory-sync')}`,
    ready: (page) => page.getByText('The log is empty').waitFor(),
  },
  {
    name: 'alerts',
    role: admin,
    path: '/alerts',
    ready: (page) =>
      page.getByText('No open alert').or(page.getByRole('main').getByRole('listitem')).first().waitFor(),
  },
  {
    name: 'alerts-none',
    role: admin,
    path: '/alerts?which=older&severity=info',
    ready: (page) => page.getByText('No alert fits').waitFor(),
  },
  {
    name: 'alert-rules',
    role: admin,
    path: '/alerts/rules',
    ready: (page) => page.getByRole('rowheader', { name: 'Backup failed' }).waitFor(),
  },
  {
    name: 'alert-rule-change',
    role: admin,
    path: '/alerts/rules',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Change the rule: Unusual changes' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'alert-subscription-new',
    role: admin,
    path: '/alerts/subscriptions',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Add subscription' }).click()
      await page.getByRole('dialog').getByLabel('Only these').click()
    },
  },
  {
    name: 'audit',
    role: 'auditor',
    path: '/audit',
    ready: (page) =>
      page
        .getByRole('button', { name: /^Details of entry/ })
        .first()
        .click(),
  },
  {
    name: 'audit-verified',
    role: admin,
    path: '/audit?by=system',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Verify the chain' }).click()
      await page.getByText('unbroken').waitFor()
    },
  },
]
