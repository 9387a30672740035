import type { Schedule } from '../report-queries.ts'
import type { ReportFilter } from '../report-search.ts'
import { readAddresses } from './address-list.ts'

/** A schedule as it is being written. */
export interface ScheduleDraft {
  readonly every: 'day' | 'week' | 'month'
  readonly weekday: number
  readonly day: number
  readonly time: string
  readonly timeZone: string
  readonly recipients: string
  readonly attachCsv: boolean
}

export function newDraft(): ScheduleDraft {
  return {
    every: 'week',
    weekday: 1,
    day: 1,
    time: '07:00',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    recipients: '',
    attachCsv: true,
  }
}

export function draftOf({ rhythm, time, timeZone, recipients, attachCsv }: Schedule): ScheduleDraft {
  return {
    every: rhythm.every,
    weekday: rhythm.every === 'week' ? rhythm.weekday : 1,
    day: rhythm.every === 'month' ? rhythm.day : 1,
    time,
    timeZone,
    recipients: recipients.join(', '),
    attachCsv,
  }
}

function rhythmOf({ every, weekday, day }: ScheduleDraft): Schedule['rhythm'] {
  if (every === 'week') return { every, weekday }
  return every === 'month' ? { every, day } : { every }
}

/** What the server is asked to do. */
export function bodyOf(draft: ScheduleDraft, filter: ReportFilter) {
  const { time, timeZone, attachCsv } = draft
  return {
    filter,
    rhythm: rhythmOf(draft),
    time,
    timeZone,
    attachCsv,
    recipients: [...readAddresses(draft.recipients).addresses],
  }
}
