import { parentPort, workerData } from 'node:worker_threads'
import { HoldfastError } from '@holdfast/base'
import type { AnswerMessage, TaskMessage, WorkerSetup } from './messages.ts'
import { ownSlot, SharedSlots } from './pack-memory.ts'
import { PackWork } from './pack-work.ts'

/** The CPU work of writing, off the main thread. */
const setup = workerData as WorkerSetup
const slots = new SharedSlots(setup.memory)
/** Packs of the task under way: this thread must not sleep before they are handed over. */
let undelivered = 0
const work = new PackWork({
  setup,
  memory: {
    take: () => (undelivered > 0 ? (slots.tryTake() ?? ownSlot(2 * setup.packSize)) : slots.take()),
    give: (slot) => slots.give(slot),
  },
  onClosed: () => undelivered++,
})

parentPort?.on('message', ({ number, task }: TaskMessage) => {
  undelivered = 0
  try {
    parentPort?.postMessage({ number, answer: work.perform(task) } satisfies AnswerMessage)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const code = error instanceof HoldfastError ? { code: error.code } : {}
    parentPort?.postMessage({ number, error: { message, ...code } } satisfies AnswerMessage)
  }
})
