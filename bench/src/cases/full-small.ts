import { type BenchCase, ratioRow } from '../bench-case.ts'
import { RemoteEmulator } from '../world.ts'

/** A first backup of many small files. */
export const fullSmall: BenchCase = {
  name: 'full-small',
  async run({ quick, world }) {
    const files = quick ? 5_000 : 20_000
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('small', { files, size: 16_384, filesPerFolder: 500 })
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token, driveId }
    const floor = await world.job({ kind: 'discard', ...connection })
    const backup = await world.job({ kind: 'backup', repository: world.path('small'), ...connection })
    const perFile = backup.units / files
    return [
      ratioRow(
        `full backup, ${files} files of 16 KiB / thrown away`,
        1.7,
        backup.seconds / floor.seconds,
        `${Math.round(files / backup.seconds)} files/s against ${Math.round(files / floor.seconds)}`,
      ),
      {
        name: 'request units, first full backup',
        target: '<= 1.02 a file',
        measured: `${perFile.toFixed(4)} a file`,
        pass: perFile <= 1.02,
      },
    ]
  },
}
