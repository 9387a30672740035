import { errorOf, type Fault, faultOf } from '@holdfast/base'
import { type BirpcReturn, createBirpc } from 'birpc'

/** Either end of the channel between a process and one that it has forked. */
export interface Port {
  send?(message: object, done: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  off(event: 'message', listener: (message: unknown) => void): unknown
}

export type Link<Theirs extends object, Ours extends object> = BirpcReturn<Theirs, Ours>

interface Message {
  readonly e?: unknown
}

/** Calls from here to the other process, and from there to us. Errors come across with their code and causes. */
export function linkOver<Theirs extends object, Ours extends object>(
  port: Port,
  ours: Ours,
): Link<Theirs, Ours> {
  return createBirpc<Theirs, Ours>(ours, {
    post: (message: object) => sent(port, message),
    on: (listener) => void port.on('message', listener),
    off: (listener) => void port.off('message', listener),
    serialize: (message: Message) => (message.e ? { ...message, e: faultOf(message.e) } : message),
    deserialize: (message: Message) => (message.e ? { ...message, e: errorOf(message.e as Fault) } : message),
    // A transaction may wait for its turn, a file for a slow disk: whoever calls knows how long it can wait.
    timeout: -1,
    // An answer to a process that has gone is nobody's matter any more.
    onGeneralError: (_error, answered) => answered !== undefined,
  })
}

async function sent(port: Port, message: object): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  if (port.send === undefined) reject(new Error('there is no channel to the other process'))
  port.send?.(message, (error) => (error ? reject(error) : resolve()))
  await promise
}
