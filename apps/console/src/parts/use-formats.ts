import { use } from 'react'
import { type Language, localeOf, SpeechContext } from '../words/translate.ts'
import { now } from './clock.ts'

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

const SPANS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** What stands where there is no value. */
const NOTHING = '–'

/** What makes a number or a time into words: made once for each language, since the browser takes long to make it. */
function formatsIn(language: Language) {
  const locale = localeOf(language)
  const number = new Intl.NumberFormat(locale)
  const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const part = (unit: string, value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
  return {
    count: (value: number) => number.format(value),
    percent: (part: number) => percent.format(part),
    /** In binary units. */
    bytes(value: number) {
      const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10))
      return `${short.format(value / 1024 ** power)} ${UNITS[power]}`
    },
    moment: (value: string | null | undefined) => (value ? moment.format(new Date(value)) : NOTHING),
    day: (value: string | null | undefined) => (value ? day.format(new Date(value)) : NOTHING),
    time: (value: string | null | undefined) => (value ? time.format(new Date(value)) : NOTHING),
    /** How long ago, or in how long: “3 hours ago”. */
    ago(value: string | null | undefined) {
      if (!value) return NOTHING
      const seconds = (new Date(value).getTime() - now()) / 1_000
      const [unit, span] = SPANS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1]
      return relative.format(Math.round(seconds / span), unit)
    },
    /** How long something took, by its two largest units. */
    duration(milliseconds: number) {
      const seconds = Math.max(0, Math.round(milliseconds / 1_000))
      const at = SPANS.findIndex(([, span]) => seconds >= span)
      if (at < 0) return part('second', 0)
      const [unit, span] = SPANS[at] ?? ['second', 1]
      const [next, nextSpan] = SPANS[at + 1] ?? [undefined, 1]
      const rest = Math.floor((seconds % span) / nextSpan)
      const whole = part(unit, Math.floor(seconds / span))
      return next !== undefined && rest > 0 ? `${whole} ${part(next, rest)}` : whole
    },
  }
}

export type Formats = ReturnType<typeof formatsIn>

const made = new Map<Language, Formats>()

/** Numbers, sizes and times as the viewer reads them, in their own time zone. */
export function useFormats(): Formats {
  const { language } = use(SpeechContext)
  let formats = made.get(language)
  if (formats === undefined) {
    formats = formatsIn(language)
    made.set(language, formats)
  }
  return formats
}
