import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { joinBrowser, openBrowser, VIEWS } from './browser.ts'
import { clientOf, type Sessions, type SignedIn } from './setup/served-pages.ts'

export type View = keyof typeof VIEWS
export type Role = keyof Sessions['byRole']

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What was asked for on purpose: the browser writes a line for every refusal. */
const REFUSALS = /status of (?:401|403|404|409|410|412|422)/

/** A browser on the pages of the shared server, as whoever a test wants to be. */
export class Pages implements AsyncDisposable {
  readonly url: string
  /** What pages complained of: nothing of it is to be there. */
  readonly complaints: string[] = []
  readonly #sessions: Sessions
  readonly #contexts = new Set<BrowserContext>()
  readonly #serviceWorkers: 'allow' | 'block'
  #browser: Promise<Browser> | undefined

  /** @param serviceWorkers whether the pages keep their parts for when there is no line: of no use to most tests, and slow */
  constructor(sessions: Sessions, serviceWorkers: 'allow' | 'block' = 'block') {
    this.#sessions = sessions
    this.#serviceWorkers = serviceWorkers
    this.url = sessions.url
  }

  /** The API in the name of a role. */
  api(role: Role) {
    return clientOf(this.url, this.#sessions.byRole[role])
  }

  /** A page in a browser of its own; undefined is nobody. */
  async open(role: Role | undefined, path = '/', view: View = 'light', language = 'en-GB'): Promise<Page> {
    return await this.openAs(role && this.#sessions.byRole[role], path, view, language)
  }

  /** The same, for somebody that a test itself signed in. */
  async openAs(
    who: SignedIn | undefined,
    path = '/',
    view: View = 'light',
    language = 'en-GB',
  ): Promise<Page> {
    this.#browser ??= this.#sessions.browser ? joinBrowser(this.#sessions.browser) : openBrowser()
    const browser = await this.#browser
    const serviceWorkers = this.#serviceWorkers
    const context = await browser.newContext({
      ...VIEWS[view],
      locale: language,
      baseURL: this.url,
      serviceWorkers,
    })
    this.#contexts.add(context)
    if (who) await context.addCookies([...who.cookies])
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSALS.test(message.text())) this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(String(error.stack ?? error.message)))
    await page.goto(path)
    return page
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const context of this.#contexts) await context.close()
    await (await this.#browser)?.close()
  }
}

/** When what has just been given another colour has come to it, and is painted so. */
const STILL = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished)))`

/** What a page lacks for assistive technology, by axe; of one rule alone where one is named. */
export async function violationsOn(page: Page, rule?: string): Promise<string[]> {
  // Once for each page, as an expression of the debugger's: the page's own policy lets no foreign script in.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const options = { resultTypes: ['violations'], preload: false, ...(rule && { runOnly: [rule] }) }
  // What is left out catches the focus at the ends of a dialog, and hands it on: nobody ever stays there.
  const found =
    await page.evaluate(`(${STILL}).then(() => axe.run({ exclude: ['[data-tabster-dummy]'] }, ${JSON.stringify(options)}))
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`)
  return found as string[]
}

/** Until a page is there, and nothing on it is still waited for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible, h2:visible').first().waitFor()
  for (const waiting of ['.fui-Skeleton', '[aria-busy=true]'])
    await page.locator(waiting).first().waitFor({ state: 'detached' })
}

/** By how many pixels a page is wider than its window. */
export async function overhangOf(page: Page): Promise<number> {
  const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  // Below nothing while a dialog holds the place of the scroll bar free.
  return Math.max(0, Number(await page.evaluate(over)))
}
