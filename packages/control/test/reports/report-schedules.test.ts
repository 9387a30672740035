import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Actor,
  changeReportSchedule,
  createReportSchedule,
  deleteReportSchedule,
  listReportSchedules,
  type Mail,
  type Mailer,
  type ReportScheduleInput,
  type Role,
  sendDueReports,
  sendReportNow,
} from '../../src/index.ts'
import { addAccount, DAY, HOUR, MINUTE } from '../alerts/populate.ts'
import { auditOf } from '../rows.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { organisation } from './world.ts'

const daily: ReportScheduleInput = {
  report: 'last-backup-status',
  rhythm: { every: 'day' },
  time: '10:00',
  attachCsv: false,
  recipients: ['ops@example.com', 'boss@example.com'],
}

/** A mailer that keeps what it is given, or refuses it. */
class KeepingMailer implements Mailer {
  readonly mails: Mail[] = []
  refusal: Error | undefined

  async send(mail: Mail): Promise<void> {
    if (this.refusal) throw this.refusal
    this.mails.push(mail)
  }

  async publicUrl(): Promise<string> {
    return 'https://backup.example.com/console'
  }

  get targets(): string[] {
    return this.mails.map(({ to }) => to).sort()
  }
}

let mailer: KeepingMailer
beforeEach(() => {
  mailer = new KeepingMailer()
})

async function account(control: TestControl, role: Role, profiles?: readonly string[]): Promise<Actor> {
  const id = await addAccount(control, role)
  if (profiles)
    await control.sql
      .updateTable('account')
      .set({ profiles: [...profiles] })
      .where('id', '=', id)
      .execute()
  return { kind: 'account', id, name: role, role, ...(profiles && { profiles }) }
}

async function alertsOf(control: TestControl) {
  const rows = await control.sql.selectFrom('alert').select(['kind', 'details', 'resolvedAt']).execute()
  return rows.map(({ kind, details, resolvedAt }) => ({ kind, details, isOpen: resolvedAt === null }))
}

describe('a schedule', () => {
  test('is added, changed and deleted, which the audit trail tells', async () => {
    await using control = await testControl()
    const clara = await account(control, 'cloud-administrator')
    const id = await createReportSchedule(control, clara, daily)
    expect(await listReportSchedules(control, clara)).toMatchObject([
      {
        ...daily,
        id,
        filter: {},
        timeZone: 'UTC',
        accountName: 'cloud-administrator',
        version: 1,
        waiting: 0,
      },
    ])
    const weekly: ReportScheduleInput = {
      ...daily,
      report: 'missed-backups',
      filter: { status: 'failed' },
      rhythm: { every: 'week', weekday: 5 },
    }
    await changeReportSchedule(control, clara, id, weekly, 1)
    const [changed] = await listReportSchedules(control, clara)
    expect(changed).toMatchObject({ ...weekly, version: 2, nextAt: new Date('2026-03-06T10:00:00Z') })
    await expect(changeReportSchedule(control, clara, id, weekly, 1)).rejects.toMatchObject({
      code: 'HF_CONFLICT',
    })
    await deleteReportSchedule(control, clara, id)
    expect(await listReportSchedules(control, clara)).toEqual([])
    await expect(deleteReportSchedule(control, clara, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    expect((await auditOf(control)).map(({ action }) => action)).toEqual([
      'report-schedule.created',
      'report-schedule.changed',
      'report-schedule.deleted',
    ])
  })

  test.each<[string, object]>([
    ['an address that is none', { recipients: ['nobody'] }],
    ['an address twice', { recipients: ['a@b.example', 'A@b.example'] }],
    ['nobody', { recipients: [] }],
    ['a weekday that is none', { rhythm: { every: 'week', weekday: 7 } }],
    ['a week without its day', { rhythm: { every: 'week' } }],
    ['a time that is none', { time: '24:00' }],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }],
    ['a filter that the report lacks', { filter: { kind: 'deleted' } }],
    ['a report that is none', { report: 'none' }],
  ])('is refused with %s', async (_, change) => {
    await using control = await testControl()
    const clara = await account(control, 'cloud-administrator')
    const input = { ...daily, ...change } as ReportScheduleInput
    await expect(createReportSchedule(control, clara, input)).rejects.toMatchObject({ code: 'HF_INVALID' })
  })

  test('of somebody else does not exist for whoever is limited to some profiles', async () => {
    await using control = await testControl()
    const { sales } = await organisation(control)
    const clara = await account(control, 'cloud-administrator')
    const pavel = await account(control, 'profile-administrator', [sales])
    const hers = await createReportSchedule(control, clara, daily)
    const his = await createReportSchedule(control, pavel, daily)
    expect((await listReportSchedules(control, pavel)).map(({ id }) => id)).toEqual([his])
    expect(await listReportSchedules(control, clara)).toHaveLength(2)
    const unknown = { code: 'HF_NOT_FOUND' }
    await expect(changeReportSchedule(control, pavel, hers, daily, 1)).rejects.toMatchObject(unknown)
    await expect(deleteReportSchedule(control, pavel, hers)).rejects.toMatchObject(unknown)
    await expect(sendReportNow(control, pavel, mailer, hers)).rejects.toMatchObject(unknown)
  })

  test('is read, but not made, by an auditor', async () => {
    await using control = await testControl()
    const auditor = await account(control, 'auditor')
    expect(await listReportSchedules(control, auditor)).toEqual([])
    await expect(createReportSchedule(control, auditor, daily)).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
  })
})

describe('a report', () => {
  test('is sent when its time has come, once to each, also by two servers', async () => {
    await using control = await testControl()
    await organisation(control)
    const clara = await account(control, 'cloud-administrator')
    const id = await createReportSchedule(control, clara, daily)
    await sendDueReports(control, mailer)
    expect(mailer.mails).toEqual([])
    control.clock.advance(HOUR)
    await Promise.all([1, 2, 3].map(() => sendDueReports(control, mailer)))
    expect(mailer.targets).toEqual(['boss@example.com', 'ops@example.com'])
    await sendDueReports(control, mailer)
    expect(mailer.mails).toHaveLength(2)
    const [mail] = mailer.mails
    expect(mail?.subject).toBe('Holdfast: Last backup status (5)')
    expect(mail?.text).toContain('As of 2026-03-02 10:00 (UTC): 5 rows.')
    expect(mail?.text).toContain('Ben | ben@example.com | Sales | Enabled | Backup failed')
    expect(mail?.html).toContain('<td')
    expect(mail?.html).not.toContain('HYPERLINK')
    expect(mail?.text).toContain('https://backup.example.com/console/reports/last-backup-status')
    // In the order in which the two were written down, which is anybody's guess.
    const sent = (await auditOf(control)).slice(1)
    expect(sent).toHaveLength(2)
    for (const { to } of mailer.mails) {
      const details = expect.objectContaining({ recipients: [to], isScheduled: true })
      expect(sent).toContainEqual(expect.objectContaining({ action: 'report.sent', targetId: id, details }))
    }
    control.clock.advance(DAY)
    await sendDueReports(control, mailer)
    expect(mailer.mails).toHaveLength(4)
    expect(new Set(mailer.mails.map((each) => each.id)).size).toBe(4)
  })

  test('makes up for one slot of those that were slept through', async () => {
    await using control = await testControl()
    await createReportSchedule(control, await account(control, 'cloud-administrator'), daily)
    control.clock.advance(5 * DAY + 2 * HOUR)
    await sendDueReports(control, mailer)
    expect(mailer.mails).toHaveLength(2)
    control.clock.advance(21 * HOUR)
    await sendDueReports(control, mailer)
    expect(mailer.mails).toHaveLength(2)
    control.clock.advance(2 * HOUR)
    await sendDueReports(control, mailer)
    expect(mailer.mails).toHaveLength(4)
  })

  test('that a server died over is sent again under the same id', async () => {
    await using control = await testControl()
    const one = { ...daily, recipients: ['ops@example.com'] }
    await createReportSchedule(control, await account(control, 'cloud-administrator'), one)
    control.clock.advance(HOUR)
    const stopping = new AbortController()
    const ids: string[] = []
    const dying: Mailer = {
      publicUrl: async () => null,
      async send({ id }) {
        ids.push(id)
        stopping.abort()
        throw new Error('stopped')
      },
    }
    await expect(sendDueReports(control, dying, { signal: stopping.signal })).rejects.toThrow()
    await sendDueReports(control, mailer)
    expect(mailer.mails).toEqual([])
    control.clock.advance(6 * MINUTE)
    await sendDueReports(control, mailer)
    expect(mailer.mails.map(({ id }) => id)).toEqual(ids)
  })

  test('that is not taken is tried again, and is an alert after three days, until one is taken', async () => {
    await using control = await testControl()
    const clara = await account(control, 'cloud-administrator')
    const one = { ...daily, recipients: ['ops@example.com'] }
    await createReportSchedule(control, clara, { ...one, rhythm: { every: 'week', weekday: 1 } })
    mailer.refusal = new Error('mailbox full')
    control.clock.advance(HOUR)
    expect(await sendDueReports(control, mailer)).toEqual({ sent: 0, failed: 1 })
    expect(await sendDueReports(control, mailer)).toEqual({ sent: 0, failed: 0 })
    expect(await listReportSchedules(control, clara)).toMatchObject([
      { waiting: 1, lastSentAt: null, lastError: 'mailbox full' },
    ])
    control.clock.advance(2 * MINUTE)
    expect(await sendDueReports(control, mailer)).toEqual({ sent: 0, failed: 1 })
    expect(await alertsOf(control)).toEqual([])
    control.clock.advance(3 * DAY)
    await sendDueReports(control, mailer)
    expect(await alertsOf(control)).toMatchObject([
      {
        kind: 'report-not-sent',
        isOpen: true,
        details: { report: 'Last backup status', target: 'ops@example.com', reason: 'mailbox full' },
      },
    ])
    mailer.refusal = undefined
    control.clock.advance(4 * DAY)
    expect(await sendDueReports(control, mailer)).toEqual({ sent: 1, failed: 0 })
    expect(await alertsOf(control)).toMatchObject([{ isOpen: false }])
    expect(await listReportSchedules(control, clara)).toMatchObject([{ waiting: 0, lastError: null }])
  })

  test('tells only what whoever saved the schedule may see by then', async () => {
    await using control = await testControl()
    const { sales, finance } = await organisation(control)
    const pavel = await account(control, 'profile-administrator', [sales])
    await createReportSchedule(control, pavel, { ...daily, recipients: ['ops@example.com'] })
    control.clock.advance(HOUR)
    await sendDueReports(control, mailer)
    expect(mailer.mails[0]?.text).toContain('Ben')
    expect(mailer.mails[0]?.text).not.toContain('Cleo')
    await control.sql
      .updateTable('account')
      .set({ profiles: [finance] })
      .where('id', '=', pavel.id)
      .execute()
    control.clock.advance(DAY)
    await sendDueReports(control, mailer)
    expect(mailer.mails[1]?.text).toContain('Cleo')
    expect(mailer.mails[1]?.text).not.toContain('Ben')
  })

  test.each([{ state: 'disabled' }, { role: 'help-desk' }] as const)(
    'is not sent in the name of somebody who may no longer: %o',
    async (change) => {
      await using control = await testControl()
      const clara = await account(control, 'cloud-administrator')
      await createReportSchedule(control, clara, { ...daily, recipients: ['ops@example.com'] })
      await control.sql.updateTable('account').set(change).where('id', '=', clara.id).execute()
      control.clock.advance(HOUR)
      expect(await sendDueReports(control, mailer)).toEqual({ sent: 0, failed: 1 })
      expect(await alertsOf(control)).toMatchObject([{ kind: 'report-not-sent', isOpen: true }])
      control.clock.advance(HOUR)
      expect(await sendDueReports(control, mailer)).toEqual({ sent: 0, failed: 0 })
    },
  )

  test('goes at once to everybody when somebody asks for it, and the schedule stays as it is', async () => {
    await using control = await testControl()
    const clara = await account(control, 'cloud-administrator')
    const id = await createReportSchedule(control, clara, daily)
    const before = await listReportSchedules(control, clara)
    await sendReportNow(control, clara, mailer, id)
    expect(mailer.targets).toEqual(['boss@example.com', 'ops@example.com'])
    expect(await listReportSchedules(control, clara)).toEqual(before)
    mailer.refusal = new Error('no')
    await expect(sendReportNow(control, clara, mailer, id)).rejects.toThrow('no')
  })

  test('goes no more to an address that was taken from its schedule', async () => {
    await using control = await testControl()
    const clara = await account(control, 'cloud-administrator')
    const id = await createReportSchedule(control, clara, daily)
    mailer.refusal = new Error('no')
    control.clock.advance(HOUR)
    await sendDueReports(control, mailer)
    await changeReportSchedule(control, clara, id, { ...daily, recipients: ['ops@example.com'] }, 1)
    mailer.refusal = undefined
    control.clock.advance(HOUR)
    await sendDueReports(control, mailer)
    expect(mailer.targets).toEqual(['ops@example.com'])
  })
})
