export interface StreamedEvent {
  readonly event: string
  readonly id: string | undefined
  readonly data: string
}

/** The events of a stream of server-sent events (HTML standard, section 9.2), as they come. */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  let event = 'message'
  let id: string | undefined
  let data: string[] = []
  for await (const line of linesOf(stream)) {
    if (line === '') {
      if (data.length > 0) yield { event, id, data: data.join('\n') }
      event = 'message'
      data = []
      continue
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'id') id = value
    else if (field === 'data') data.push(value)
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  for await (const text of stream.pipeThrough(
    new TextDecoderStream() as never,
  ) as unknown as AsyncIterable<string>) {
    const lines = (rest + text).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    yield* lines
  }
}
