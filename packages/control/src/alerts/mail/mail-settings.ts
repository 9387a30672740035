import { isIP } from 'node:net'
import { z } from 'zod'
import { type Actor, requirePermission } from '../../access/actor.ts'
import type { Control } from '../../control.ts'
import { controlErrors } from '../../errors.ts'
import { parseInput } from '../../parse-input.ts'
import { changeSetting, defineSetting, readSetting, type Stored } from '../../settings/stored-setting.ts'
import type { SecretBox } from '../secret-box.ts'
import { addressClass } from '../webhook/address-class.ts'

const fields = {
  /** Host of the mail server; null while there is none. */
  host: z.string().min(1).max(253).nullable().default(null),
  port: z.int().min(1).max(65_535).default(587),
  /** TLS from the first byte (465), by STARTTLS, without which nothing is sent (587), or none, for a relay close by. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  user: z.string().min(1).max(320).nullable().default(null),
  /** Address that mails come from. */
  from: z.email().max(320).nullable().default(null),
  /** Where people reach the console, for links in mails. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
}

export const mailInput = z.strictObject({
  ...fields,
  /** Left out, the password stays as it is. */
  password: z.string().min(1).max(1_000).nullable().optional(),
})

export const MAIL_SETTING = defineSetting(
  'mail',
  z.strictObject({ ...fields, sealedPassword: z.string().nullable().default(null) }),
)

type StoredMail = z.output<typeof MAIL_SETTING.schema>

export interface MailSettings extends Omit<StoredMail, 'sealedPassword'> {
  readonly hasPassword: boolean
}

/** What the password is sealed for, and its id. */
export const MAIL_PASSWORD = ['mail-password', 'mail'] as const

/** How mails are sent, without the password. Needs `organisation:read`. */
export async function showMailSettings(
  control: Pick<Control, 'sql'>,
  actor: Actor,
): Promise<Stored<MailSettings>> {
  requirePermission(actor, 'organisation:read')
  const { value, version } = await readSetting(control.sql, MAIL_SETTING)
  return { value: shown(value), version }
}

/**
 * Changes how mails are sent. A password goes to no other server or user than the one it was entered for: when these change,
 * it must be entered again. Needs `organisation:write`. Raises HF_INVALID, HF_CONFLICT.
 */
export async function changeMailSettings(
  control: Control,
  actor: Actor,
  secrets: SecretBox,
  input: z.input<typeof mailInput>,
  version: number,
): Promise<Stored<MailSettings>> {
  requirePermission(actor, 'organisation:write')
  const { password, ...settings } = parseInput(mailInput, input)
  const before = (await readSetting(control.sql, MAIL_SETTING)).value
  const sealedPassword =
    password === undefined
      ? before.sealedPassword
      : password && (await secrets.seal(...MAIL_PASSWORD, password))
  if (password === undefined && sealedPassword !== null) requireSameServer(before, settings)
  if (settings.security === 'none' && sealedPassword !== null && !isHere(settings.host)) {
    throw controlErrors.HF_INVALID({ reason: 'security: a password is not sent without TLS' })
  }
  const stored = await changeSetting(control, actor, MAIL_SETTING, { ...settings, sealedPassword }, version)
  return { ...stored, value: shown(stored.value) }
}

function requireSameServer(before: StoredMail, after: Omit<StoredMail, 'sealedPassword'>): void {
  const fields = ['host', 'port', 'security', 'user'] as const
  if (fields.every((field) => before[field] === after[field])) return
  throw controlErrors.HF_INVALID({ reason: 'password: enter it again for another server, user or security' })
}

function isHere(host: string | null): boolean {
  return host === 'localhost' || (host !== null && isIP(host) !== 0 && addressClass(host) === 'loopback')
}

function shown({ sealedPassword, ...settings }: StoredMail): MailSettings {
  return { ...settings, hasPassword: sealedPassword !== null }
}
