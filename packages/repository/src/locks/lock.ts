import { hostname } from 'node:os'
import { hasCode } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import type { Id } from '../format/id.ts'
import { decodeLockFile, encodeLockFile, type LockFile } from '../format/lock-file.ts'
import type { Repository } from '../repository.ts'
import { surviveUnlockSignal } from './unlock-signal.ts'

const MINUTE = 60_000
const REFRESH_AFTER = 5 * MINUTE
/** restic counts a lock as stale after 30 minutes; writing stops well before. */
const LOST_AFTER = 22.5 * MINUTE
const STALE_AFTER = 30 * MINUTE
/** Two processes that lock at the same moment both see both locks after this time. */
const SETTLE = 200

/** Ids of the locks that this process made, and whether it still holds them. */
const ownLocks = new Map<Id, boolean>()

export interface LockOptions {
  /** Alone, for what deletes or rewrites; or shared, for what adds and reads. */
  readonly exclusive: boolean
  /** How long to wait for another's lock to go, milliseconds (default 0). */
  readonly retryFor?: number
  readonly signal?: AbortSignal
  readonly hostname?: string
  readonly pid?: number
}

/** A held lock. Dispose of it to give it back. */
export interface Lock extends AsyncDisposable {
  /** Aborted when the lock could not be kept: everything under it must stop. */
  readonly signal: AbortSignal
}

/**
 * Locks a repository as restic does, against restic too. Locks that nobody holds any more (their process on
 * this host is gone, or they were not refreshed for 30 minutes) are removed on the way.
 * Raises HF_LOCKED.
 */
export async function acquireLock(repository: Repository, options: LockOptions): Promise<Lock> {
  const deadline = repository.clock.now() + (options.retryFor ?? 0)
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      return await HeldLock.acquire(repository, options)
    } catch (error) {
      const left = deadline - repository.clock.now()
      if (!hasCode(error, 'HF_LOCKED') || left <= 0) throw error
      await repository.clock.sleep(Math.min(wait, left), options.signal)
    }
  }
}

/** Removes locks whose holder is gone (with `all`: every lock). Gives the number removed. */
export async function removeStaleLocks(
  repository: Repository,
  options: { all?: boolean; hostname?: string } = {},
): Promise<number> {
  let removed = 0
  for await (const { name } of repository.storage.list('lock')) {
    const lock = await readLock(repository, name as Id)
    const stale = !lock || isDead(lock, options.hostname ?? hostname()) || isOld(lock, repository.clock.now())
    if (!options.all && !stale) continue
    await repository.storage.remove({ type: 'lock', name })
    removed++
  }
  return removed
}

/** Lock files that say nothing: newer versions of restic refuse to work beside one. */
export async function unreadableLocks(repository: Repository): Promise<Id[]> {
  const found: Id[] = []
  for (const id of await repository.listIds('lock')) if (!(await readLock(repository, id))) found.push(id)
  return found
}

class HeldLock implements Lock {
  readonly #repository: Repository
  readonly #content: Omit<LockFile, 'time'>
  readonly #controller = new AbortController()
  readonly #release: () => void
  #id: Id
  #refreshedAt: number
  #refreshing: Promise<void>
  readonly #ended = new AbortController()

  private constructor(repository: Repository, content: Omit<LockFile, 'time'>, id: Id) {
    this.#repository = repository
    this.#content = content
    this.#id = id
    this.#refreshedAt = repository.clock.now()
    this.#release = surviveUnlockSignal()
    this.#refreshing = this.#keepFresh()
  }

  static async acquire(repository: Repository, options: LockOptions): Promise<HeldLock> {
    const content = {
      exclusive: options.exclusive,
      hostname: options.hostname ?? hostname(),
      username: 'holdfast',
      pid: options.pid ?? process.pid,
    }
    await refuseConflict(repository, content, undefined)
    const id = await saveLock(repository, content)
    try {
      await repository.clock.sleep(SETTLE, options.signal)
      await refuseConflict(repository, content, id)
    } catch (error) {
      await releaseLock(repository, id)
      throw error
    }
    return new HeldLock(repository, content, id)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    await this.#refreshing
    this.#release()
    await releaseLock(this.#repository, this.#id)
  }

  /** A new lock file with a new time, then the old one goes: a lock is never overwritten. */
  async #keepFresh(): Promise<void> {
    const { clock } = this.#repository
    while (!this.#ended.signal.aborted) {
      try {
        await clock.sleep(REFRESH_AFTER, this.#ended.signal)
      } catch {
        return
      }
      // A process that was suspended may find that others took its lock for dead.
      const due = clock.now() - this.#refreshedAt
      try {
        if (!(await this.#inTime(this.#refresh(due > LOST_AFTER), Math.max(LOST_AFTER - due, MINUTE)))) {
          this.#controller.abort(
            repositoryErrors.HF_LOCK_LOST({ reason: 'the storage did not answer in time' }),
          )
          return
        }
      } catch (cause) {
        const gone = hasCode(cause, 'HF_STORAGE_NOT_FOUND')
        if (!gone && clock.now() - this.#refreshedAt < LOST_AFTER) continue
        const reason = gone ? 'it was removed while this process slept' : 'it could not be refreshed in time'
        this.#controller.abort(repositoryErrors.HF_LOCK_LOST({ reason }, { cause }))
        return
      }
    }
  }

  async #refresh(mayBeGone: boolean): Promise<void> {
    const { clock, storage } = this.#repository
    if (mayBeGone) await storage.stat({ type: 'lock', name: this.#id })
    const next = await saveLock(this.#repository, this.#content)
    // An answer that comes after the lock was given up must not leave a lock behind.
    if (this.#controller.signal.aborted) return await releaseLock(this.#repository, next)
    const old = this.#id
    this.#id = next
    this.#refreshedAt = clock.now()
    await releaseLock(this.#repository, old)
  }

  /** False when the work is not done after so many milliseconds: a storage that hangs must not keep a lock alive. */
  async #inTime(work: Promise<void>, patience: number): Promise<boolean> {
    const done = new AbortController()
    const late = this.#repository.clock.sleep(patience, done.signal).then(
      () => false,
      () => false,
    )
    work.catch(() => {})
    try {
      return await Promise.race([work.then(() => true), late])
    } finally {
      done.abort()
    }
  }
}

async function saveLock(repository: Repository, content: Omit<LockFile, 'time'>): Promise<Id> {
  const time = new Date(repository.clock.now()).toISOString()
  const { id, sealed } = repository.sealUnpacked(encodeLockFile({ time, ...content }))
  try {
    await repository.storage.save({ type: 'lock', name: id }, sealed)
  } catch (error) {
    // It may lie there all the same, and would keep this process itself out.
    await releaseLock(repository, id).catch(() => {})
    throw error
  }
  ownLocks.set(id, true)
  return id
}

/** From here on the lock is given up, also where its file cannot be removed now: whoever comes next in this process does that. */
async function releaseLock(repository: Repository, id: Id): Promise<void> {
  ownLocks.set(id, false)
  await repository.storage.remove({ type: 'lock', name: id })
  ownLocks.delete(id)
}

async function refuseConflict(
  repository: Repository,
  mine: Omit<LockFile, 'time'>,
  own: Id | undefined,
): Promise<void> {
  for await (const { name } of repository.storage.list('lock')) {
    if (name === own) continue
    const lock = await readLock(repository, name as Id)
    const abandoned = ownLocks.get(name as Id) === false
    if (lock && (abandoned || isDead(lock, mine.hostname) || isOld(lock, repository.clock.now()))) {
      await repository.storage.remove({ type: 'lock', name })
      continue
    }
    if (!lock || lock === 'gone' || !(mine.exclusive || lock.exclusive)) continue
    throw repositoryErrors.HF_LOCKED({
      pid: lock.pid,
      hostname: lock.hostname || 'an unknown host',
      since: lock.time,
      exclusive: lock.exclusive ? ' (exclusively)' : '',
    })
  }
}

/** Undefined for a lock file that says nothing; 'gone' when it went between the listing and now. */
async function readLock(repository: Repository, id: Id): Promise<LockFile | 'gone' | undefined> {
  try {
    return decodeLockFile(await repository.loadUnpacked('lock', id))
  } catch (error) {
    if (hasCode(error, 'HF_STORAGE_NOT_FOUND')) return 'gone'
    if (hasCode(error, 'HF_DAMAGED_FILE', 'HF_STORAGE_SHORT_READ')) return undefined
    throw error
  }
}

function isOld(lock: LockFile | 'gone', now: number): boolean {
  return lock !== 'gone' && now - Date.parse(lock.time) > STALE_AFTER
}

/** Whether the holder was a process of this host that no longer runs. */
function isDead(lock: LockFile | 'gone', host: string): boolean {
  if (lock === 'gone' || lock.hostname !== host || lock.pid <= 0 || lock.pid === process.pid) return false
  try {
    process.kill(lock.pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
