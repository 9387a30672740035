import { systemClock } from '@holdfast/base'
import type { Page } from 'playwright-core'

/** Milliseconds of frames while a list scrolls. */
export interface Frames {
  readonly longest: number
  readonly p99: number
  readonly count: number
  /** Longest stretch of work that let nothing else run. */
  readonly longestTask: number
  readonly rows: number
}

/** Steps of a scroll, one a frame, as a hand on a wheel makes them: three rows. */
const STEP = 156

/**
 * Scrolls the list frame by frame. As a text, since it runs in the page: there is no TypeScript there, and nothing of here.
 */
const scrolling = (frames: number) => `new Promise((resolve) => {
  const list = document.querySelector('section[aria-label="OneDrives"]')
  const spent = []
  const tasks = [0]
  new PerformanceObserver((found) => {
    for (const { duration } of found.getEntries()) tasks.push(duration)
  }).observe({ entryTypes: ['longtask'] })
  let before
  const step = (at) => {
    if (before !== undefined) spent.push(at - before)
    before = at
    if (spent.length < ${frames}) {
      list.scrollTop += ${STEP}
      requestAnimationFrame(step)
      return
    }
    const sorted = spent.toSorted((a, b) => a - b)
    const last = [...list.querySelectorAll('tr[aria-rowindex]')].at(-1)
    resolve({
      longest: sorted.at(-1),
      p99: sorted[Math.floor(sorted.length * 0.99)],
      count: sorted.length,
      longestTask: Math.max(...tasks),
      rows: Number(last.getAttribute('aria-rowindex')),
    })
  }
  requestAnimationFrame(step)
})`

export async function scrollThrough(page: Page, frames: number): Promise<Frames> {
  return (await page.evaluate(scrolling(frames))) as Frames
}

/** Milliseconds from the last key of a search to the row of whom it finds. */
export async function searchFor(page: Page, text: string, found: string): Promise<number> {
  const box = page.getByRole('searchbox')
  await box.fill('')
  await box.pressSequentially(text, { delay: 20 })
  const start = systemClock.now()
  await page.getByRole('row').nth(1).getByText(found, { exact: true }).waitFor()
  return systemClock.now() - start
}

/** Milliseconds from a click on a column's title to the first row in the new order. */
export async function sortBy(page: Page, title: string, first: string): Promise<number> {
  const start = systemClock.now()
  await page.getByRole('button', { name: title }).click()
  await page.getByRole('row').nth(1).getByText(first).first().waitFor()
  return systemClock.now() - start
}
