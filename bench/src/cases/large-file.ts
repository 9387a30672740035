import { statfs } from 'node:fs/promises'
import type { BenchCase } from '../bench-case.ts'
import type { JobReport } from '../job-process.ts'
import type { Row } from '../row.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const GIB = 1024 ** 3
const RESETS = 10
/** MB */
const LIMIT = 350

/** One very large file, there and back, over a connection that breaks ten times on the way. */
export const largeFile: BenchCase = {
  name: 'large-file',
  about: 'one file of 20 GiB (quick: 1 GiB), there and back, over a connection that breaks ten times: memory',
  async run({ quick, world }) {
    const size = (quick ? 1 : 20) * GIB
    const names = (['backup', 'restore'] as const).map(
      (way) => `${way} of a file of ${size / GIB} GiB, ${RESETS} resets, memory`,
    )
    const { bavail, bsize } = await statfs(world.folder)
    if (bavail * bsize < size * 1.2) {
      const skipped = `skipped: ${world.folder} has no room for a vault of ${size / GIB} GiB`
      return names.map((name) => ({ name, figures: [], skipped }))
    }
    await using emulator = await RemoteEmulator.start({ keepUploads: false })
    const { driveId } = await emulator.personWith('large', { files: 1, size, filesPerFolder: 1 })
    const target = await emulator.person('target')
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token }
    const repository = world.path('large')
    const downloads = await emulator.fault({
      match: { route: 'sharepoint.download' },
      when: { times: RESETS },
      action: { kind: 'reset', afterBytes: Math.floor(size / (RESETS + 1)) },
    })
    const backup = await world.job({ kind: 'backup', ...connection, driveId, repository })
    // Each piece of an upload is a request of its own: one in so many breaks in its middle.
    const uploads = await emulator.fault({
      match: { route: 'sharepoint.upload' },
      when: { every: quick ? 5 : 100, times: RESETS },
      action: { kind: 'reset', receivedBytes: 1_000_000 },
    })
    const restore = await world.job({ kind: 'restore', ...connection, driveId: target.driveId, repository })
    const [there = '', back = ''] = names
    return [
      row(there, size, backup, await emulator.fired(downloads)),
      row(back, size, restore, await emulator.fired(uploads)),
    ]
  },
}

function row(name: string, size: number, { peakMemory, seconds }: JobReport, resets: number): Row {
  if (resets < RESETS) throw new Error(`only ${resets} of ${RESETS} resets happened`)
  return {
    name,
    figures: [{ value: peakMemory / 1e6, unit: 'MB', atMost: LIMIT }],
    details: `${resets} resets, ${rate(size, seconds)}`,
  }
}
