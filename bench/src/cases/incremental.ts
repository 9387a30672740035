import type { BenchCase } from '../bench-case.ts'
import type { JobReport } from '../job-process.ts'
import type { Row } from '../row.ts'
import { RemoteEmulator } from '../world.ts'

const FILES = 100_000
const FILES_PER_FOLDER = 10_000

/** Later runs on a drive of 100,000 items: nothing changed, a few files changed, a folder moved. */
export const incremental: BenchCase = {
  name: 'incremental',
  about: 'later backups of a drive of 100,000 files: nothing, 100 files, a folder moved; memory',
  async run({ world }) {
    await using emulator = await RemoteEmulator.start()
    const recipe = { files: FILES, size: 200, filesPerFolder: FILES_PER_FOLDER }
    const { driveId } = await emulator.personWith('items', recipe)
    const job = emulator.backupOf(driveId, world.path('items'))
    const first = await world.job(job)
    const quiet = await world.job(job)
    await emulator.change(driveId, 100)
    const changed = await world.job(job)
    await emulator.moveFolder(driveId, 'Folder 1', 'Moved')
    const moved = await world.job(job)
    return [
      laterRun('incremental, nothing changed, 100,000 items', quiet, { requests: 2, seconds: 1 }),
      laterRun('incremental, 100 files changed of 100,000', changed, { requests: 110, seconds: 3 }),
      laterRun('move of a folder of 10,000 files', moved, { downloads: 0, seconds: 3 }),
      memoryRow('memory at 100,000 items, first run', first, 350),
      memoryRow('memory at 100,000 items, later run', changed, 350),
    ]
  },
}

/** @param atMost MB */
export function memoryRow(name: string, { peakMemory, seconds }: JobReport, atMost: number): Row {
  return {
    name,
    figures: [{ value: peakMemory / 1e6, unit: 'MB', atMost }],
    details: `${seconds.toFixed(1)} s`,
  }
}

export function laterRun(
  name: string,
  report: JobReport,
  limit: { requests?: number; downloads?: number; seconds?: number },
): Row {
  const figure = (value: number, unit: string, atMost: number | undefined) => ({
    value,
    unit,
    ...(atMost !== undefined && { atMost }),
  })
  return {
    name,
    figures: [
      figure(report.requests, 'requests', limit.requests),
      figure(report.result?.changes.fetched ?? 0, 'downloads', limit.downloads),
      figure(report.seconds, 's', limit.seconds),
    ],
  }
}
