import type { Socket } from 'node:net'
import { serverErrors } from '../errors.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

/** Answers what is no HTTP, or has headers without end, before there is a request. */
export function answerBrokenRequest(newId: () => string) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const problem = problemOf(serverErrors.HF_MALFORMED({ reason: 'it is no valid HTTP' }), newId())
    socket.end(answerText(JSON.stringify(problem)))
  }
}

function answerText(body: string): string {
  return [
    'HTTP/1.1 400 Bad Request',
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
