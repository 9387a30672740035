import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const NAME = 'holdfast-tests-'

/**
 * Everything that tests leave behind lies in one folder, which goes when they are done. What Node has made of a module is
 * kept there, too: the many processes and threads that tests start need it again and again.
 */
export function setup(): (() => void) | undefined {
  // Another project of this run has made it.
  if (basename(tmpdir()).startsWith(NAME)) return undefined
  const folder = mkdtempSync(join(tmpdir(), NAME))
  // biome-ignore lint/style/noProcessEnv: where `tmpdir()` looks, in the processes that run the tests, too
  process.env.TMPDIR = folder
  // biome-ignore lint/style/noProcessEnv: as above
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled')
  return () => rmSync(folder, { recursive: true, force: true })
}
