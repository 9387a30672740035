import { parentPort, workerData } from 'node:worker_threads'
import { HoldfastError, QuickXorHash, reclaimAll, reclaimBuffers, systemRandom } from '@holdfast/base'
import { Chunker, DATA_CHUNKS, METADATA_CHUNKS } from '../chunking/chunker.ts'
import { idOf } from '../format/id.ts'
import { MasterKey } from '../format/master-key.ts'
import type {
  AnswerMessage,
  BlobSlice,
  FinishedPack,
  TaskMessage,
  WorkerAnswer,
  WorkerSetup,
  WorkerTask,
} from './messages.ts'
import { OpenPack } from './open-pack.ts'
import { ownSlot, type PackMemory, SharedSlots } from './pack-memory.ts'

/** The CPU work of writing, off the main thread. Each worker fills packs of its own. */
const setup = workerData as WorkerSetup
const key = MasterKey.fromBytes(setup.key)
const chunkers = {
  data: new Chunker(setup.polynomial, DATA_CHUNKS),
  metadata: new Chunker(setup.polynomial, METADATA_CHUNKS),
}
const slots = new SharedSlots(setup.memory)
/** Packs of the task under way: this thread must not sleep before they are handed over. */
let undelivered = 0
const memory: PackMemory = {
  take: () => (undelivered > 0 ? (slots.tryTake() ?? ownSlot(2 * setup.packSize)) : slots.take()),
  give: (slot) => slots.give(slot),
}
const open = {
  data: new OpenPack('data', key, systemRandom, memory),
  tree: new OpenPack('tree', key, systemRandom, memory),
}

parentPort?.on('message', ({ number, task }: TaskMessage) => {
  undelivered = 0
  try {
    parentPort?.postMessage({ number, answer: perform(task) } satisfies AnswerMessage)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const code = error instanceof HoldfastError ? { code: error.code } : {}
    parentPort?.postMessage({ number, error: { message, ...code } } satisfies AnswerMessage)
  }
})

function perform(task: WorkerTask): WorkerAnswer {
  switch (task.kind) {
    case 'chunk': {
      const data = new Uint8Array(task.buffer, 0, task.length)
      const pieces: BlobSlice[] = []
      let offset = 0
      for (const cut of chunkers[task.chunking].cuts(data, task.final, task.searched)) {
        pieces.push({ id: idOf(data.subarray(offset, cut)), offset, length: cut - offset })
        offset = cut
      }
      if (task.hashFrom === undefined) return { pieces, packs: [] }
      const hashPart = new QuickXorHash(task.hashFrom).update(data.subarray(0, offset)).part()
      return { pieces, hashPart, packs: [] }
    }
    case 'add': {
      const packs: FinishedPack[] = []
      const pack = open[task.type]
      for (const { id, offset, length } of task.blobs) {
        pack.add(id, new Uint8Array(task.buffer, offset, length), setup.compress)
        // Sealing and opening again leave about twice the blob behind.
        reclaimBuffers(2 * length)
        if (pack.size >= setup.packSize) collect(pack, packs)
      }
      return { packs }
    }
    case 'close': {
      const packs: FinishedPack[] = []
      collect(open.data, packs)
      collect(open.tree, packs)
      reclaimAll()
      return { packs }
    }
  }
}

function collect(pack: OpenPack, packs: FinishedPack[]): void {
  const finished = pack.close()
  if (!finished) return
  packs.push(finished)
  undelivered++
}
