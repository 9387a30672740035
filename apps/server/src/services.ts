import type {
  AlertChannels,
  AttemptLimit,
  ConnectionControl,
  JobQueue,
  OidcSignIn,
  OpenVaults,
} from '@holdfast/control'

/** What routes work with. A route that needs something else than the database gets it by a field here. */
export interface Services {
  readonly control: ConnectionControl
  readonly queue: JobQueue
  readonly openVaults: OpenVaults
  /** How alerts leave the house. */
  readonly channels: AlertChannels
  /** Attempts to sign in, counted for each network. */
  readonly attempts: AttemptLimit
  readonly organisationSignIn: OidcSignIn
  /** Below which restores to the server lie; undefined where that is not set up. */
  readonly restoreDirectory?: string
}
