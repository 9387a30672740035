import { z } from 'zod'
import { controlErrors } from './errors.ts'

/** Input as its schema has it, defaults filled in. Raises HF_INVALID with everything that is wrong, and where. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const reasons = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`,
  )
  throw controlErrors.HF_INVALID({ reason: reasons.join('; ') }, { cause: parsed.error })
}
