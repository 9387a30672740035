import type { BenchCase } from '../bench-case.ts'
import { measurePrimitives } from '../primitive-steps.ts'

/** How fast this machine does each unavoidable step, alone. */
export const primitives: BenchCase = {
  name: 'primitives',
  about: 'each unavoidable step of a backup by itself, on one core',
  run: async () =>
    measurePrimitives().map(({ name, bytesPerSecond }) => ({
      name: `primitive: ${name}`,
      figures: [{ value: bytesPerSecond / 1e6, unit: 'MB/s' }],
    })),
}
