import type {
  AlertChannels,
  AskBudget,
  AttemptLimit,
  ConnectionControl,
  JobQueue,
  Mailer,
  OidcSignIn,
  OpenKms,
  ProviderConnection,
  SnapshotSource,
} from '@holdfast/control'
import type { GraphClient } from '@holdfast/graph'

/** Those who hold keys, as routes see them. */
export interface KeyServices {
  connectionOf(providerId: string): ProviderConnection
  /** Ends the connections of one that was removed. */
  turnAway(providerId: string, reason: string): void
  /** Slots are to be made: not only when their turn comes. */
  renewSoon(): void
  readonly openKms: OpenKms
}

/** What routes work with. A route that needs something else than the database gets it by a field here. */
export interface Services {
  readonly control: ConnectionControl
  readonly queue: JobQueue
  readonly openVaults: SnapshotSource
  readonly keys: KeyServices
  /** What may still be asked of Microsoft, by the process that asks it. */
  readonly readBudget: AskBudget
  /** How alerts leave the house. */
  readonly channels: AlertChannels
  /** How reports and links leave it. */
  readonly mailer: Mailer
  /** Attempts to sign in, counted for each network. */
  readonly attempts: AttemptLimit
  readonly organisationSignIn: OidcSignIn
  /** The way to the directory, for whoever looks something up in it. */
  readonly directory: () => Promise<Pick<GraphClient, 'findGroups'>>
  /** Below which restores to the server lie; undefined where that is not set up. */
  readonly restoreDirectory?: string
}
