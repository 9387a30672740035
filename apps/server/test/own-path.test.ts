import { expect, test } from 'vitest'
import { ownPath } from '../src/http/own-path.ts'

const ORIGIN = 'https://backup.contoso.example'

test.each([
  ['/onedrive?status=errors#top', '/onedrive?status=errors#top'],
  ['/onedrive?search=Jürgen', '/onedrive?search=J%C3%BCrgen'],
  ['/my/../jobs', '/jobs'],
])('%s is a page of this server', (wanted, path) => {
  expect(ownPath(wanted, ORIGIN)).toBe(path)
})

test.each([
  undefined,
  '',
  'onedrive',
  'https://evil.example/',
  'javascript:alert(1)',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  `/${'x'.repeat(2_000)}`,
])('%j leads nowhere but to the first page', (wanted) => {
  expect(ownPath(wanted, ORIGIN)).toBe('/')
})
