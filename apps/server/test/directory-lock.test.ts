import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '@holdfast/base'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockDirectory } from '../src/serve/directory-lock.ts'
import { describeHolder } from '../src/serve/lock-holder.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-lock-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** Waits a hundredth of what it is asked to. */
const fast: Clock = {
  now: () => systemClock.now(),
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
}
const file = () => join(directory, 'server.lock')
const busy = expect.objectContaining({ code: 'HF_DATA_DIRECTORY_BUSY' })

async function leave(change: (parts: string[]) => string[]): Promise<void> {
  writeFileSync(file(), change((await describeHolder('left')).split(' ')).join(' '))
}

describe('the lock of a data directory', () => {
  test('lets one in, and the next one when that has gone', async () => {
    {
      await using _ = await lockDirectory(directory)
      await expect(lockDirectory(directory)).rejects.toEqual(busy)
    }
    expect(readdirSync(directory)).toEqual([])
    await (await lockDirectory(directory))[Symbol.asyncDispose]()
  })

  test('of a process that is gone is taken over at once', async () => {
    const { pid } = spawnSync('true')
    await leave(([, ...rest]) => [String(pid), ...rest])
    const never: Clock = { now: () => 0, sleep: (_, signal) => systemClock.sleep(1e9, signal) }
    await (await lockDirectory(directory, { clock: never }))[Symbol.asyncDispose]()
  })

  test('of a process whose number another one has by now is taken over', async () => {
    await leave(([pid = '', , ...rest]) => [pid, '1', ...rest])
    await (await lockDirectory(directory))[Symbol.asyncDispose]()
  })

  test('of another container holds while that gives signs of life', async () => {
    await leave(([pid = '', beginning = '', , token = '']) => [pid, beginning, 'elsewhere/pid:[1]', token])
    const holder = setInterval(() => writeFileSync(file(), readFileSync(file())), 20)
    try {
      await expect(lockDirectory(directory, { clock: fast })).rejects.toEqual(busy)
    } finally {
      clearInterval(holder)
    }
    await (await lockDirectory(directory, { clock: fast }))[Symbol.asyncDispose]()
  })

  test.each(['', 'no lock of ours', '1 2'])(
    'that nobody can read (%j) does not hold for ever',
    async (text) => {
      writeFileSync(file(), text)
      await (await lockDirectory(directory, { clock: fast }))[Symbol.asyncDispose]()
    },
  )

  test('of a directory that is not there says so', async () => {
    const nowhere = lockDirectory(join(directory, 'nowhere'))
    await expect(nowhere).rejects.toMatchObject({ code: 'HF_NO_DATA_DIRECTORY' })
  })

  test('goes to one of many who find it dead at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      await leave(([, ...rest]) => ['999999999', ...rest])
      const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockDirectory(directory)))
      const holders = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
      expect(holders).toHaveLength(1)
      for (const attempt of tries) if (attempt.status === 'rejected') expect(attempt.reason).toEqual(busy)
      await holders[0]?.[Symbol.asyncDispose]()
      expect(readdirSync(directory)).toEqual([])
    }
  })

  test('says so when somebody else has taken it, and leaves that lock alone', async () => {
    const lost: Error[] = []
    const lock = await lockDirectory(directory, { clock: fast, onLost: (error) => lost.push(error) })
    writeFileSync(file(), 'somebody else')
    while (lost.length === 0) await systemClock.sleep(10)
    expect(lost).toEqual([expect.objectContaining({ code: 'HF_DATA_DIRECTORY_LOST' })])
    await lock[Symbol.asyncDispose]()
    expect(readFileSync(file(), 'utf8')).toBe('somebody else')
  })

  test('that somebody removed is there again with the next sign of life', async () => {
    await using _ = await lockDirectory(directory, { clock: fast })
    rmSync(file())
    while (readdirSync(directory).length === 0) await systemClock.sleep(10)
    await expect(lockDirectory(directory)).rejects.toEqual(busy)
  })
})
