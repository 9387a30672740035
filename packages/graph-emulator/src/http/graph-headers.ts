import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Reply } from './route.ts'

const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Loopback', Slice: 'E', Ring: '1', ScaleUnit: '000', RoleInstance: 'HF000001' },
})

/** Headers of every Graph answer, with the ids by which support would find it. */
export function graphHeaders(request: IncomingHttpHeaders): Record<string, string> {
  const id = randomUUID()
  const client = request['client-request-id']
  return {
    'Cache-Control': 'no-cache',
    'Strict-Transport-Security': 'max-age=31536000',
    Vary: 'Accept-Encoding',
    'request-id': id,
    'client-request-id': typeof client === 'string' ? client : id,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
    'OData-Version': '4.0',
  }
}

/** Adds the date and the request ids to the `innerError` of a Graph error. `now` in milliseconds. */
export function stampError(reply: Reply, headers: Readonly<Record<string, string>>, now: number): Reply {
  if (reply.status < 400 || !isGraphError(reply.json)) return reply
  const { innerError, ...error } = reply.json.error
  return {
    ...reply,
    json: {
      error: {
        ...error,
        innerError: {
          ...innerError,
          date: new Date(now).toISOString().slice(0, 19),
          'request-id': headers['request-id'],
          'client-request-id': headers['client-request-id'],
        },
      },
    },
  }
}

function isGraphError(json: unknown): json is { error: { code: string; innerError?: object } } {
  if (typeof json !== 'object' || json === null || !('error' in json)) return false
  return typeof json.error === 'object' && json.error !== null && 'code' in json.error
}
