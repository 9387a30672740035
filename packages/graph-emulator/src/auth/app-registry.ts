import { createHash, X509Certificate } from 'node:crypto'
import type { Random } from '@holdfast/base'

/** Every application permission that the emulator knows of. */
export const ALL_ROLES: readonly string[] = [
  'Directory.Read.All',
  'Files.Read.All',
  'Files.ReadWrite.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'Sites.FullControl.All',
  'Sites.Read.All',
  'Sites.ReadWrite.All',
  'User.Read.All',
]

export interface AppSecret {
  readonly value: string
  /** Milliseconds since 1970; for ever when absent. */
  readonly expires?: number
}

/** An application as registered in the tenant, with what its administrator consented to. */
export interface AppRegistration {
  readonly appId: string
  readonly displayName: string
  roles: readonly string[]
  enabled: boolean
  /** A conditional access policy for workload identities lets nobody in from where the client is. */
  blocked?: boolean
  readonly secrets: AppSecret[]
  /** PEM certificates whose keys may sign client assertions. */
  readonly certificates: string[]
}

export interface AppOptions {
  readonly displayName?: string
  readonly roles?: readonly string[]
  readonly secrets?: readonly AppSecret[]
  readonly certificates?: readonly string[]
}

export class AppRegistry {
  readonly #apps = new Map<string, AppRegistration>()
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** Registers an application with all permissions, unless told otherwise, and one new secret when none is given. */
  register(options: AppOptions = {}): AppRegistration {
    const secrets = options.secrets ?? (options.certificates ? [] : [{ value: this.#secret() }])
    return this.restore({
      appId: formatGuid(this.#random.bytes(16)),
      displayName: options.displayName ?? 'Backup',
      roles: options.roles ?? ALL_ROLES,
      enabled: true,
      secrets: [...secrets],
      certificates: [...(options.certificates ?? [])],
    })
  }

  /** Puts back an application that was saved. */
  restore(app: AppRegistration): AppRegistration {
    this.#apps.set(app.appId, app)
    return app
  }

  find(appId: string): AppRegistration | undefined {
    return this.#apps.get(appId.toLowerCase())
  }

  list(): AppRegistration[] {
    return [...this.#apps.values()]
  }

  #secret(): string {
    // The shape of Entra's secrets: three characters, 8Q~, and the rest.
    const text = this.#random.bytes(30).toString('base64url')
    return `${text.slice(0, 3)}8Q~${text.slice(3, 37)}`
  }
}

/** The certificate of an app that a JWT header's `x5t` or `x5t#S256` names. */
export function findCertificate(
  app: AppRegistration,
  header: { readonly x5t?: string; readonly 'x5t#S256'?: string },
): X509Certificate | undefined {
  for (const pem of app.certificates) {
    const certificate = new X509Certificate(pem)
    const sha1 = createHash('sha1').update(certificate.raw).digest()
    const sha256 = createHash('sha256').update(certificate.raw).digest('base64url')
    if (header['x5t#S256'] === sha256) return certificate
    if (header.x5t !== undefined && Buffer.from(header.x5t, 'base64url').equals(sha1)) return certificate
  }
  return undefined
}

/** 16 bytes as a version 4 GUID. */
export function formatGuid(bytes: Buffer): string {
  const copy = Buffer.from(bytes)
  copy[6] = ((copy[6] ?? 0) & 0x0f) | 0x40
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80
  return copy.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
