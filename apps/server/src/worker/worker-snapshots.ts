import type { Actor, SnapshotSource } from '@holdfast/control'
import { OpenedSnapshot, type SnapshotReader } from '@holdfast/engine'
import type { Id, ReadFileOptions, ReadOptions, TreeNode } from '@holdfast/repository'
import type { WorkerSide } from './contract.ts'

type Remote = {
  readonly [K in keyof WorkerSide]: (
    ...args: Parameters<WorkerSide[K]>
  ) => Promise<Awaited<ReturnType<WorkerSide[K]>>>
}

/** In the server: snapshots that the worker opens, and reads for it. */
export class WorkerSnapshots implements SnapshotSource {
  readonly #worker: () => Remote
  /** The worker keeps a vault open for as long as something here refers to it. */
  readonly #forgotten = new FinalizationRegistry<{ worker: Remote; handle: number }>(({ worker, handle }) => {
    worker.closeSnapshot(handle).catch(() => {})
  })

  /** @param worker the one that is there now; raises HF_WORKER_AWAY */
  constructor(worker: () => Remote) {
    this.#worker = worker
  }

  /** Raises what the key provider and the storage raise, HF_SNAPSHOT_NOT_FOUND, HF_WORKER_AWAY. */
  async snapshot(vaultId: string, snapshotId: string, actor: Actor): Promise<OpenedSnapshot> {
    const worker = this.#worker()
    const { handle, snapshot } = await worker.openSnapshot(vaultId, snapshotId, actor)
    const reader = new WorkerReader(worker, handle)
    this.#forgotten.register(reader, { worker, handle })
    return await OpenedSnapshot.open(snapshot, reader)
  }
}

class WorkerReader implements SnapshotReader {
  readonly #worker: Remote
  readonly #handle: number

  constructor(worker: Remote, handle: number) {
    this.#worker = worker
    this.#handle = handle
  }

  async readTree(tree: Id, { signal }: ReadOptions = {}): Promise<TreeNode[]> {
    signal?.throwIfAborted()
    return await this.#worker.readTree(this.#handle, tree)
  }

  /** One piece is fetched while the one before it is used. */
  async *readFile(
    { content = [] }: Pick<TreeNode, 'content'>,
    { signal, ...range }: ReadFileOptions = {},
  ): AsyncGenerator<Buffer> {
    const file = await this.#worker.openFile(this.#handle, { content }, range)
    const next = (): Promise<Buffer | undefined> => {
      const piece = this.#worker.nextPiece(file)
      // Awaited one turn later: until then a failure is not unhandled.
      piece.catch(() => {})
      return piece
    }
    try {
      let coming = next()
      for (;;) {
        signal?.throwIfAborted()
        const piece = await coming
        if (piece === undefined) return
        coming = next()
        yield piece
      }
    } finally {
      this.#worker.closeFile(file).catch(() => {})
    }
  }

  /** The index is the worker's: sizes are not known here. */
  blobSize(): undefined {
    return undefined
  }
}
