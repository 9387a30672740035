import { keepHeapLean } from '@holdfast/base'
import type { ServerSide, WorkerSide } from './contract.ts'
import { linkOver } from './link.ts'
import { Worker } from './worker.ts'

/*
 * The worker's process, forked by the server. It lives as long as the channel to it: what it had under way when that broke
 * is found again by the next one.
 */
keepHeapLean()

let worker: Worker | undefined

function running(): Worker {
  if (worker === undefined) throw new Error('the worker was not started')
  return worker
}

const server = linkOver<ServerSide, WorkerSide>(process, {
  async start(settings) {
    worker = await Worker.start(server, settings)
  },
  work: (concurrency) => running().work(concurrency),
  rest: () => running().rest(),
  connected: (ids) => running().connected(ids),
  renewSlots: (limit) => running().renewSlots(limit),
  readBudget: () => running().readBudget(),
  openSnapshot: (...which) => running().snapshots.open(...which),
  closeSnapshot: (handle) => running().snapshots.close(handle),
  readTree: (...which) => running().snapshots.readTree(...which),
  openFile: async (...which) => running().snapshots.openFile(...which),
  nextPiece: (file) => running().snapshots.nextPiece(file),
  closeFile: (file) => running().snapshots.closeFile(file),
  async end() {
    await worker?.[Symbol.asyncDispose]()
    process.disconnect?.()
  },
})

// Ctrl-C and service managers tell all processes at once: the server says when to stop, after what is under way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => {
  // Without the server there is no database to write to, and nobody who would know of what is done.
  // biome-ignore lint/plugin: the end of this process is decided here
  process.exit(0)
})
