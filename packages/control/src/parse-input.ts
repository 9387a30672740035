import type { z } from 'zod'
import { controlErrors } from './errors.ts'

/** What `input` says by its schema, defaults filled in. Raises HF_INVALID with every reason. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const reasons = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
  throw controlErrors.HF_INVALID({ reason: reasons.join('; ') })
}
