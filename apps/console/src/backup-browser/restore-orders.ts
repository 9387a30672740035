import type { Chosen } from './basket.ts'
import type { RestoreDraft } from './restore-draft.ts'

/** What was asked for: what is restored after a check is what was checked, whatever was chosen since. */
export interface RestoreOrder {
  readonly items: readonly Chosen[]
  readonly draft: RestoreDraft
}

const KEPT = 'holdfast.order.'

/** Keeps what jobs were begun for, for as long as the browser's tab is open: jobs themselves tell no names. */
export function keepOrder(jobs: readonly string[], order: RestoreOrder): void {
  sessionStorage.setItem(KEPT + jobs.join(), JSON.stringify(order))
}

/** Undefined for jobs that were begun elsewhere. */
export function orderOf(jobs: readonly string[]): RestoreOrder | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT + jobs.join()) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
