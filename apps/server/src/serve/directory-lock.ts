import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, type Random, systemClock, systemRandom } from '@holdfast/base'
import { serverErrors } from '../errors.ts'
import { describeHolder, livesOn, processOf } from './lock-holder.ts'

const NAME = 'server.lock'
/** Milliseconds between two signs of life. */
const BEAT = 5_000
/** A holder nobody can ask is gone after so many milliseconds without a sign of life. */
const SILENCE = 4 * BEAT
const LOOK = 500
/** What file systems without hard links answer. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'ENOSYS'])

export interface DirectoryLockOptions {
  /** Somebody else has the directory: nothing may be written to it any more. */
  readonly onLost?: (error: Error) => void
  readonly clock?: Clock
  readonly random?: Random
}

/**
 * Keeps a second server out of a data directory, also one in another container: the embedded database has a single user.
 * The lock of a process that is gone is taken over; for one of another container or machine that takes some seconds of
 * silence. Raises HF_DATA_DIRECTORY_BUSY, HF_NO_DATA_DIRECTORY. Dispose of it at the end.
 */
export async function lockDirectory(
  directory: string,
  { onLost = () => {}, clock = systemClock, random = systemRandom }: DirectoryLockOptions = {},
): Promise<AsyncDisposable> {
  const file = join(directory, NAME)
  const own = await describeHolder(random.bytes(8).toString('hex'))
  const holder = await acquire(file, own, clock).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    throw serverErrors.HF_NO_DATA_DIRECTORY({ directory }, { cause })
  })
  if (holder !== undefined)
    throw serverErrors.HF_DATA_DIRECTORY_BUSY({ directory, process: processOf(holder) })
  const released = new AbortController()
  const beating = beat(file, own, clock, released.signal).then((isKept) => {
    if (!isKept) onLost(serverErrors.HF_DATA_DIRECTORY_LOST({ directory }))
  })
  return {
    async [Symbol.asyncDispose]() {
      released.abort()
      await beating
      if ((await contentOf(file)) === own) await rm(file, { force: true })
    },
  }
}

/** Gives the holder's line when somebody else has the lock. */
async function acquire(file: string, own: string, clock: Clock): Promise<string | undefined> {
  for (;;) {
    if (await publish(file, own)) return undefined
    const holder = await contentOf(file)
    if (holder === undefined) continue
    if (await isHeld(file, holder, clock)) return holder
    // Two may find the same lock dead: one alone removes it, and looks once more before.
    const takeover = `${file}-takeover`
    if ((await acquire(takeover, own, clock)) !== undefined) return holder
    if ((await contentOf(file)) === holder) await rm(file, { force: true })
    await rm(takeover, { force: true })
  }
}

/** The whole lock appears at once, or somebody else has it. */
async function publish(file: string, own: string): Promise<boolean> {
  const draft = `${file}.${tokenOf(own)}`
  await writeFile(draft, own, { mode: 0o600 })
  try {
    await link(draft, file).catch(async (error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.has(error.code ?? '')) throw error
      await writeFile(file, own, { flag: 'wx', mode: 0o600 })
    })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** One that cannot be asked shows by the file's time whether it lives. */
async function isHeld(file: string, holder: string, clock: Clock): Promise<boolean> {
  const lives = await livesOn(holder)
  if (lives !== 'unknown') return lives
  const before = await timeOf(file)
  for (let waited = 0; waited < SILENCE; waited += LOOK) {
    await clock.sleep(LOOK)
    if ((await timeOf(file)) !== before) return true
  }
  return false
}

/** Gives signs of life until it is released; false when the lock is somebody else's. */
async function beat(file: string, own: string, clock: Clock, released: AbortSignal): Promise<boolean> {
  for (;;) {
    try {
      await clock.sleep(BEAT, released)
    } catch {
      return true
    }
    try {
      const holder = await contentOf(file)
      if (holder === undefined ? !(await publish(file, own)) : holder !== own) return false
      const now = new Date(clock.now())
      await utimes(file, now, now)
    } catch {
      // A disk that does not answer now may do so at the next sign.
    }
  }
}

function tokenOf(holder: string): string {
  return holder.split(' ').at(-1) ?? ''
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function timeOf(file: string): Promise<number | undefined> {
  return await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )
}
