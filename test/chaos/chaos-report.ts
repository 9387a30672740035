import type { ChaosResult } from './chaos-run.ts'
import type { FaultResult } from './fault-run.ts'
import type { FullDiskResult } from './full-disk.ts'
import type { ResumeResult } from './resume-run.ts'

export interface ChaosReport {
  readonly seed: number
  readonly withRestic: boolean
  readonly kills: ChaosResult & { readonly seconds: number }
  readonly faults: FaultResult & { readonly seconds: number }
  /** Undefined where no small file system could be mounted. */
  readonly fullDisk: FullDiskResult | undefined
  readonly resumed: ResumeResult
  /** What was lost, or went wrong, in a sentence each. */
  readonly lost: readonly string[]
}

/** What was killed and what failed where, for people; the last line is the number of losses. */
export function printReport(report: ChaosReport): string {
  const { kills, faults, fullDisk, resumed, lost, seed } = report
  const restic = (checks: number): string =>
    report.withRestic ? `${checks} by restic check --read-data` : 'none by restic, which is not installed'
  const lines = [
    'Killed:',
    ...table(kills.kills.map(({ job, at }) => `${job.padEnd(20)}  ${at}`)),
    ...(kills.spared.length > 0 ? ['', 'Not killed at:'] : []),
    ...table(kills.spared.map(({ job, at }) => `${job.padEnd(20)}  ${at}`)),
    '',
    'Failed:',
    ...table(
      faults.faults.map(
        ({ job, error, at, codes }) =>
          `${job.padEnd(20)}  ${error.padEnd(6)}  ${at.padEnd(37)}  ${[...new Set(codes)].join(', ') || 'came through'}`,
      ),
    ),
    '',
    `${kills.kills.length} kills in ${kills.seconds} s, ${kills.finished} runs finished, ${kills.resumed} of them after kills; ` +
      `${kills.ownChecks} checks of ours, ${restic(kills.resticChecks)}, ${kills.comparisons} snapshots compared.`,
    `${faults.faults.length} faults of ${faults.places} possible ones in ${faults.seconds} s; ` +
      `${faults.ownChecks} checks of ours, ${restic(faults.resticChecks)}, ${faults.comparisons} snapshots compared.`,
    fullDisk
      ? `${fullDisk.runs.length} runs on a small disk, ${fullDisk.runs.filter(({ codes }) => codes.length > 0).length} of which found it full; ` +
        `${fullDisk.ownChecks} checks of ours, ${restic(fullDisk.resticChecks)}.`
      : 'No run on a full disk: this user may not mount a small file system. (The ENOSPC faults above stand for it.)',
    `A first backup was killed after ${resumed.before} of ${resumed.files} files; the run after it downloaded ${resumed.after}.`,
    ...lost.map((loss) => `LOST  ${loss}`),
    ...(lost.length > 0
      ? [
          `Again with: npm run chaos -- --kills ${kills.kills.length + 10} --faults ${faults.faults.length} --seed ${seed}`,
        ]
      : []),
    `${lost.length} lost`,
  ]
  return `${lines.join('\n')}\n`
}

/** Each line once, after the number of times it came. */
function table(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, count]) => `${String(count).padStart(5)}  ${line}`)
}
