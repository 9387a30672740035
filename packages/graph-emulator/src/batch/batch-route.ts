import type { IncomingHttpHeaders } from 'node:http'
import { systemClock } from '@holdfast/base'
import { stampError } from '../http/graph-headers.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { RequestSource } from '../http/request-context.ts'
import { type Context, graphFailure, type Reply, type Route } from '../http/route.ts'
import { type BatchMember, parseBatch } from './batch-request.ts'

interface MemberReply {
  readonly id: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly body?: unknown
}

/**
 * `POST /$batch`: every member goes through the whole pipeline by itself and is charged by itself (the batch costs
 * nothing). Members that depend on a failed one are answered by 424 (microsoft-graph-docs, concepts/json-batching.md).
 */
export function batchRoute(pipeline: () => Pipeline): Route {
  return {
    name: 'batch',
    host: 'graph',
    method: 'POST',
    pattern: '/$batch',
    units: 0,
    async handle(c) {
      const members = parseBatch(await c.json())
      const done = new Map<string, Promise<MemberReply>>()
      for (const member of members) done.set(member.id, run(member, done, c, pipeline()))
      return { status: 200, json: { responses: await Promise.all(done.values()) } }
    },
  }
}

async function run(
  member: BatchMember,
  done: ReadonlyMap<string, Promise<MemberReply>>,
  c: Context,
  pipeline: Pipeline,
): Promise<MemberReply> {
  const needed = await Promise.all(member.dependsOn.map((id) => done.get(id)))
  if (needed.some((reply) => reply && reply.status >= 400)) {
    return failure(member.id, 424, 'failedDependency', 'A request that this one depends on has failed.')
  }
  const mark = member.url.indexOf('?')
  const source: RequestSource = {
    method: member.method,
    headers: memberHeaders(member, c),
    origin: {
      host: 'graph',
      version: c.version,
      path: mark < 0 ? member.url : member.url.slice(0, mark),
      search: mark < 0 ? '' : member.url.slice(mark),
      base: c.links.graph.slice(0, -(c.version.length + 1)),
    },
    body: async () => encodeBody(member.body),
    signal: () => c.signal,
  }
  const answer = await pipeline.answer(source, (ms) => systemClock.sleep(ms, c.signal))
  pipeline.record(source, answer, 0)
  const { reply } = answer
  const stamped = stampError(reply, {}, c.emulator.clock.now())
  const body = await bodyOf(stamped)
  return {
    id: member.id,
    status: reply.status,
    headers: { ...reply.headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body }),
  }
}

function memberHeaders(member: BatchMember, c: Context): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {}
  if (c.headers.authorization !== undefined) headers.authorization = c.headers.authorization
  if (c.headers.host !== undefined) headers.host = c.headers.host
  for (const [name, value] of Object.entries(member.headers)) headers[name.toLowerCase()] = value
  return headers
}

function encodeBody(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  return typeof body === 'string' ? Buffer.from(body, 'base64') : Buffer.from(JSON.stringify(body))
}

/** JSON stays JSON, everything else comes as base64. */
async function bodyOf(reply: Reply): Promise<unknown> {
  if (reply.json !== undefined) return reply.json
  if (reply.rawJson !== undefined) return JSON.parse(Buffer.from(reply.rawJson).toString())
  if (reply.text !== undefined) return Buffer.from(reply.text).toString('base64')
  if (reply.body === undefined) return undefined
  if (reply.body instanceof Uint8Array) return Buffer.from(reply.body).toString('base64')
  throw graphFailure(400, 'BadRequest', 'The answer of this request cannot be part of a batch.')
}

function failure(id: string, status: number, code: string, message: string): MemberReply {
  return { id, status, headers: { 'Content-Type': 'application/json' }, body: { error: { code, message } } }
}
