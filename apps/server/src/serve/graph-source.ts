import type { GraphClient, Purpose } from '@holdfast/graph'

/** Where jobs get their way to Microsoft 365 from. Dispose of it at the end. */
export interface GraphSource extends AsyncDisposable {
  /** Whether there is an organisation to ask. */
  isConnected(): Promise<boolean>
  /** A client that is shared by all jobs of a purpose. Raises what the connection lacks. */
  client(purpose: Purpose): Promise<GraphClient>
}
