const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment (milliseconds since 1970-01-01 UTC, or RFC 3339) in the person's zone: `2026-03-09 08:15:42`. */
export function formatTime(time: number | string, timeZone: string): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return String(time)
  const part = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  )
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}
