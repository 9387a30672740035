import type { Cell, ReportColumn } from './report.ts'

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

const SPANS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const

/** What the words of choices mean, for people. */
const WORDS: Readonly<Record<string, string>> = {
  never: 'Not backed up yet',
  success: 'Backed up successfully',
  errors: 'Backed up with errors',
  failed: 'Backup failed',
  scim: 'Provisioning (SCIM)',
  holdfast: 'Holdfast',
  modified: 'Many files updated',
  created: 'Many new files',
  encrypted: 'Encrypted files',
}

/** Words that mean something else in another column. */
const OWN_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: { deleted: 'Many files deleted' },
}

/** A cell as people read it, in English; times of day are those of the time zone. */
export function cellText({ key, kind }: ReportColumn, value: Cell, timeZone: string): string {
  if (value === null) return '–'
  if (kind === 'moment') return momentText(String(value), timeZone)
  if (kind === 'bytes') return bytesText(Number(value))
  if (kind === 'duration') return durationText(Number(value))
  if (kind === 'count') return Number(value).toLocaleString('en')
  const text = String(value)
  return kind === 'choice' ? (OWN_WORDS[key]?.[text] ?? WORDS[text] ?? capital(text)) : text
}

/** `2026-03-02 09:00` */
export function momentText(instant: string, timeZone: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return time.toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toLocaleString('en', { maximumFractionDigits: 1 })} ${UNITS[power]}`
}

/** By its two largest units. */
function durationText(seconds: number): string {
  const parts: string[] = []
  let rest = seconds
  for (const [unit, span] of SPANS) {
    const count = Math.floor(rest / span)
    rest -= count * span
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  return parts.slice(0, 2).join(' ') || '0 min'
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
