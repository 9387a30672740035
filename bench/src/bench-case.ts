import type { Row } from './row.ts'
import type { World } from './world.ts'

export interface BenchContext {
  /** Smaller sizes, for a look. */
  readonly quick: boolean
  readonly world: World
}

export interface BenchCase {
  /** For --only. */
  readonly name: string
  /** One line for --list. */
  readonly about: string
  run(context: BenchContext): Promise<Row[]>
}
