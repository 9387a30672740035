import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Builds the pages, unless they were built since anything changed that they are made from. */
const pages = fileURLToPath(new URL('..', import.meta.url))
const made = join(pages, 'dist/index.html')
const FROM = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json']
const house = ['packages/api-client/src', 'package-lock.json'].map((path) => join(pages, '../..', path))

const newest = Math.max(...[...FROM.map((path) => join(pages, path)), ...house].map(changedAt))
if (!existsSync(made) || statSync(made).mtimeMs < newest) {
  // Only here: where nothing is to be built, nothing is to be loaded.
  const { build } = await import('vite')
  await build({ root: pages, logLevel: 'warn' })
}

/** When a file, or the newest one in a folder, was last changed. */
function changedAt(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))))
}
