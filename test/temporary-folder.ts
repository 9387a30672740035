import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Everything that tests leave behind lies in one folder, which goes when they are done. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tests-'))
  // biome-ignore lint/style/noProcessEnv: where `tmpdir()` looks, in the processes that run the tests, too
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
