import { expect, test } from 'vitest'
import { eventsOf } from '../src/index.ts'

function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk)))
}

async function all(stream: ReadableStream<Uint8Array>) {
  return await Array.fromAsync(eventsOf(stream))
}

test('events come whole, wherever the network cuts them', async () => {
  const text = 'retry: 2000\n\n: still here\n\nevent: job\nid: 7\ndata: {"a":\ndata: "ü"}\n\ndata: x\n\n'
  const expected = [
    { event: 'job', id: '7', data: '{"a":\n"ü"}' },
    { event: 'message', id: '7', data: 'x' },
  ]
  expect(await all(streamOf(text))).toEqual(expected)
  const bytes = new TextEncoder().encode(text)
  for (let at = 1; at < bytes.length; at++) {
    const stream = ReadableStream.from([bytes.slice(0, at), bytes.slice(at)])
    expect(await all(stream)).toEqual(expected)
  }
})

test('an event that the connection cut off is not given', async () => {
  expect(await all(streamOf('data: whole\n\n', 'data: ha'))).toEqual([
    { event: 'message', id: undefined, data: 'whole' },
  ])
})
