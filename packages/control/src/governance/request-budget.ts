import { type BudgetReading, type Forecast, forecastCompletion } from '@holdfast/graph'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { type FirstBackups, firstBackups } from './first-backups.ts'

/** Asks the process that asks Microsoft; undefined where there is no organisation to ask. */
export type AskBudget = () => Promise<BudgetReading | undefined>

export interface BudgetView {
  /** What Microsoft grants, what Holdfast uses of it, and what was used; null while nobody asks Microsoft anything. */
  readonly units: (Omit<BudgetReading, 'pausedUntil'> & { readonly pausedUntil: Date | null }) | null
  readonly firstBackups: FirstBackups & {
    /** When they are complete at the earliest; null when they are, or nothing is known yet. */
    readonly forecast: (Omit<Forecast, 'at'> & { readonly at: Date }) | null
  }
}

/** How much may be asked of Microsoft, how much was, and how far that reaches. Needs `organisation:read`. Raises HF_FORBIDDEN. */
export async function readBudget(
  control: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
  ask: AskBudget,
): Promise<BudgetView> {
  requirePermission(actor, 'organisation:read')
  // A process that is being started again knows nothing for a moment: that is no fault of whoever asks.
  const reading = await ask().catch(() => undefined)
  const first = await firstBackups(control)
  const { left } = first
  const forecast = reading && left && forecastCompletion(left, reading, control.clock.now())
  return {
    units: reading
      ? { ...reading, pausedUntil: reading.pausedUntil > 0 ? new Date(reading.pausedUntil) : null }
      : null,
    firstBackups: { ...first, forecast: forecast ? { ...forecast, at: new Date(forecast.at) } : null },
  }
}
