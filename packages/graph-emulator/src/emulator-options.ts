import type { ThrottleLimits } from './throttle/limits.ts'

export interface EmulatorOptions {
  /** Port on 127.0.0.1; a free one by default. */
  readonly port?: number
  /** HTTPS with a certificate of the emulator's own authority; plain HTTP by default. */
  readonly tls?: boolean
  /** More host names and addresses for the certificate. */
  readonly hosts?: readonly string[]
  /** Seed of ids, generated content and faults: the same seed gives the same tenant. 1 by default. */
  readonly seed?: number
  /** Licences of the tenant: decides the band of its request budget. 100 by default. */
  readonly licences?: number
  /** Enforce the request budget by 429; off by default. An object also changes limits of the band. */
  readonly throttling?: boolean | Partial<ThrottleLimits>
  /** Directory in which the state outlives the process: authority, keys, applications, tenant. */
  readonly stateDirectory?: string
  /** Default page size of listings and delta. */
  readonly pageSize?: number
  /** False for a national cloud without delta: it is answered by 501. */
  readonly delta?: boolean
  /** Paces all downloads together to this rate, as a tenant's egress ceiling does. */
  readonly egressBytesPerSecond?: number
  /** Real milliseconds that every answer takes, as a distant service does. None by default. */
  readonly latency?: number
  /** Life of access tokens in seconds, 3599 by default. */
  readonly tokenLifetimeSeconds?: number
  /** False to keep of what is uploaded in sessions only size and hash: for files that no memory holds. */
  readonly keepUploads?: boolean
  /** Told of errors inside the emulator that are answered by 500. They are printed to stderr by default. */
  readonly onFailure?: (error: unknown) => void
}
