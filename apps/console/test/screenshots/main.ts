import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ServedOrganisation } from '../../../cli/test/served-organisation.ts'
import { EVERY_PAGE, pathOf } from '../every-page.ts'
import { Pages, type View } from '../pages.ts'
import { buildPages, firstTokenOf, signEverybodyIn, urlOf } from '../setup/served-pages.ts'

/** npm run screenshots -- DIR [--only TEXT]: every page, as it looks in light, in dark, and on a phone. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})
const [directory] = positionals
if (directory === undefined) throw new Error('Say where to: npm run screenshots -- DIR')
const folder = resolve(directory)
await mkdir(folder, { recursive: true })

await buildPages()
await using served = new ServedOrganisation(0, [])
await served.start()
await using pages = new Pages(await signEverybodyIn(urlOf(served), firstTokenOf(served)))
for (const toSee of EVERY_PAGE.filter(({ name }) => name.includes(values.only))) {
  for (const view of ['light', 'dark', 'phone'] satisfies View[]) {
    const page = await pages.open(toSee.role, await pathOf(toSee, pages), view)
    await toSee.ready(page)
    // What is fetched after the page itself: charts, figures, rows.
    await page.waitForTimeout(500)
    const file = `${toSee.name}-${view}.png`
    await page.screenshot({ path: join(folder, file), fullPage: true })
    process.stdout.write(`${file}\n`)
    await page.context().close()
  }
}
for (const complaint of pages.complaints) process.stdout.write(`complaint: ${complaint}\n`)
