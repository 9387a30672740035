import type { Severity } from '../database/tables.ts'

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'warning', 'info'] as const satisfies readonly Severity[]

export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than)
}

/** The severities that are as bad as `least` or worse. */
export function atLeast(least: Severity): readonly Severity[] {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1)
}
