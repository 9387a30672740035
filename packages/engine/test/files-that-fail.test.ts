import { describe, expect, test } from 'vitest'
import type { DriveSource } from '../src/index.ts'
import { DriveWorld, hurriedClock } from './drive-world.ts'
import { laterClock } from './failure-cases/later-clock.ts'

const DOWNLOAD = { route: 'sharepoint.download' }
const TEAPOT = {
  kind: 'reply',
  status: 418,
  json: { error: { code: 'teapot', message: 'No coffee.' } },
} as const

test('a passing fault is over by the end of the run: the file is fetched after all, and no failure', async () => {
  await using world = await DriveWorld.make({ clock: hurriedClock() })
  for (let i = 0; i < 5; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
  // As many as a download tries by itself.
  world.emulator.faults.add({
    match: DOWNLOAD,
    when: { times: 5 },
    action: { kind: 'reset', afterBytes: 0 },
  })
  const progress: number[] = []
  const result = await world.backup({
    concurrency: 1,
    onProgress: ({ files, failed }) => progress.push(files, failed),
  })
  expect(result).toMatchObject({ outcome: 'saved', failures: [], changes: { fetched: 5 } })
  expect(Math.max(...progress)).toBe(5)
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})

test('what fails by a passing fault twice in a run counts as one run that tried', async () => {
  await using world = await DriveWorld.make({ clock: hurriedClock() })
  const file = world.drive.putFile('root', 'file', Buffer.from('content'))
  world.emulator.faults.add({ match: DOWNLOAD, action: { kind: 'reset', afterBytes: 0 } })
  const failure = { id: file.id, class: 'transient', attempts: 1 }
  expect((await world.backup()).failures).toMatchObject([failure])
  expect((await world.backup()).failures).toMatchObject([{ ...failure, attempts: 2 }])
  world.emulator.faults.clear()
  await world.backup({ clock: laterClock(3_600_000) })
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})

describe('an error that no rule knows', () => {
  test('concerns its file only; the others are saved', async () => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 30; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
    world.emulator.faults.add({ match: DOWNLOAD, when: { every: 2 }, action: TEAPOT })
    const result = await world.backup({ concurrency: 1 })
    expect(result).toMatchObject({ outcome: 'saved-with-errors', counts: { files: 15, failed: 15 } })
    expect(new Set(result.failures.map((failure) => failure.class))).toEqual(new Set(['unknown']))
    expect(result.failures[0]?.message).toContain('No coffee.')
    world.emulator.faults.clear()
    await world.backup({ clock: laterClock(2 * 3_600_000) })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('a fault of our own while a file is read is one of them', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'good', Buffer.from('good'))
    const bad = world.drive.putFile('root', 'bad', Buffer.from('bad'))
    const source = new Proxy<DriveSource>(world.client, {
      get: (client, name: keyof DriveSource) =>
        name === 'download'
          ? async function* (...args: Parameters<DriveSource['download']>) {
              if (args[1] === bad.id) throw new TypeError('x is not a function')
              yield* client.download(...args)
            }
          : client[name].bind(client),
    })
    const result = await world.backup({ source })
    expect(result.failures).toMatchObject([
      {
        id: bad.id,
        class: 'unknown',
        code: 'HF_FILE_FAILED',
        message: expect.stringContaining('not a function'),
      },
    ])
    expect(result.counts.files).toBe(1)
  })

  test.each([
    ['no rule knows', TEAPOT],
    ['the permission is gone', { kind: 'reply', status: 401 } as const],
  ])(
    'that ends file after file (%s) ends the run: nothing is written, what was fetched is kept',
    async (_, action) => {
      await using world = await DriveWorld.make()
      for (let i = 0; i < 40; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
      world.emulator.faults.quirk('download-url-absent')
      world.emulator.faults.add({ match: { route: 'items.content' }, when: { after: 10 }, action })
      await expect(world.backup({ concurrency: 2 })).rejects.toMatchObject({
        code: 'HF_TOO_MANY_UNKNOWN_FAILURES',
      })
      world.emulator.faults.clear()
      const next = await world.backup()
      expect(next).toMatchObject({ failures: [], changes: { fetched: 30, resumed: 10 } })
      expect(await world.snapshotTree()).toEqual(await world.driveTree())
    },
  )

  test('files that are protected, however many in a row, do not end the run', async () => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 30; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
    const json = { error: { code: 'accessDenied', message: 'Blocked by policy' } }
    world.emulator.faults.add({ match: DOWNLOAD, action: { kind: 'reply', status: 403, json } })
    const { counts, failures } = await world.backup()
    expect(counts.failed).toBe(30)
    expect(new Set(failures.map((failure) => failure.class))).toEqual(new Set(['policy']))
  })
})
