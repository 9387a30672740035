import type { BenchCase, Row } from '../bench-case.ts'
import type { JobReport, WorkerJob } from '../job-process.ts'
import { RemoteEmulator } from '../world.ts'

/** Later runs on a drive of many items: nothing changed, a few files changed, a folder moved. */
export const incremental: BenchCase = {
  name: 'incremental',
  async run({ quick, world }) {
    const files = quick ? 20_000 : 100_000
    const filesPerFolder = quick ? 2_000 : 10_000
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('items', { files, size: 200, filesPerFolder })
    const job: WorkerJob = {
      kind: 'backup',
      baseUrl: emulator.baseUrl,
      token: emulator.token,
      driveId,
      repository: world.path('items'),
    }
    await world.job(job)
    const quiet = await world.job(job)
    await emulator.change(driveId, 100)
    const changed = await world.job(job)
    await emulator.moveFolder(driveId, 'Folder 1', 'Moved')
    const moved = await world.job(job)
    return [
      row(`incremental, nothing changed, ${files} items`, quiet, { requests: 2, seconds: 1 }),
      row(`incremental, 100 files changed of ${files}`, changed, { requests: 110, seconds: 3 }),
      row(`move of a folder of ${filesPerFolder} files`, moved, { downloads: 0, seconds: 3 }),
    ]
  },
}

function row(
  name: string,
  report: JobReport,
  limit: { requests?: number; downloads?: number; seconds: number },
): Row {
  const downloads = report.result?.changes.fetched ?? 0
  const target = [
    limit.requests !== undefined ? `${limit.requests} requests` : '',
    limit.downloads !== undefined ? `${limit.downloads} downloads` : '',
    `${limit.seconds} s`,
  ]
  return {
    name,
    target: `<= ${target.filter(Boolean).join(', ')}`,
    measured: `${report.requests} requests, ${downloads} downloads, ${report.seconds.toFixed(2)} s`,
    pass:
      report.seconds <= limit.seconds &&
      report.requests <= (limit.requests ?? report.requests) &&
      downloads <= (limit.downloads ?? downloads),
  }
}
