import type { Actor, SnapshotSource } from '@holdfast/control'
import type { SnapshotReader } from '@holdfast/engine'
import type { Id, Snapshot, TreeNode } from '@holdfast/repository'
import type { WorkerSide } from './contract.ts'

type Range = Parameters<WorkerSide['openFile']>[2]

/** In the worker: snapshots and files that the server reads, by the numbers that it knows them by. */
export class OpenedSnapshots {
  readonly #source: SnapshotSource
  readonly #readers = new Map<number, SnapshotReader>()
  readonly #files = new Map<number, AsyncGenerator<Buffer>>()
  #next = 0

  constructor(source: SnapshotSource) {
    this.#source = source
  }

  async open(
    vaultId: string,
    snapshotId: string,
    actor: Actor,
  ): Promise<{ handle: number; snapshot: Snapshot }> {
    const { snapshot, reader } = await this.#source.snapshot(vaultId, snapshotId, actor)
    const handle = this.#next++
    this.#readers.set(handle, reader)
    return { handle, snapshot }
  }

  close(handle: number): void {
    this.#readers.delete(handle)
  }

  async readTree(handle: number, tree: Id): Promise<TreeNode[]> {
    return await this.#reader(handle).readTree(tree)
  }

  openFile(handle: number, node: Pick<TreeNode, 'content'>, range: Range): number {
    const file = this.#next++
    this.#files.set(file, this.#reader(handle).readFile(node, range))
    return file
  }

  async nextPiece(file: number): Promise<Buffer | undefined> {
    const { value, done } = (await this.#files.get(file)?.next()) ?? { value: undefined, done: true }
    if (done) this.#files.delete(file)
    return done ? undefined : value
  }

  /** A piece that is being read comes to its end first. */
  async closeFile(file: number): Promise<void> {
    const pieces = this.#files.get(file)
    this.#files.delete(file)
    await pieces?.return(undefined)
  }

  #reader(handle: number): SnapshotReader {
    const reader = this.#readers.get(handle)
    if (reader === undefined) throw new Error(`the worker has no open snapshot ${handle}`)
    return reader
  }
}
