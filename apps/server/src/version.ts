import { readFileSync } from 'node:fs'

/** Of this package, and so of Holdfast. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version
