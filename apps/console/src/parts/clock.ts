/** Milliseconds since 1970, as the viewer's machine counts them. */
export function now(): number {
  // biome-ignore lint/plugin: the one place where the pages read the time
  return Date.now()
}
