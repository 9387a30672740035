import type { World } from './world.ts'

/** One row of the table. */
export interface Row {
  readonly name: string
  readonly target: string
  readonly measured: string
  /** The figure that the target is about; undefined where there is none to judge. */
  readonly pass?: boolean
}

export interface BenchContext {
  /** Smaller sizes, for a look. */
  readonly quick: boolean
  readonly world: World
}

export interface BenchCase {
  /** For --only. */
  readonly name: string
  run(context: BenchContext): Promise<Row[]>
}

/** A ratio against its limit. */
export function ratioRow(name: string, limit: number, ratio: number, details: string): Row {
  return {
    name,
    target: `<= ${limit} x`,
    measured: `${ratio.toFixed(2)} x (${details})`,
    pass: ratio <= limit,
  }
}
