import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { errorPage } from './error-page.ts'

test('docs/errors.md lists every code with its message and hint (npm run docs writes it)', async () => {
  expect(await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')).toBe(errorPage())
})
