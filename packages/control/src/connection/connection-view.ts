import type { Stored } from '../settings/stored-setting.ts'
import type { Connection, Credential, Registration } from './connection-setting.ts'

/** A credential without what is secret of it. Times are RFC 3339. */
export type CredentialView =
  | {
      readonly kind: 'secret'
      readonly id: string
      readonly expiresAt: string | null
      readonly addedAt: string
    }
  | {
      readonly kind: 'certificate'
      readonly id: string
      /** PEM, to be uploaded. */
      readonly certificate: string
      /** SHA-1 in upper-case hexadecimal, as Microsoft Entra shows it. */
      readonly thumbprint: string
      readonly expiresAt: string
      readonly addedAt: string
    }

export interface RegistrationView {
  readonly clientId: string
  readonly current: CredentialView | null
  /** Takes the current one's place once it was verified. */
  readonly next: CredentialView | null
}

export interface ConnectionView extends Pick<Connection, 'tenantId' | 'cloud' | 'licences'> {
  readonly backup: RegistrationView
  /** Null where the application for backups restores, too. */
  readonly restore: RegistrationView | null
}

export function viewOf({ value, version }: Stored<Connection>): Stored<ConnectionView> {
  const { tenantId, cloud, licences, backup, restore } = value
  return {
    value: {
      tenantId,
      cloud,
      licences,
      backup: viewOfRegistration(backup),
      restore: restore && viewOfRegistration(restore),
    },
    version,
  }
}

function viewOfRegistration({ clientId, current, next }: Registration): RegistrationView {
  return { clientId, current: current && viewOfCredential(current), next: next && viewOfCredential(next) }
}

function viewOfCredential(credential: Credential): CredentialView {
  const { sealed: _, ...rest } = credential
  return rest
}
