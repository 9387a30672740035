import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { defineSetting, readSetting, type Stored, writeSetting } from '../settings/stored-setting.ts'
import { type Actor, requirePermission } from './actor.ts'
import { ROLES, type Role } from './roles.ts'

export const signInSettings = z.strictObject({
  /** Roles that must have a second factor. */
  secondFactorFor: z.array(z.enum(ROLES)).max(ROLES.length).default([]),
  staff: z
    .strictObject({
      /** A session ends when nothing was done for so long. */
      idleMinutes: z.int().min(1).max(1_440).default(30),
      /** A session ends after so long, whatever was done. */
      hours: z.int().min(1).max(168).default(12),
    })
    .prefault({}),
  people: z
    .strictObject({
      idleDays: z.int().min(1).max(90).default(14),
      days: z.int().min(1).max(90).default(30),
    })
    .prefault({}),
})

export type SignInSettings = z.infer<typeof signInSettings>

export const signInSetting = defineSetting('sign-in', signInSettings)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long a session of this role lasts, in milliseconds. */
export function sessionSpan(settings: SignInSettings, role: Role): { idleMs: number; longestMs: number } {
  return role === 'person'
    ? { idleMs: settings.people.idleDays * DAY, longestMs: settings.people.days * DAY }
    : { idleMs: settings.staff.idleMinutes * MINUTE, longestMs: settings.staff.hours * HOUR }
}

/** Raises HF_FORBIDDEN. */
export async function readSignInSettings({ sql }: Control, actor: Actor): Promise<Stored<SignInSettings>> {
  requirePermission(actor, 'organisation:read')
  return await readSetting(sql, signInSetting)
}

/** Counts from the next use of each session on. Raises HF_FORBIDDEN, HF_CONFLICT. */
export async function changeSignInSettings(
  control: Control,
  actor: Actor,
  value: SignInSettings,
  version: number,
): Promise<Stored<SignInSettings>> {
  requirePermission(actor, 'organisation:write')
  return await control.sql.transaction().execute(async (transaction) => {
    const written = await writeSetting(control, transaction, signInSetting.key, value, version)
    await recordAudit(control, transaction, actor, {
      action: 'setting.changed',
      target: { kind: 'setting', id: signInSetting.key },
      details: {
        secondFactorFor: value.secondFactorFor,
        staffIdleMinutes: value.staff.idleMinutes,
        staffHours: value.staff.hours,
        peopleIdleDays: value.people.idleDays,
        peopleDays: value.people.days,
      },
    })
    return { value, version: written }
  })
}
