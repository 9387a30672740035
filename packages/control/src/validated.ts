import { z } from 'zod'
import { controlErrors } from './errors.ts'

/** Input as its schema has it, with defaults. Raises HF_INVALID with what is wrong, and where. */
export function validated<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const reasons = result.error.issues.map(({ path, message }) =>
    `${z.core.toDotPath(path)}: ${message}`.replace(/^: /, ''),
  )
  throw controlErrors.HF_INVALID({ reason: reasons.join('; ') }, { cause: result.error })
}
