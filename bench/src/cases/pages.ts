import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createApiClient } from '@holdfast/api-client'
import { openBrowser } from '../../../apps/console/test/browser.ts'
import { buildPages, PASSWORD, signIn } from '../../../apps/console/test/setup/served-pages.ts'
import type { BenchCase } from '../bench-case.ts'
import { scrollThrough, searchFor, sortBy } from '../pages/list-measures.ts'
import { longestWorkOf } from '../pages/longest-work.ts'
import type { PagesOrder, ServedPages } from '../pages/pages-process.ts'
import type { Row } from '../row.ts'

const EMAIL = 'administrator@contoso.example'

/** The list of OneDrives of a large organisation, in a real browser. */
export const pages: BenchCase = {
  name: 'pages',
  about:
    'the list of 100,000 OneDrives in a browser (quick: 5,000): longest frame while it scrolls, search, order',
  async run({ quick, world }) {
    const people = quick ? 5_000 : 100_000
    await buildPages()
    await using served = await serve({ folder: world.path('pages'), people })
    const { cookies } = await administrator(served)
    const browser = await openBrowser()
    try {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        baseURL: served.url,
      })
      await context.addCookies([...cookies])
      const page = await context.newPage()
      await page.goto('/onedrive')
      await page.getByText(`${people.toLocaleString('en-GB')} people`).waitFor()
      await page
        .getByRole('link', { name: /^Adele/ })
        .first()
        .waitFor()
      // The first pages make the browser compile what the others then use.
      await scrollThrough(page, 60)
      const scroll = () => scrollThrough(page, quick ? 200 : 900)
      const frames = await scroll()
      const work = await longestWorkOf(page, scroll)
      const search = []
      for (const number of [7, 4_321, people - 1])
        search.push(await searchFor(page, `person${number}@`, `person${number}@contoso.example`))
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await page.getByText(`${people.toLocaleString('en-GB')} people`).waitFor()
      const sort = await sortBy(page, 'Last backup status', 'Backup failed')
      return [
        {
          name: `list of ${people.toLocaleString('en')} OneDrives, scrolled: longest frame`,
          figures: [{ value: frames.longest, unit: 'ms', atMost: 50 }],
          details: `99 of 100 within ${frames.p99.toFixed(0)} ms, longest task ${frames.longestTask.toFixed(0)} ms, of which the page itself works at most ${work.toFixed(0)} ms; ${frames.count} frames, ${frames.rows.toLocaleString('en')} rows`,
        },
        {
          name: 'search in it, from the last key to the row',
          figures: [{ value: Math.max(...search) / 1_000, unit: 's', atMost: 1.5 }],
          details: `${search.map((each) => each.toFixed(0)).join(', ')} ms, of which 300 ms wait for another key; another order ${sort} ms`,
        },
      ] satisfies Row[]
    } finally {
      await browser.close()
    }
  },
}

async function serve(order: PagesOrder): Promise<ServedPages & AsyncDisposable> {
  const child = fork(new URL('../pages/pages-process.ts', import.meta.url))
  child.send(order)
  const [served] = await Promise.race([
    once(child, 'message') as Promise<[ServedPages]>,
    once(child, 'exit').then(([code]) => {
      throw new Error(`the server of the pages ended with code ${code}`)
    }),
  ])
  return {
    ...served,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function administrator({ url, token }: ServedPages) {
  const api = createApiClient({ baseUrl: url })
  const body = { token, name: 'Clara Cloud', email: EMAIL, password: PASSWORD }
  await api.POST('/api/v1/links/first-administrator', { body })
  return await signIn(url, EMAIL)
}
