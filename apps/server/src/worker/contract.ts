import type { Fault } from '@holdfast/base'
import type { Actor, Database, DatabaseLink, QueueName, RenewedSlots } from '@holdfast/control'
import type { BudgetReading, GraphConnection } from '@holdfast/graph'
import type { KeyQuestion, KeySlot, KeyUse, Sealed } from '@holdfast/keys'
import type { Id, Snapshot, TreeNode } from '@holdfast/repository'

/*
 * What the server and its worker process say to each other. Vaults are opened in the worker alone: keys come to it sealed,
 * through a server that cannot read them, and never leave it. Everything here can be sent as a message.
 */

export interface WorkerSettings {
  readonly dataDirectory: string
  readonly database: Database['kind']
  /** Key providers that are connected to the server at this moment. */
  readonly connected: readonly string[]
  /** An organisation that was named at the start, instead of the one in the settings. */
  readonly named?: GraphConnection
  /** Where Microsoft 365 is, when it is an emulated one. */
  readonly endpoints?: Pick<GraphConnection, 'authority' | 'graphRoot' | 'ca'>
  readonly restoreDirectory?: string
}

/** What the worker does for the server. */
export interface WorkerSide {
  /** Before all else. Raises what keeps it from working. */
  start(settings: WorkerSettings): Promise<void>
  /** Takes jobs from the queue from now on, so many of each kind at a time. */
  work(concurrency: Readonly<Record<QueueName, number>>): Promise<void>
  /** Takes no more; those under way go back into the queue. */
  rest(): Promise<void>
  /** Who can be asked for keys has changed. */
  connected(providerIds: readonly string[]): void
  renewSlots(limit: number): Promise<RenewedSlots>
  /** How much may still be asked of Microsoft; undefined where there is no organisation to ask. */
  readBudget(): Promise<BudgetReading | undefined>
  /** Opens a snapshot for reading; its vault stays open until it is closed. */
  openSnapshot(
    vaultId: string,
    snapshotId: string,
    actor: Actor,
  ): Promise<{ readonly handle: number; readonly snapshot: Snapshot }>
  closeSnapshot(handle: number): void
  readTree(handle: number, tree: Id): Promise<TreeNode[]>
  /** Begins to read a file's content, or a part of it. */
  openFile(
    handle: number,
    node: Pick<TreeNode, 'content'>,
    range: { readonly offset?: number; readonly length?: number },
  ): Promise<number>
  /** The next piece; undefined at the end. */
  nextPiece(file: number): Promise<Buffer | undefined>
  closeFile(file: number): Promise<void>
  /** Comes to its end: jobs go back into the queue. No answer comes to this. */
  end(): Promise<void>
}

/** What the server does for its worker. */
export interface ServerSide extends DatabaseLink {
  /** Asks a connector or a device for a key: the answer is sealed to the question. */
  ask(providerId: string, slot: KeySlot, question: KeyQuestion, use: KeyUse): Promise<Sealed>
  /** Lets the worker in at a transit engine. */
  transitToken(): Promise<string | undefined>
  /** Somebody new waits for a first backup. */
  backupsDue(): void
  /** A job found nobody who would give it its key. */
  keyMissing(): void
  /** Something for the log of the server. */
  report(message: string, fault: Fault): void
}
