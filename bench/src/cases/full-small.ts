import type { BenchCase } from '../bench-case.ts'
import { sideBySide } from '../side-by-side.ts'
import { RemoteEmulator } from '../world.ts'

const FILES = 20_000
const SHARED_DRIVE = { files: 2_000, size: 1_000, filesPerFolder: 100, shared: 100 }

/** A first backup of many small files, and what it costs of the request budget. */
export const fullSmall: BenchCase = {
  name: 'full-small',
  about: 'a first backup of 20,000 files of 16 KiB; request units',
  async run({ quick, world }) {
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('small', {
      files: FILES,
      size: 16_384,
      filesPerFolder: 500,
    })
    const sharing = await emulator.personWith('sharing', SHARED_DRIVE)
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token }
    const { ratio, jobs, jobSeconds, floorSeconds } = await sideBySide(
      quick ? 1 : 2,
      () => world.job({ kind: 'discard', ...connection, driveId }),
      (round) =>
        world.job({ kind: 'backup', ...connection, driveId, repository: world.path(`small-${round}`) }),
    )
    const shared = await world.job({
      kind: 'backup',
      ...connection,
      driveId: sharing.driveId,
      repository: world.path('sharing'),
    })
    return [
      {
        name: 'full backup, 20,000 files of 16 KiB, unpaced / thrown away',
        figures: [{ value: ratio, unit: 'x', atMost: 1.7 }],
        details: `${Math.round(FILES / jobSeconds)} files/s against ${Math.round(FILES / floorSeconds)}`,
      },
      {
        name: 'request units, first full backup, 20,000 files',
        figures: [{ value: (jobs[0]?.units ?? 0) / FILES, unit: 'units a file', atMost: 1.02 }],
      },
      {
        name: 'request units beside 5 a shared item, 2,000 files, 100 shared',
        figures: [
          {
            value: (shared.units - 5 * SHARED_DRIVE.shared) / SHARED_DRIVE.files,
            unit: 'units a file',
            atMost: 1.02,
          },
        ],
        details: `${shared.units} units`,
      },
    ]
  },
}
