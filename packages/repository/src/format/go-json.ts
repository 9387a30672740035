const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
}

/** A string as Go's encoding/json writes it: `<`, `>`, `&`, U+2028 and U+2029 are escaped, which JSON.stringify does not do. */
export function goJsonString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
  const escaped = text.toWellFormed().replace(/["\\<>&\u2028\u2029\u0000-\u001f]/g, (character) => {
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `"${escaped}"`
}

/** Any JSON value as Go writes a raw message: no white space, keys as given. */
export function goJson(value: unknown): string {
  if (typeof value === 'string') return goJsonString(value)
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${goJsonString(key)}:${goJson(member)}`)
      .join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
