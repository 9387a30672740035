const LONGEST = 200

/** What differs between two values, a line each: `settings.backup.frequency: "daily" → "hourly"`. */
export function describeChanges(before: unknown, after: unknown, path = ''): string[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) =>
      describeChanges(before[key], after[key], path === '' ? key : `${path}.${key}`),
    )
  }
  const [from, to] = [text(before), text(after)]
  return from === to ? [] : [`${path}: ${shortened(from)} → ${shortened(to)}`]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}

function shortened(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
}
