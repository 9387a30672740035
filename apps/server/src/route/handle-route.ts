import type { FastifyReply, FastifyRequest } from 'fastify'
import { asPrecondition, etagOfBody, versionOf } from '../http/etag.ts'
import { type FirstAnswer, once } from '../http/idempotency.ts'
import type { Services } from '../services.ts'
import { Answer } from './answer.ts'
import type { Route } from './define-route.ts'

/** Runs a route's handler with what its description promises it, and sends what it gives. */
export async function handleRoute(
  route: Route,
  services: Services,
  stopping: AbortSignal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const context = {
    services,
    control: services.control,
    actor: request.actor,
    params: request.params,
    query: request.query,
    body: request.body,
    version: route.ifMatch ? versionOf(request.headers['if-match']) : undefined,
    signal: signalOf(reply),
    stopping,
    request,
    reply,
  }
  const perform = async (): Promise<Answer> => {
    const change = route.handle(context as never)
    return toAnswer(route, await (route.ifMatch ? asPrecondition(change) : change))
  }
  const key = request.headers['idempotency-key']
  if (!takesIdempotencyKey(route) || request.actor === undefined || key === undefined) {
    const { status, body, headers } = await perform()
    return reply.status(status).headers(headers).send(body)
  }
  const sent = { method: request.method, url: request.url, body: request.body }
  const { control } = services
  const first = await once(control, request.actor, String(key), sent, async () =>
    serialised(await perform(), reply),
  )
  return reply
    .status(first.status)
    .headers(first.headers)
    .send(first.body ?? undefined)
}

export function takesIdempotencyKey({ method, access, idempotent = true }: Route): boolean {
  return method === 'POST' && idempotent && !('public' in access) && !('signingIn' in access)
}

function toAnswer({ answers }: Route, given: unknown): Answer {
  const answer = given instanceof Answer ? given : new Answer(Number(Object.keys(answers)[0]), given)
  const etag = etagOfBody(answer.body)
  if (etag === undefined) return answer
  return new Answer(answer.status, answer.body, { etag, ...answer.headers })
}

/** As it is sent now, and again to whoever asks with the same key. */
function serialised({ status, body, headers }: Answer, reply: FastifyReply): FirstAnswer {
  if (body === undefined) return { status, headers, body: null }
  reply.status(status)
  const type = 'application/json; charset=utf-8'
  return { status, headers: { 'content-type': type, ...headers }, body: String(reply.serialize(body)) }
}

/** Also after a whole answer: that to HEAD ends before a stream that nobody reads. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => controller.abort())
  return controller.signal
}
