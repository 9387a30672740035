/** A connection on which texts go both ways: a WebSocket, or a pair of queues in one process. */
export interface Channel {
  send(text: string): void
  /** What the other side sends, to the end of the connection. Raises what broke it. */
  readonly received: AsyncIterable<string>
  close(reason?: string): void
}

/** Texts that were received, until somebody takes them. */
export class Inbox implements AsyncIterable<string> {
  readonly #texts: string[] = []
  #ended = false
  #error: unknown
  #wake: () => void = () => {}

  put(text: string): void {
    if (this.#ended) return
    this.#texts.push(text)
    this.#wake()
  }

  end(error?: unknown): void {
    this.#ended = true
    this.#error ??= error
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const text = this.#texts.shift()
      if (text !== undefined) yield text
      else if (this.#error !== undefined) throw this.#error
      else if (this.#ended) return
      else {
        const { promise, resolve } = Promise.withResolvers<void>()
        this.#wake = resolve
        await promise
      }
    }
  }
}

/** Both ends of a connection within this process. */
export function channelPair(): readonly [Channel, Channel] {
  const inboxes = [new Inbox(), new Inbox()] as const
  const close = (): void => {
    for (const inbox of inboxes) inbox.end()
  }
  const end = (own: Inbox, other: Inbox): Channel => ({
    send: (text) => other.put(text),
    received: own,
    close,
  })
  return [end(inboxes[0], inboxes[1]), end(inboxes[1], inboxes[0])]
}
