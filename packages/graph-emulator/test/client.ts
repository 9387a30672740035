import { systemClock } from '@holdfast/base'
import type { GraphEmulator } from '../src/emulator.ts'

/** A small client for tests: Graph paths with the default application's token. */
export function clientOf(emulator: GraphEmulator, token = emulator.issueToken()) {
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(path.startsWith('http') ? path : `${emulator.graphRoot}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })
  return {
    call,
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
    async json(path: string, init?: RequestInit): Promise<{ status: number; body: any }> {
      const response = await call(path, init)
      const text = await response.text()
      return { status: response.status, body: text ? JSON.parse(text) : undefined }
    },
    post: (path: string, body: unknown) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}

/** Waits for a condition, looking every few milliseconds. */
export async function until(condition: () => boolean, ms = 5_000): Promise<void> {
  const end = systemClock.now() + ms
  while (!condition()) {
    if (systemClock.now() > end) throw new Error('the condition did not come true in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
