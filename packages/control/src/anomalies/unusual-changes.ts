import type { ChangeSignals } from '@holdfast/engine'

/** Runs that a drive's habits are known from; the model product's number for accounts in the cloud. */
export const BASELINE_RUNS = 33
/** Files that fewer than these are nobody's alarm, in a run. */
export const FEWEST = 100
/** Times as many as in any run of the baseline. */
const FACTOR = 3

const KINDS = {
  deleted: 'large number of deleted files',
  modified: 'large number of updated files',
  created: 'large number of new files',
  encrypted: 'encrypted files found',
} as const satisfies Record<keyof ChangeSignals, string>

export type AnomalyKind = keyof typeof KINDS

export interface Anomaly {
  readonly kind: AnomalyKind
  /** Files in this run, and the most in a run before. */
  readonly files: number
  readonly most: number
}

/**
 * What a run saw that is unlike the runs before it: at least a hundred files, and three times as many as in any of them.
 * Before a drive has a baseline of 33 runs, it takes half of its files: a new drive is filled and sorted in leaps. New
 * files are unusual only against a baseline, and a first backup never is.
 *
 * @param before signals of the earlier runs that changed something
 * @param files of the drive, before the run
 */
export function unusualChanges(
  signals: ChangeSignals,
  before: readonly ChangeSignals[],
  files: number,
): Anomaly[] {
  if (before.length === 0) return []
  const known = before.length >= BASELINE_RUNS
  return (Object.keys(KINDS) as AnomalyKind[]).flatMap((kind) => {
    const most = Math.max(...before.map((earlier) => earlier[kind]))
    const count = signals[kind]
    const least = Math.max(FEWEST, FACTOR * most + 1)
    const enough =
      kind === 'encrypted' || known ? least : kind === 'created' ? Infinity : Math.max(least, files / 2)
    return count >= enough ? [{ kind, files: count, most }] : []
  })
}

/** Whether anything can be unusual in a run: else its history need not be read. */
export function mayBeUnusual(signals: ChangeSignals): boolean {
  return Object.values(signals).some((count: number) => count >= FEWEST)
}

/** In words, for an alert: kinds, and numbers of files. */
export function describeAnomalies(anomalies: readonly Anomaly[]): string {
  return anomalies.map(({ kind, files }) => `${KINDS[kind]}: ${files.toLocaleString('en')}`).join('; ')
}
