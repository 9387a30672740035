import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ServedOrganisation } from '../../../cli/test/served-organisation.ts'
import { VIEWS } from '../browser.ts'
import { EVERY_PAGE, pathOf } from '../every-page.ts'
import { Pages, settled, type View } from '../pages.ts'
import { buildPages, firstTokenOf, signEverybodyIn, urlOf } from '../setup/served-pages.ts'

/**
 * npm run screenshots -- DIR [--only keys,setup] [--language de] [--views light,phone]:
 * every page, as it looks in light, in dark, and on a phone.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    language: { type: 'string', default: 'en' },
    views: { type: 'string', default: Object.keys(VIEWS).join() },
  },
})
const locale = values.language === 'en' ? 'en-GB' : values.language
const views = (Object.keys(VIEWS) as View[]).filter((view) => values.views.split(',').includes(view))
const [directory] = positionals
if (directory === undefined) throw new Error('Say where to: npm run screenshots -- DIR')
const folder = resolve(directory)
await mkdir(folder, { recursive: true })

await buildPages()
await using served = new ServedOrganisation(0, [])
await served.start()
await using pages = new Pages(await signEverybodyIn(urlOf(served), firstTokenOf(served)))
const wanted = EVERY_PAGE.filter(({ name }) => values.only.split(',').some((part) => name.includes(part)))
for (const toSee of wanted) {
  for (const view of views) {
    const page = await pages.open(toSee.role, await pathOf(toSee, pages), view, locale)
    // What a page waits for, it names in English.
    if (values.language === 'en') await toSee.ready(page)
    else await settled(page)
    // What is fetched after the page itself: charts, figures, rows.
    await page.waitForTimeout(values.language === 'en' ? 500 : 1_000)
    const file = `${toSee.name}-${view}.png`
    await page.screenshot({ path: join(folder, file), fullPage: true })
    process.stdout.write(`${file}\n`)
    await page.context().close()
  }
}
for (const complaint of pages.complaints) process.stdout.write(`complaint: ${complaint}\n`)
