import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { defineSetting, readSetting, type Stored } from '../settings/stored-setting.ts'

/** Where notifications arrive, below the public address. */
export const NOTIFICATION_PATH = '/api/v1/notifications/microsoft-365'

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/

const publicUrl = z
  .url()
  .max(1_000)
  // Microsoft calls nothing else; an emulated organisation on this machine may use plain HTTP.
  .refine((url) => url.startsWith('https://') || LOOPBACK.test(url), 'an address that begins with https://')
  .refine((url) => !/[?#@]/.test(url), 'an address without a name, a query or a fragment')

/** Whether Microsoft tells of changes as they happen, so that a OneDrive is backed up soon after. */
export const CHANGE_NOTIFICATIONS = defineSetting(
  'change-notifications',
  z
    .strictObject({
      enabled: z.boolean().default(false),
      /** Where Microsoft reaches this server from outside. */
      publicUrl: publicUrl.nullable().default(null),
      /** Minutes that lie between two backups of a OneDrive at least, when notifications ask for them. */
      minutesBetweenBackups: z.int().min(5).max(1_440).default(15),
    })
    .refine(({ enabled, publicUrl }) => !enabled || publicUrl !== null, {
      message: 'the address is needed where Microsoft reaches this server',
      path: ['publicUrl'],
    }),
)

export type ChangeNotificationSettings = z.output<typeof CHANGE_NOTIFICATIONS.schema>

export interface ChangeNotificationsView extends ChangeNotificationSettings {
  /** OneDrives whose changes Microsoft tells of at the moment. */
  readonly watched: number
}

/** The settings, and how many OneDrives are watched. Change them by `changeSetting`. Needs `organisation:read`. */
export async function readChangeNotifications(
  { sql }: Control,
  actor: Actor,
): Promise<Stored<ChangeNotificationsView>> {
  requirePermission(actor, 'organisation:read')
  const { value, version } = await readSetting(sql, CHANGE_NOTIFICATIONS)
  const { watched } = await sql
    .selectFrom('graphSubscription')
    .select((row) => row.fn.countAll<number>().as('watched'))
    .executeTakeFirstOrThrow()
  return { value: { ...value, watched }, version }
}

/** Where Microsoft is to send notifications; undefined while it is not to. */
export function notificationUrl({ enabled, publicUrl }: ChangeNotificationSettings): string | undefined {
  return enabled && publicUrl !== null ? publicUrl.replace(/\/+$/, '') + NOTIFICATION_PATH : undefined
}
