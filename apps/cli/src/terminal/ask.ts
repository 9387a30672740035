import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Lines that came over a pipe at once, for the questions to come. */
const ahead: string[] = []

/** Asks for a line on standard error, and reads it from standard input; undefined at its end. */
export async function ask(
  question: string,
  { hidden = false }: { readonly hidden?: boolean } = {},
): Promise<string | undefined> {
  process.stderr.write(question)
  const waiting = ahead.shift()
  if (waiting !== undefined) return waiting
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? silent : process.stderr,
    terminal: process.stdin.isTTY === true,
  })
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  let isAnswered = false
  lines.on('line', (line) => {
    if (isAnswered) ahead.push(line)
    isAnswered = true
    resolve(line)
  })
  lines.on('close', () => resolve(undefined))
  // Ctrl-C while it asks is Ctrl-C for the command.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return await promise
  } finally {
    // What came in the same chunk is told in the same turn.
    lines.close()
    process.stdin.pause()
    if (hidden) process.stderr.write('\n')
  }
}
