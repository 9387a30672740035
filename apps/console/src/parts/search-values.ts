/** Values of an address: whatever is not one of ours is as if it were not there. */
export type Raw = Readonly<Record<string, unknown>>

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function oneOf<const Value extends string>(
  value: unknown,
  choices: readonly Value[],
): Value | undefined {
  return choices.find((choice) => choice === value)
}

export function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && UUID.test(value) ? value : undefined
}

export function dayIn(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
}

export function textIn(value: unknown, longest = 200): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' && text.length <= longest ? text : undefined
}

/** The same without what is not there, so that an address says only what it limits. */
export function withoutNothing<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/**
 * As `withoutNothing` to the compiler, but what is not there is said as undefined: the router keeps a value of the address
 * that a page looks for and finds to be nonsense, unless the page names it.
 */
export function onlyOurs<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return values as { [K in keyof T]?: Exclude<T[K], undefined> }
}
