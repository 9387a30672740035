import { z } from 'zod'
import { component } from '../openapi/components.ts'

/** The answer of an action on many. */
export const doneTo = component(
  'DoneTo',
  z.object({ changed: z.int().describe('How many were not as they should be already.') }),
)
