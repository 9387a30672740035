import type { Socket } from 'node:net'
import { serverErrors } from '../errors.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

/** Answers what is no HTTP, or has headers without end, before there is a request. */
export function answerBrokenRequest(newId: () => string) {
  return (error: Error & { code?: string; rawPacket?: unknown }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const problem = problemOf(serverErrors.HF_MALFORMED({ reason: 'it is no valid HTTP' }), newId())
    const isHead = Buffer.isBuffer(error.rawPacket) && error.rawPacket.indexOf('HEAD ') === 0
    socket.end(answerText(JSON.stringify(problem), isHead))
  }
}

function answerText(body: string, isHead: boolean): string {
  return [
    'HTTP/1.1 400 Bad Request',
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    isHead ? '' : body,
  ].join('\r\n')
}
