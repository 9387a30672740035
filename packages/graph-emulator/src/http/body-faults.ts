import { type Clock, systemClock } from '@holdfast/base'
import type { WireFault } from '../faults/fault-action.ts'

/** Thrown out of a body to have the connection cut. */
export class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset'
}

const SLICE = 64 * 1024

/** Whether a fault acts on the bytes of an answer. */
export function isBodyFault(fault: WireFault): boolean {
  if (fault.kind === 'reset') return fault.afterBytes !== undefined
  return ['truncate', 'corrupt', 'trickle', 'stall'].includes(fault.kind)
}

/** A body with the faults applied, in their order. */
export function applyBodyFaults(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  faults: readonly WireFault[],
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  let result = body instanceof Uint8Array ? slices(body) : body
  for (const fault of faults) result = applyOne(result, fault, signal)
  return result
}

function applyOne(
  body: AsyncIterable<Uint8Array>,
  fault: WireFault,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  switch (fault.kind) {
    case 'reset':
      return limit(body, fault.afterBytes ?? 0, async () => {
        throw new ConnectionReset('reset by a fault rule')
      })
    case 'truncate':
      return limit(body, fault.afterBytes, async () => undefined)
    case 'stall':
      return limit(body, fault.afterBytes ?? 0, () => untilAborted(signal))
    case 'corrupt':
      return corrupt(body, fault.at ?? 0)
    case 'trickle':
      return trickle(body, fault.bytesPerSecond, signal)
    default:
      return body
  }
}

/** The first `bytes` bytes; then whatever `end` does. A shorter body passes whole. */
async function* limit(
  body: AsyncIterable<Uint8Array>,
  bytes: number,
  end: () => Promise<void>,
): AsyncIterable<Uint8Array> {
  let left = bytes
  if (left === 0) return end()
  for await (const chunk of body) {
    yield chunk.length > left ? chunk.subarray(0, left) : chunk
    left -= chunk.length
    if (left <= 0) return end()
  }
}

async function* corrupt(body: AsyncIterable<Uint8Array>, at: number): AsyncIterable<Uint8Array> {
  let start = 0
  for await (const chunk of body) {
    const index = at - start
    start += chunk.length
    if (index < 0 || index >= chunk.length) {
      yield chunk
      continue
    }
    const copy = Uint8Array.from(chunk)
    copy[index] = (copy[index] ?? 0) ^ 0xff
    yield copy
  }
}

async function* trickle(
  body: AsyncIterable<Uint8Array>,
  rate: number,
  signal: AbortSignal,
  clock: Clock = systemClock,
): AsyncIterable<Uint8Array> {
  const piece = Math.max(1, Math.ceil(rate / 20))
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; at += piece) {
      const part = chunk.subarray(at, at + piece)
      yield part
      await clock.sleep((part.length / rate) * 1000, signal)
    }
  }
}

async function* slices(body: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < body.length; at += SLICE) yield body.subarray(at, at + SLICE)
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
