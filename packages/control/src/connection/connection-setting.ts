import type { Purpose } from '@holdfast/graph'
import { z } from 'zod'
import type { Sql } from '../database/database.ts'
import { instant } from '../instant.ts'
import { defineSetting, readSetting, type Stored } from '../settings/stored-setting.ts'

/** A secret of Microsoft's, or a key pair of ours: what an application proves itself by. The sealed part is the secret one. */
const credential = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    id: z.string(),
    sealed: z.string(),
    /** As the administrator noted it: Microsoft does not tell. */
    expiresAt: instant.nullable(),
    addedAt: instant,
  }),
  z.strictObject({
    kind: z.literal('certificate'),
    id: z.string(),
    /** PEM. */
    certificate: z.string(),
    /** The private key. */
    sealed: z.string(),
    thumbprint: z.string(),
    expiresAt: instant,
    addedAt: instant,
  }),
])

const registration = z.strictObject({
  clientId: z.string().default(''),
  /** What is used. */
  current: credential.nullable().default(null),
  /** What takes its place once it was verified. */
  next: credential.nullable().default(null),
})

/** As it is stored. */
export const connectionSetting = defineSetting(
  'connection',
  z.strictObject({
    tenantId: z.string().default(''),
    cloud: z.enum(['global', 'us-gov', 'us-dod', 'china']).default('global'),
    /** Licences of the tenant: they decide how much may be asked of Microsoft. 0 for the smallest band. */
    licences: z.int().min(0).default(0),
    backup: registration.prefault({}),
    /** The application that restores, where it is another one; null where the one for backups does. */
    restore: registration.nullable().default(null),
  }),
)

export type Connection = z.infer<typeof connectionSetting.schema>
export type Registration = z.infer<typeof registration>
export type Credential = z.infer<typeof credential>

/** The connection as it stands, for Holdfast's own use. */
export async function loadConnection(sql: Sql): Promise<Stored<Connection>> {
  return await readSetting(sql, connectionSetting)
}

/** The application that works for a purpose. */
export function registrationFor(connection: Connection, purpose: Purpose): Registration {
  return (purpose === 'restore' ? connection.restore : null) ?? connection.backup
}

/** What is still to be entered, in words; nothing when all is there. */
export function missingOf(connection: Connection, purpose: Purpose): readonly string[] {
  const { clientId, current } = registrationFor(connection, purpose)
  return [
    ...(connection.tenantId === '' ? ['the tenant id'] : []),
    ...(clientId === '' ? ['the client id'] : []),
    ...(current === null ? ['a certificate or a client secret'] : []),
  ]
}
