import type { BenchCase } from '../bench-case.ts'
import { primitiveSeconds } from '../primitive-steps.ts'

const BYTES = 64 * 1024 * 1024

/** How fast this machine does each unavoidable step, alone. */
export const primitives: BenchCase = {
  name: 'primitives',
  run: async () => (await primitiveSeconds(BYTES)).rows,
}
