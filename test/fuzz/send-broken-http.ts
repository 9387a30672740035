import type { Operation } from './document/operation.ts'
import type { Explorer } from './explorer.ts'
import { BROKEN_HTTP } from './mutate/broken-http.ts'

/** Sends what is no HTTP, over connections of its own. */
export async function sendBrokenHttp(explorer: Explorer, operations: readonly Operation[]): Promise<void> {
  const [operation] = operations
  if (operation === undefined) return
  for (const [what, body] of BROKEN_HTTP) {
    // As the server reads it, where it can.
    const [method = '', target = ''] = body.toString('latin1').split(/\s/, 2)
    const request = { operation, method, target, headers: {}, body, mutations: [`sent: ${what}`] }
    await explorer.sendRaw(request, body)
  }
}
