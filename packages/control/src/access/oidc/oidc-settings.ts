import { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.ts'
import { controlErrors } from '../../errors.ts'
import type { SecretBox, SecretControl } from '../../secrets/secret-box.ts'
import { defineSetting, readSetting, type Stored, writeSetting } from '../../settings/stored-setting.ts'
import {
  profileScope,
  requireAccountAdministration,
  requireMayGive,
  requireProfiles,
  scopeFault,
} from '../account-administration.ts'
import { type Actor, requirePermission } from '../actor.ts'
import { plainText } from '../plain-text.ts'
import { ROLES } from '../roles.ts'

/** What the client's secret is sealed for; the row is the issuer and client that it is for. */
export const OIDC_SECRET_PURPOSE = 'oidc-client-secret'

/** Who has this value in the claim has this role. */
const roleMapping = z
  .strictObject({
    value: plainText(300).min(1),
    role: z.enum(ROLES).exclude(['person']),
    profiles: profileScope.default(null),
  })
  .superRefine(({ role, profiles }, context) => {
    const fault = scopeFault(role, profiles)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['profiles'], message: fault })
  })

const common = {
  enabled: z.boolean().default(false),
  issuer: plainText(500).refine(isIssuer, 'https, or http on this machine; of one tenant').default(''),
  clientId: plainText(300).default(''),
  /** Asked for beside `openid profile email`. */
  scopes: z
    .array(
      z
        .string()
        .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)
        .max(200),
    )
    .max(20)
    .default([]),
  /** Microsoft's tenant: who comes from another one is refused. */
  tenantId: plainText(100).nullable().default(null),
  /** The claim that roles are read from: `groups`, `roles`, or a path such as `realm_access.roles`. */
  claim: plainText(200).min(1).default('groups'),
  /** The first that fits decides. */
  roles: z.array(roleMapping).max(200).default([]),
  /** Whether people reach their own backup this way. */
  people: z.boolean().default(false),
}

/** As it is stored. */
export const oidcSettings = z.strictObject({ ...common, sealedSecret: z.string().nullable().default(null) })

export type OidcSettings = z.infer<typeof oidcSettings>

export const oidcSetting = defineSetting('oidc', oidcSettings)

/** `clientSecret`: null for none, left out to keep the one there is. */
export const oidcChange = z
  .strictObject({ ...common, clientSecret: plainText(1_000).min(1).nullable().optional() })
  .refine(({ enabled, issuer, clientId }) => !enabled || (issuer !== '' && clientId !== ''), {
    message: 'issuer and clientId are needed',
    path: ['enabled'],
  })

export type OidcChange = z.infer<typeof oidcChange>

export type OidcView = Omit<OidcSettings, 'sealedSecret'> & { readonly hasSecret: boolean }

/** Whether people may sign in with the organisation: whoever is about to sign in may know. */
export async function isOrganisationSignInOpen({ sql }: Pick<SecretControl, 'sql'>): Promise<boolean> {
  return (await readSetting(sql, oidcSetting)).value.enabled
}

/** Raises HF_FORBIDDEN. */
export async function readOidcSettings({ sql }: SecretControl, actor: Actor): Promise<Stored<OidcView>> {
  requirePermission(actor, 'organisation:read')
  const { value, version } = await readSetting(sql, oidcSetting)
  return { value: viewOf(value), version }
}

/**
 * Raises HF_FORBIDDEN (who sets this gives roles, and so must be allowed to), HF_ROLE_BEYOND, HF_NOT_FOUND (a profile),
 * HF_CONFLICT, HF_INVALID (a secret goes to no other issuer or client than the one it was entered for).
 */
export async function changeOidcSettings(
  control: SecretControl,
  actor: Actor,
  change: OidcChange,
  version: number,
): Promise<Stored<OidcView>> {
  requirePermission(actor, 'organisation:write')
  requireAccountAdministration(actor)
  for (const { role } of change.roles) requireMayGive(actor, role)
  if (change.people) requireMayGive(actor, 'person')
  return await control.sql.transaction().execute(async (transaction) => {
    for (const { profiles } of change.roles) await requireProfiles(transaction, profiles)
    const { value: before } = await readSetting(transaction, oidcSetting)
    const { clientSecret, ...rest } = change
    const value: OidcSettings = { ...rest, sealedSecret: sealedFor(control.secrets, before, change) }
    const written = await writeSetting(control, transaction, oidcSetting.key, value, version)
    await recordAudit(control, transaction, actor, {
      action: 'setting.changed',
      target: { kind: 'setting', id: oidcSetting.key },
      details: {
        enabled: value.enabled,
        issuer: value.issuer,
        clientId: value.clientId,
        people: value.people,
        secretChanged: clientSecret !== undefined,
        roles: value.roles.map(({ value: of, role }) => `${of}: ${role}`),
      },
    })
    return { value: viewOf(value), version: written }
  })
}

/** The client's secret; undefined for a public client. Raises what `SecretBox.open` raises. */
export function clientSecretOf(secrets: SecretBox, settings: OidcSettings): string | undefined {
  const { sealedSecret } = settings
  return sealedSecret === null ? undefined : secrets.open(OIDC_SECRET_PURPOSE, rowOf(settings), sealedSecret)
}

function sealedFor(secrets: SecretBox, before: OidcSettings, change: OidcChange): string | null {
  const { clientSecret } = change
  if (clientSecret === null) return null
  if (clientSecret !== undefined) return secrets.seal(OIDC_SECRET_PURPOSE, rowOf(change), clientSecret)
  if (before.sealedSecret !== null && rowOf(before) !== rowOf(change)) {
    throw controlErrors.HF_INVALID({ reason: 'another issuer or client needs its own clientSecret' })
  }
  return before.sealedSecret
}

export function rowOf({ issuer, clientId }: Pick<OidcSettings, 'issuer' | 'clientId'>): string {
  return JSON.stringify([issuer, clientId])
}

function viewOf({ sealedSecret, ...rest }: OidcSettings): OidcView {
  return { ...rest, hasSecret: sealedSecret !== null }
}

/** `common` and the like let people of every tenant in; an address of the metadata itself is not compared with them. */
function isIssuer(text: string): boolean {
  if (text === '') return true
  if (!URL.canParse(text) || text.includes('/.well-known/')) return false
  const { protocol, hostname, pathname } = new URL(text)
  if (/^\/(common|organizations|consumers)(\/|$)/i.test(pathname)) return false
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  )
}
