import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { EVERY_PAGE, pathOf } from './every-page.ts'
import { overhangOf, Pages, type Role, violationsOn } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

const DESK = { width: 1280, height: 800 }
/** The narrowest phone that is still about. */
const NARROWEST = { width: 320, height: 640 }

/** Of each role, one page that goes from address to address: what was fetched once is there. */
const opened = new Map<Role | undefined, Promise<Page>>()

async function pageOf(role: Role | undefined): Promise<Page> {
  const page = opened.get(role) ?? pages.open(role, 'about:blank')
  opened.set(role, page)
  return await page
}

/** As another tab of the same browser does it. */
async function keepLanguage(page: Page, language: 'de' | undefined): Promise<void> {
  await page.evaluate(
    `localStorage.${language ? `setItem('holdfast.language', '${language}')` : `removeItem('holdfast.language')`}
     dispatchEvent(new StorageEvent('storage', { key: 'holdfast.language' }))`,
  )
  await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe(language ?? 'en')
}

test.each(EVERY_PAGE)(
  '$name has no fault for assistive technology, in light, in dark and on a phone, and is never wider than its window, nor in German',
  async (toSee) => {
    const page = await pageOf(toSee.role)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize(DESK)
    await page.goto(await pathOf(toSee, pages))
    await toSee.ready(page)
    const light = await violationsOn(page)
    const overhang = await overhangOf(page)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await expect.poll(() => page.evaluate('document.documentElement.style.colorScheme')).toBe('dark')
    // Of the two themes, colours alone are not the same.
    const dark = await violationsOn(page, 'color-contrast')
    await page.setViewportSize(NARROWEST)
    const phone = await violationsOn(page)
    const phoneOverhang = await overhangOf(page)
    // Its words are long.
    await keepLanguage(page, 'de')
    const german = await overhangOf(page)
    await keepLanguage(page, undefined)
    const found = { light, overhang, dark, phone, phoneOverhang, german }
    expect(found).toEqual({ light: [], overhang: 0, dark: [], phone: [], phoneOverhang: 0, german: 0 })
  },
)

test('no page complained of anything', () => {
  expect(pages.complaints).toEqual([])
})
