import { createApiClient } from '@holdfast/api-client'
import type { Pages } from './pages.ts'
import { PASSWORD, type SignedIn, signIn } from './setup/served-pages.ts'

/** Makes an account for somebody of the organisation, and signs them in. */
export async function signInFor(pages: Pages, personId: string): Promise<SignedIn> {
  const name = crypto.randomUUID()
  const email = `${name}@console.example`
  const { data: invited } = await pages
    .api('cloud-administrator')
    .POST('/api/v1/accounts', { body: { name, email, role: 'person', personId } })
  await createApiClient({ baseUrl: pages.url }).POST('/api/v1/links/invitation', {
    body: { token: invited?.token ?? '', name, password: PASSWORD },
  })
  return await signIn(pages.url, email)
}
