import { connect } from 'node:net'
import { systemClock } from '@holdfast/base'
import type { NoAnswer, WireAnswer } from './wire-answer.ts'

/** So long the server may take to close a connection that it was sent nonsense over. */
const PATIENCE_MS = 500

/** Sends bytes as they are, and reads what comes until the connection is closed. */
export async function sendRaw(url: string, bytes: Buffer): Promise<WireAnswer | NoAnswer> {
  const { hostname, port } = new URL(url)
  const startedAt = systemClock.now()
  const chunks: Buffer[] = []
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.end(bytes))
    socket.setTimeout(PATIENCE_MS, () => socket.destroy())
    socket.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
    socket.on('error', () => {})
    socket.once('close', () => resolve())
  })
  const milliseconds = systemClock.now() - startedAt
  return parse(Buffer.concat(chunks), milliseconds) ?? { failure: 'closed without an answer', milliseconds }
}

/** The first answer in what came. */
function parse(bytes: Buffer, milliseconds: number): WireAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name.toLowerCase(), value.join(':').trim()]
    }),
  )
  const rest = bytes.subarray(end + 4)
  const length = Number(headers['content-length'] ?? Number.NaN)
  const status = Number(first.split(' ')[1])
  const isCut = !Number.isInteger(length)
  return { status, headers, body: isCut ? rest : rest.subarray(0, length), milliseconds, isCut }
}
