import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { apiClientFiles } from '../scripts/generated-files.ts'

test('the client of the API is made from the routes as they are; `npm run docs` makes it anew', async () => {
  for (const [path, text] of Object.entries(await apiClientFiles())) {
    const written = await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')
    expect(written === text, `${path} is current`).toBe(true)
  }
})
