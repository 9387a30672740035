import { type HoldfastError, seededRandom } from '@holdfast/base'
import {
  FaultyStorage,
  forget,
  MemoryStorage,
  prune,
  repositoryErrors,
  type StorageMethod,
} from '@holdfast/repository'
import { expect, test } from 'vitest'
import { DriveWorld } from '../../packages/engine/test/drive-world.ts'
import { stirDrive } from './stir-drive.ts'

/** Which call of its kind fails: the first ones open the vault, the later ones write. */
const CALLS = [0, 1, 2, 3, 4, 6, 9]
const METHODS: readonly StorageMethod[] = ['save', 'load', 'stat', 'list', 'remove']

test.each(['before', 'after'] as const)(
  'every storage call of a backup may fail %s it takes effect: nothing is lost, the next run is right',
  async (when) => {
    const storage = new FaultyStorage(new MemoryStorage())
    await using world = await DriveWorld.make({ storage })
    const random = seededRandom(5)
    stirDrive(world.drive, random, 30)
    await world.backup()
    for (const method of METHODS) {
      for (const call of CALLS) {
        stirDrive(world.drive, random, 4)
        const known = (await world.repository.snapshots()).map(({ id }) => id)
        const error = repositoryErrors.HF_STORAGE_FAILED({ location: 'test', reason: 'injected' })
        storage.inject({ method, when, skip: call, error })
        const outcome: unknown = await world
          .backup({ checkpointInterval: 0 })
          .catch((reason: unknown) => reason)
        storage.clear()
        // A failure is the one that was injected, told by its code; a call that nothing depends on may pass.
        if (outcome instanceof Error) expect((outcome as HoldfastError).code).toBe('HF_STORAGE_FAILED')
        const left = (await world.repository.snapshots()).map(({ id }) => id)
        expect(left).toEqual(expect.arrayContaining(known))
        await world.expectSound()
        await world.backup()
        expect(await world.snapshotTree()).toEqual(await world.driveTree())
        await forget(
          world.repository,
          (await world.repository.snapshots()).slice(0, -2).map(({ id }) => id),
        )
      }
    }
    await prune(world.repository)
    await world.expectSound()
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  },
  240_000,
)

test('a full disk ends the run with its own code, harms nothing, and is forgotten once there is room', async () => {
  const storage = new FaultyStorage(new MemoryStorage())
  await using world = await DriveWorld.make({ storage })
  const random = seededRandom(6)
  stirDrive(world.drive, random, 20)
  await world.backup()
  for (const room of [0, 1, 2, 4]) {
    stirDrive(world.drive, random, 10)
    let saved = 0
    storage.beforeCall = ({ method, path }) => {
      if (method === 'save' && !path.startsWith('locks') && saved++ >= room)
        throw repositoryErrors.HF_STORAGE_FULL({ location: 'test' })
    }
    const outcome: unknown = await world.backup({ checkpointInterval: 0 }).catch((reason: unknown) => reason)
    storage.beforeCall = undefined
    if (outcome instanceof Error) expect((outcome as HoldfastError).code).toBe('HF_STORAGE_FULL')
    else expect(room).toBeGreaterThan(2)
    await world.expectSound()
    expect((await world.backup()).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  }
})
