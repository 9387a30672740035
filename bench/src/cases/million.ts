import type { BenchCase } from '../bench-case.ts'
import { RemoteEmulator } from '../world.ts'
import { laterRun, memoryRow } from './incremental.ts'

const FULL = { files: 1_000_000, limit: 1_200 }
/** In a quick run a smaller drive, under the limit for 100,000 items. */
const QUICK = { files: 40_000, limit: 350 }

/** A drive of a million items: first run, a run without news, a run with a hundred changes. */
export const million: BenchCase = {
  name: 'million',
  about: 'a drive of 1,000,000 files (quick: a stand-in of 40,000): it runs, and its memory',
  async run({ quick, world }) {
    const { files, limit } = quick ? QUICK : FULL
    const items = `${files.toLocaleString('en')} items${quick ? ' (stand-in for 1,000,000)' : ''}`
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('million', { files, size: 20, filesPerFolder: 1_000 })
    const job = emulator.backupOf(driveId, world.path('million'))
    const first = await world.job(job)
    const quiet = await world.job(job)
    await emulator.change(driveId, 100)
    const changed = await world.job(job)
    return [
      memoryRow(`memory at ${items}, first run`, first, limit),
      memoryRow(`memory at ${items}, later run`, changed, limit),
      laterRun(`incremental, nothing changed, ${items}`, quiet, { requests: 2 }),
      laterRun(`incremental, 100 files changed of ${items}`, changed, { requests: 110 }),
    ]
  },
}
