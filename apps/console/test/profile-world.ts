import type { Page } from 'playwright-core'
import type { Pages } from './pages.ts'

type Api = ReturnType<Pages['api']>

/** Somebody who has a OneDrive. */
export async function personNamed(api: Api, search: string) {
  const { data } = await api.GET('/api/v1/people', { params: { query: { search } } })
  const person = data?.items[0]
  if (!person?.onedrive) throw new Error(`${search} has no OneDrive`)
  return { ...person, onedrive: person.onedrive }
}

/** Backs a OneDrive up by what is set now: one that was under way already may have begun by what was set before. */
export async function backUp(api: Api, onedriveId: string): Promise<void> {
  for (let isNew = false; !isNew; ) {
    const { data } = await api.POST('/api/v1/backups', { body: { onedriveIds: [onedriveId] } })
    const [backup] = data?.backups ?? []
    if (backup === undefined) throw new Error('no backup was begun')
    isNew = backup.isNew
    await jobEnded(api, backup.jobId)
  }
}

async function jobEnded(api: Api, id: string): Promise<void> {
  for (;;) {
    const { data: job } = await api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })
    if (job?.state === 'succeeded' || job?.state === 'errors') return
    if (job?.state === 'failed' || job?.state === 'cancelled') throw new Error(JSON.stringify(job.error))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** How many files of an extension are in the newest snapshot. */
export async function filesOf(api: Api, personId: string, extension: string): Promise<number> {
  const { data } = await api.POST('/api/v1/people/{id}/exclusion-preview', {
    params: { path: { id: personId } },
    body: { extensions: extension, names: '', folders: '' },
  })
  return data?.excludedFiles ?? 0
}

export async function profileNamed(api: Api, name: string) {
  const { data } = await api.GET('/api/v1/profiles', { params: { query: { limit: 200 } } })
  return data?.items.find((profile) => profile.name === name)
}

export async function removeProfile(api: Api, name: string): Promise<void> {
  const profile = await profileNamed(api, name)
  if (!profile) return
  await api.DELETE('/api/v1/profiles/{id}', {
    params: { path: { id: profile.id }, header: { 'if-match': `"${profile.version}"` } },
    body: { reason: 'the test is over' },
  })
}

/** Presses Tab until the focus is on what has this name, as somebody without a mouse does. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(
      `(({ activeElement: here }) => here?.getAttribute('aria-label') ?? here?.labels?.[0]?.textContent ?? here?.textContent)(document)`,
    )
    if (String(here ?? '').replace(/\*$/, '') === name) return
  }
  throw new Error(`the keyboard does not reach ${name}`)
}

/** A notice at the edge of the screen, which screen readers are told as well. */
export async function said(page: Page, sentence: string | RegExp): Promise<void> {
  await page.getByText(sentence).last().waitFor()
}
