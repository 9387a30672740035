import { gzipSync } from 'node:zlib'
import { afterAll, expect, inject, test } from 'vitest'
import { Pages, type Role } from './pages.ts'

const pages = new Pages(inject('sessions'))
afterAll(() => pages[Symbol.asyncDispose]())

/** Bytes of script, compressed, that a browser fetches until a page is at rest. */
async function scriptBytesOf(role: Role, path: string): Promise<number> {
  const page = await pages.open(role, 'about:blank')
  const sizes: Promise<number>[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script')
      sizes.push(answer.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // An event stream stays open: at rest is when the list of pages can be used.
  await page.getByRole('button', { name: /Your account/ }).waitFor()
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.context().close()
  return total
}

test.each([
  ['person', '/my', 250],
  ['cloud-administrator', '/', 400],
] as const)(
  'the first load of the pages of a %s, %s, is at most %i kB of script',
  async (role, path, most) => {
    const bytes = await scriptBytesOf(role, path)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThanOrEqual(most * 1_000)
  },
)

test('parts come compressed, and are kept for ever', async () => {
  const page = await pages.open(undefined, '/sign-in')
  const source = await page.locator('script[src]').first().getAttribute('src')
  const answer = await page.request.get(source ?? '', { headers: { 'accept-encoding': 'br' } })
  expect(answer.headers()).toMatchObject({
    'content-encoding': 'br',
    'cache-control': expect.stringContaining('immutable'),
    'content-type': expect.stringContaining('javascript'),
  })
  const start = await page.request.get('/', { headers: { accept: 'text/html' } })
  expect(start.headers()['cache-control']).toBe('no-cache')
})
