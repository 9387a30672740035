import type { FaultRegistry } from './faults/fault-registry.ts'
import type { Tenant } from './model/tenant.ts'
import type { VirtualClock } from './virtual-clock.ts'

export interface EmulatorOptions {
  /** Port on 127.0.0.1; a free one by default. */
  readonly port?: number
  /** HTTPS with a certificate of the emulator's own authority; plain HTTP by default. */
  readonly tls?: boolean
  /** More host names for the certificate. */
  readonly hosts?: readonly string[]
  /** Seed of ids, generated content and faults: the same seed gives the same tenant. */
  readonly seed?: number
  /** Licences of the tenant: decides the band of its request budget (graph resource units). */
  readonly licences?: number
  /** Enforce the request budget by 429; off by default. */
  readonly throttling?: boolean
  /** Directory in which the state outlives the process. */
  readonly stateDirectory?: string
  /** Default page size of listings and delta. */
  readonly pageSize?: number
  /** Paces all downloads together to this rate, as a tenant's egress ceiling does. */
  readonly egressBytesPerSecond?: number
}

/** A stateful Microsoft Graph for OneDrive on loopback. */
export declare class GraphEmulator implements AsyncDisposable {
  static start(options?: EmulatorOptions): Promise<GraphEmulator>
  /** `http://127.0.0.1:PORT` or `https://…`, no trailing slash. */
  readonly baseUrl: string
  /** `{baseUrl}/v1.0`. */
  readonly graphRoot: string
  /** Authority host for token requests: `{loginAuthority}/{tenant}/oauth2/v2.0/token`. */
  readonly loginAuthority: string
  /** PEM of the authority that signed the server's certificate (TLS only). */
  readonly caCertificate?: string
  readonly tenant: Tenant
  readonly faults: FaultRegistry
  readonly clock: VirtualClock
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
