import { describe, expect, test } from 'vitest'
import { nextReportSlot } from '../../src/index.ts'

const berlin = { time: '07:30', timeZone: 'Europe/Berlin' } as const

function slots(times: Parameters<typeof nextReportSlot>[0], after: string, count: number): string[] {
  const found: string[] = []
  for (let at = new Date(after); found.length < count; ) {
    at = nextReportSlot(times, at)
    found.push(at.toISOString())
  }
  return found
}

describe('a report is sent', () => {
  test('each day at the time on the wall, in summer and in winter', () => {
    expect(slots({ ...berlin, rhythm: { every: 'day' } }, '2026-03-28T06:00:00Z', 3)).toEqual([
      '2026-03-28T06:30:00.000Z',
      '2026-03-29T05:30:00.000Z',
      '2026-03-30T05:30:00.000Z',
    ])
  })

  test('never twice in a night with two such times, and once where the clock passes over it', () => {
    const night = { time: '02:30', timeZone: 'Europe/Berlin', rhythm: { every: 'day' } } as const
    expect(slots(night, '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
    expect(slots(night, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T01:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  test('on a day of the week, by the calendar of the time zone', () => {
    const monday = {
      time: '00:15',
      timeZone: 'Pacific/Auckland',
      rhythm: { every: 'week', weekday: 1 },
    } as const
    expect(slots(monday, '2026-06-03T00:00:00Z', 2)).toEqual([
      '2026-06-07T12:15:00.000Z',
      '2026-06-14T12:15:00.000Z',
    ])
  })

  test('on a day of the month, the last one where the month is shorter', () => {
    const last = { time: '12:00', timeZone: 'UTC', rhythm: { every: 'month', day: 31 } } as const
    expect(slots(last, '2028-01-31T12:00:00Z', 4)).toEqual([
      '2028-02-29T12:00:00.000Z',
      '2028-03-31T12:00:00.000Z',
      '2028-04-30T12:00:00.000Z',
      '2028-05-31T12:00:00.000Z',
    ])
  })
})
