import { forgetExpiredAccess } from '../access/forget-expired.ts'
import { checkConditions } from '../alerts/check-conditions.ts'
import type { AlertChannels } from '../alerts/delivery/channel.ts'
import { deliverDue } from '../alerts/delivery/deliver-due.ts'
import { dropOldAlerts } from '../alerts/delivery/drop-old-alerts.ts'
import type { Mailer } from '../alerts/mail/mailer.ts'
import type { Control } from '../control.ts'
import { vacuumTables } from '../database/vacuum-tables.ts'
import { queueDirectorySyncWhenDue } from '../directory/request-sync.ts'
import { dropOldEvents } from '../events/drop-old-events.ts'
import { recordGrowth } from '../governance/record-growth.ts'
import { dropOldJobs } from '../jobs/drop-old-jobs.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { closeAbandonedJobs } from '../jobs/recover-jobs.ts'
import { seatsInUse } from '../licences/seats-in-use.ts'
import { deletePreservedDue } from '../people/delete-preserved-due.ts'
import { purgeProfiles } from '../profiles/purge-profiles.ts'
import { dropOldReportMails } from '../reports/schedules/drop-old-report-mails.ts'
import { sendDueReports } from '../reports/schedules/send-due-reports.ts'
import { planNewDrives, planNextSlots } from '../schedule/plan-next-slots.ts'
import { queueChecks } from '../upkeep/queue-checks.ts'
import { queuePurges } from '../upkeep/queue-purges.ts'
import { queueRetention } from '../upkeep/queue-retention.ts'
import { checkStorages } from '../vaults/check-storages.ts'
import { queueDueBackups } from './queue-due-backups.ts'
import { type Duty, SOON } from './scheduler.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Upkeep jobs that are queued at a time: 10,000 vaults get their turns within a day. */
const UPKEEP_AT_ONCE = 100

export interface DutyServices {
  readonly control: Control
  readonly queue: JobQueue
  readonly channels: AlertChannels
  readonly mailer: Mailer
  /** Whether Microsoft 365 can be asked: nothing is queued that could only fail. */
  readonly isConnected: () => Promise<boolean>
  /** Scheduled backups that wait in the queue at most: some for each worker. */
  readonly queueDepth: number
}

/** What a server does by itself, besides the jobs. */
export function standardDuties(services: DutyServices): Duty[] {
  const { control, queue, channels, mailer, isConnected, queueDepth } = services
  return [
    {
      name: 'backups',
      every: 10 * SECOND,
      async run() {
        await planNewDrives(control)
        if (!(await isConnected())) return
        const { isFull } = await queueDueBackups(control, queue, queueDepth)
        return isFull ? SOON : undefined
      },
    },
    { name: 'slots', every: MINUTE, run: () => planNextSlots(control) },
    {
      name: 'directory',
      every: MINUTE,
      async run() {
        if (await isConnected()) await queueDirectorySyncWhenDue(control, queue)
      },
    },
    {
      name: 'deletes',
      every: 10 * MINUTE,
      async run() {
        await deletePreservedDue(control)
        await queuePurges(control, queue)
        await purgeProfiles(control)
      },
    },
    {
      name: 'upkeep',
      every: 5 * MINUTE,
      async run() {
        await queueRetention(control, queue, UPKEEP_AT_ONCE)
        await queueChecks(control, queue, UPKEEP_AT_ONCE)
      },
    },
    { name: 'vacuum', every: MINUTE, run: (signal) => vacuumTables(control, { signal }) },
    { name: 'storages', every: 5 * MINUTE, run: (signal) => checkStorages(control, { signal }) },
    { name: 'abandoned jobs', every: MINUTE, run: () => closeAbandonedJobs(control) },
    { name: 'conditions', every: 5 * MINUTE, run: () => checkConditions(control, { seats: seatsInUse }) },
    { name: 'growth', every: 15 * MINUTE, run: () => recordGrowth(control) },
    { name: 'alerts', every: 30 * SECOND, run: (signal) => deliverDue(control, channels, { signal }) },
    { name: 'reports', every: 30 * SECOND, run: (signal) => sendDueReports(control, mailer, { signal }) },
    {
      name: 'clean-up',
      every: 12 * HOUR,
      async run() {
        await forgetExpiredAccess(control)
        await dropOldJobs(control)
        await dropOldEvents(control)
        await dropOldAlerts(control)
        await dropOldReportMails(control)
      },
    },
  ]
}
