import { cliErrors } from '../errors.ts'

/**
 * `backup.frequency=hourly` and others as one document: dots lead into it, values are JSON or else plain text, and
 * nothing after the sign is null. Raises HF_NO_SETTING.
 */
export function documentOf(assignments: readonly string[]): Record<string, unknown> {
  const document: Record<string, unknown> = Object.create(null)
  for (const assignment of assignments) {
    const at = assignment.indexOf('=')
    const names = assignment.slice(0, Math.max(at, 0)).split('.')
    if (names.some((name) => name === '')) throw cliErrors.HF_NO_SETTING({ assignment })
    const last = names.pop() ?? ''
    let place = document
    for (const name of names) {
      place[name] ??= Object.create(null)
      const inner = place[name]
      if (inner === null || typeof inner !== 'object') throw cliErrors.HF_NO_SETTING({ assignment })
      place = inner as Record<string, unknown>
    }
    place[last] = parsed(assignment.slice(at + 1))
  }
  return document
}

function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
