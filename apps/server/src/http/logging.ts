import type { FastifyInstance, FastifyServerOptions } from 'fastify'

export interface LogOptions {
  readonly level?: 'debug' | 'info' | 'warn' | 'error'
  /** Where the lines go; standard output when nothing is said. */
  readonly stream?: { write(line: string): void }
}

/** Lines of JSON. Of an error they name kind, code and place; its text may name files, or hold what somebody sent. */
export function loggerOptions(log: LogOptions | false): NonNullable<FastifyServerOptions['logger']> {
  if (log === false) return false
  return {
    level: log.level ?? 'info',
    ...(log.stream && { stream: log.stream }),
    serializers: {
      req: () => ({}),
      res: () => ({}),
      err: describeError as never,
    },
  }
}

/** A line for each request, by the route's template: an address may hold what is nobody's business. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { route } = request.routeOptions.config
    request.log.info(
      {
        method: request.method,
        route: route?.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        actor: request.actor?.id,
      },
      'request',
    )
  })
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...('code' in error && { code: String(error.code) }),
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}
