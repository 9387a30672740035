import type { JobReport } from './job-process.ts'

export interface SideBySide {
  /** Mean over the rounds: seconds of the job over seconds of the floors around it. */
  readonly ratio: number
  readonly jobs: readonly JobReport[]
  /** Means of seconds. */
  readonly jobSeconds: number
  readonly floorSeconds: number
}

/**
 * Measures a job against its floor in turns: floor, job, floor, job, floor. A machine that is faster in one minute than
 * in the next is so for both: each job is held against the mean of the floors before and after it.
 */
export async function sideBySide(
  rounds: number,
  floor: (round: number) => Promise<JobReport>,
  job: (round: number) => Promise<JobReport>,
): Promise<SideBySide> {
  const floors = [await floor(0)]
  const jobs: JobReport[] = []
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round++) {
    const measured = await job(round)
    floors.push(await floor(round))
    jobs.push(measured)
    ratios.push(measured.seconds / mean(floors.slice(-2).map(({ seconds }) => seconds)))
  }
  return {
    ratio: mean(ratios),
    jobs,
    jobSeconds: mean(jobs.map(({ seconds }) => seconds)),
    floorSeconds: mean(floors.map(({ seconds }) => seconds)),
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
