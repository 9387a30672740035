import { z } from 'zod'
import { defineSetting } from '../settings/stored-setting.ts'
import { EDITIONS } from './editions.ts'

/** What the organisation is licensed for. Nothing is closed or limited unless somebody says so. */
export const licence = defineSetting(
  'licence',
  z.strictObject({
    /** People who are backed up; null for no limit. */
    seats: z.int().min(0).max(10_000_000).nullable().default(null),
    /** Preserved people; null for a tenth of the seats. */
    preservedSeats: z.int().min(0).max(10_000_000).nullable().default(null),
    /** null for all of them. */
    editions: z.array(z.enum(EDITIONS)).nullable().default(null),
  }),
)
