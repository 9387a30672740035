import { writeSync } from 'node:fs'
import { Death } from './death.ts'
import type { ChaosJob, ChaosReport } from './job-messages.ts'
import { performJob } from './perform-job.ts'

/** A process that does one job on a vault, and may be told to die on the way. Waits for its job, so that it can be started ahead. */
process.once('message', (job: ChaosJob) => {
  const death = new Death(job.dieAt)
  death.watch(job)
  performJob(job).then(
    ({ downloads }) => report({ kind: 'done', moments: death.seen, downloads }),
    (error: unknown) =>
      report({ kind: 'failed', error: error instanceof Error ? String(error.stack) : String(error) }),
  )
})
process.send?.('ready')

function report(message: ChaosReport): void {
  writeSync(3, `${JSON.stringify(message)}\n`)
  process.disconnect?.()
}
