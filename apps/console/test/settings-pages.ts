import type { PageToSee } from './every-page.ts'

const admin = 'cloud-administrator'

/** The pages of settings, of one's own account, and of signing in. */
export const SETTINGS_PAGES: readonly PageToSee[] = [
  {
    name: 'settings-connection',
    role: admin,
    path: '/settings/connection',
    ready: (page) => page.getByRole('button', { name: 'Verify' }).waitFor(),
  },
  {
    name: 'settings-storage',
    role: admin,
    path: '/settings/storage',
    ready: (page) => page.getByText('Reachable').first().waitFor(),
  },
  {
    name: 'settings-accounts',
    role: admin,
    path: '/settings/accounts',
    ready: (page) => page.getByRole('link', { name: 'Clara Cloud' }).waitFor(),
  },
  {
    name: 'settings-sign-in',
    role: admin,
    path: '/settings/sign-in',
    ready: (page) => page.getByLabel('Issuer').waitFor(),
  },
  {
    name: 'settings-mail',
    role: admin,
    path: '/settings/mail',
    ready: (page) => page.getByLabel('Host').waitFor(),
  },
  {
    name: 'settings-webhooks',
    role: admin,
    path: '/settings/webhooks',
    ready: (page) => page.getByLabel('Addresses of the own network').waitFor(),
  },
  {
    name: 'settings-keeping',
    role: 'auditor',
    path: '/settings/keeping',
    ready: (page) => page.getByLabel('Keep events for').waitFor(),
  },
  {
    name: 'settings-licence',
    role: admin,
    path: '/settings/licence',
    ready: (page) => page.getByLabel('All editions').waitFor(),
  },
  {
    name: 'settings-tokens',
    role: admin,
    path: '/settings/tokens',
    ready: (page) => page.getByText('No API tokens yet').waitFor(),
  },
  {
    name: 'account',
    role: admin,
    path: '/account',
    ready: (page) => page.getByText('This session').waitFor(),
  },
  {
    name: 'account-person',
    role: 'person',
    path: '/account',
    ready: (page) => page.getByText('This session').waitFor(),
  },
  {
    name: 'sign-in-problem',
    role: undefined,
    path: '/sign-in?problem=HF_OIDC_REFUSED',
    ready: (page) => page.getByText('you have no access here').waitFor(),
  },
  {
    name: 'link-gone',
    role: undefined,
    path: '/invitation#nothing',
    ready: (page) => page.getByRole('heading', { name: 'This link is not good any more' }).waitFor(),
  },
]
