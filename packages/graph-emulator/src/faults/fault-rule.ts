import type { FaultAction } from './fault-action.ts'

/** What a rule is held against. Routes fill in what they know. */
export interface FaultSubject {
  readonly route?: string
  readonly host?: string
  readonly method?: string
  /** Raw path of the request. */
  readonly path?: string
  readonly drive?: string
  readonly item?: string
  /** Name of the item. */
  readonly name?: string
  readonly user?: string
  readonly app?: string
}

/** Every field that is given must match. Strings are compared whole, ignoring case, with `*` for any run of characters. */
export interface FaultMatch {
  /** `items.*`, `sharepoint.download`. */
  readonly route?: string | readonly string[]
  readonly host?: string
  readonly method?: string
  readonly path?: string
  readonly drive?: string
  readonly item?: string | readonly string[]
  readonly name?: string
  readonly user?: string
  readonly app?: string
}

/** Which of the matching calls fire, counted per rule from 1. All given conditions must hold. */
export interface FaultTiming {
  /** Only these calls: `2`, `[1, 3]`. */
  readonly nth?: number | readonly number[]
  /** Every n-th call. */
  readonly every?: number
  /** Skips the first n calls. */
  readonly after?: number
  /** Fires at most so often. */
  readonly times?: number
  /** Fires with this probability, drawn from the registry's seed. */
  readonly probability?: number
}

export interface FaultRule {
  /** For removal; numbered when absent. */
  readonly id?: string
  readonly match?: FaultMatch
  readonly when?: FaultTiming
  readonly action: FaultAction
}

/** Makes the test of one `match`; patterns are compiled once. */
export function compileMatch(match: FaultMatch): (subject: FaultSubject) => boolean {
  const tests = Object.entries(match).map(([field, wanted]: [string, string | readonly string[]]) => {
    const patterns = [wanted].flat().map(compilePattern)
    return (subject: FaultSubject): boolean => {
      const value = subject[field as keyof FaultSubject]
      return value !== undefined && patterns.some((pattern) => pattern.test(value))
    }
  })
  return (subject) => tests.every((test) => test(subject))
}

function compilePattern(pattern: string): RegExp {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${source}$`, 'is')
}
