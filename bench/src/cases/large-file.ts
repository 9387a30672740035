import type { BenchCase, Row } from '../bench-case.ts'
import { megabytes } from '../megabytes.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const GIB = 1024 ** 3
const RESETS = 10
const LIMIT = 350e6

/** One very large file, there and back, over a connection that breaks ten times on the way. */
export const largeFile: BenchCase = {
  name: 'large-file',
  async run({ quick, world }) {
    const size = (quick ? 1 : 20) * GIB
    const name = `a file of ${size / GIB} GiB, ${RESETS} resets`
    await using emulator = await RemoteEmulator.start({ keepUploads: false })
    const { driveId } = await emulator.personWith('large', { files: 1, size, filesPerFolder: 1 })
    const target = await emulator.person('target')
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token }
    const repository = world.path('large')
    await emulator.fault({
      match: { route: 'sharepoint.download' },
      when: { times: RESETS },
      action: { kind: 'reset', afterBytes: Math.floor(size / (RESETS + 1)) },
    })
    const backup = await world.job({ kind: 'backup', ...connection, driveId, repository })
    // Each piece of an upload is a request of its own: one in so many breaks in its middle.
    await emulator.fault({
      match: { route: 'sharepoint.upload*' },
      when: { every: quick ? 4 : 80, times: RESETS },
      action: { kind: 'reset', receivedBytes: 1_000_000 },
    })
    const restore = await world.job({ kind: 'restore', ...connection, driveId: target.driveId, repository })
    const received = backup.result?.bytes.downloaded ?? 0
    return [
      row(
        `${name}: memory of its backup`,
        backup.peakMemory,
        `${rate(size, backup.seconds)}, ${megabytes(received)} received`,
      ),
      row(`${name}: memory of its restore`, restore.peakMemory, rate(size, restore.seconds)),
    ]
  },
}

function row(name: string, peak: number, details: string): Row {
  return { name, target: '<= 350 MB', measured: `${megabytes(peak)} (${details})`, pass: peak <= LIMIT }
}
