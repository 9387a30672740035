import { CLOUDS, type Cloud } from '@holdfast/graph'
import { z } from 'zod'
import { plainText } from '../access/plain-text.ts'
import { instant } from '../instant.ts'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/

const guid = (of: string) => z.string().trim().toLowerCase().regex(GUID, `the ${of} of the application`)

const clientSecret = z.strictObject({
  value: plainText(1_000)
    .min(1)
    // Microsoft shows both next to each other, and the value only once.
    .refine((text) => !GUID.test(text.toLowerCase()), 'this is the id of the secret, not its value'),
  /** As Microsoft Entra shows it; null where nobody knows. */
  expiresAt: instant.nullable(),
})

const registrationChange = z.strictObject({
  /** Application (client) id. */
  clientId: guid('client id'),
  /** Left out to keep what there is. */
  clientSecret: clientSecret.optional(),
})

/** What an administrator enters; certificates are made by `makeCertificate`. */
export const connectionChange = z.strictObject({
  /** Directory (tenant) id, or a verified domain of it. */
  tenantId: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => GUID.test(text) || DOMAIN.test(text), 'the id or a verified domain of the directory'),
  cloud: z.enum(Object.keys(CLOUDS) as [Cloud, ...Cloud[]]).default('global'),
  licences: z.int().min(0).max(10_000_000).default(0),
  backup: registrationChange,
  /** The application that restores; null where the one for backups does. */
  restore: registrationChange.nullable().default(null),
})

export type ConnectionChange = z.input<typeof connectionChange>
export type RegistrationChange = z.output<typeof registrationChange>
