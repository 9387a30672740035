import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const PASSWORD = 'correct horse battery staple'

/** Whether Debian's restic is here. In CI it must be: a missing oracle is a failure there, not a reason to skip. */
export const hasRestic = (() => {
  const found = spawnSync('restic', ['version']).status === 0
  // biome-ignore lint/style/noProcessEnv: CI says so by its environment
  if (!found && process.env.CI) throw new Error('restic is missing: .ci/run installs it')
  return found
})()

export const resticReason = hasRestic ? '' : ' (skipped: the restic program is not installed)'

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'holdfast-test-'))
}

/** Runs restic on a repository; gives its standard output, raises with its errors. */
export function restic(repository: string, args: readonly string[], options: { cwd?: string } = {}): string {
  const passwordFile = join(temporaryDirectory(), 'password')
  writeFileSync(passwordFile, PASSWORD)
  const cache = temporaryDirectory()
  return execFileSync(
    'restic',
    ['-r', repository, '--password-file', passwordFile, '--cache-dir', cache, ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1e9,
      ...options,
    },
  )
}
