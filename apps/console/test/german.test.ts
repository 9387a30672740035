import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { EVERY_PAGE, pathOf } from './every-page.ts'
import { overhangOf, Pages, type Role, settled } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

/** Of each role, one page that goes from address to address: what was fetched once is there. */
const opened = new Map<Role | undefined, Promise<Page>>()

async function pageOf(role: Role | undefined): Promise<Page> {
  const page = opened.get(role) ?? pages.open(role, 'about:blank', 'phone', 'de-DE')
  opened.set(role, page)
  return await page
}

test.each(EVERY_PAGE)('$name is no wider than a phone in German, whose words are long', async (toSee) => {
  const page = await pageOf(toSee.role)
  await page.goto(await pathOf(toSee, pages))
  await settled(page)
  expect(await overhangOf(page)).toBe(0)
})
