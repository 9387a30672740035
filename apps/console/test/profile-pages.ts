import type { PageToSee } from './every-page.ts'
import type { Pages } from './pages.ts'

const admin = 'cloud-administrator'

const heading =
  (name: string, level = 1): PageToSee['ready'] =>
  (page) =>
    page.getByRole('heading', { name, level }).waitFor()

async function defaultProfile(pages: Pages): Promise<string> {
  const { data } = await pages.api(admin).GET('/api/v1/profiles')
  return `/profiles/${data?.items[0]?.id ?? ''}`
}

const edit = (step: string) => async (pages: Pages) => `${await defaultProfile(pages)}/edit?step=${step}`

/** The pages of profiles and of global exclusions. */
export const PROFILE_PAGES: readonly PageToSee[] = [
  {
    name: 'profiles',
    role: admin,
    path: '/profiles',
    ready: (page) => page.getByRole('link', { name: 'Default' }).waitFor(),
  },
  {
    name: 'profiles-deleted',
    role: admin,
    path: '/profiles?deleted=true',
    ready: (page) => page.getByRole('link', { name: 'Deleted' }).waitFor(),
  },
  { name: 'profile', role: 'auditor', path: defaultProfile, ready: heading('Default') },
  { name: 'profile-new', role: admin, path: '/profiles/new', ready: heading('General', 2) },
  { name: 'profile-onedrive', role: admin, path: edit('onedrive'), ready: heading('OneDrive', 2) },
  { name: 'profile-privacy', role: admin, path: edit('privacy'), ready: heading('Privacy', 2) },
  { name: 'profile-retention', role: admin, path: edit('retention'), ready: heading('Retention', 2) },
  { name: 'profile-keys', role: admin, path: edit('keys'), ready: heading('Keys', 2) },
  { name: 'profile-finish', role: admin, path: '/profiles/new?step=finish', ready: heading('Finish', 2) },
  {
    name: 'exclusions',
    role: admin,
    path: '/exclusions',
    ready: (page) => page.getByLabel('File extensions', { exact: true }).waitFor(),
  },
]
