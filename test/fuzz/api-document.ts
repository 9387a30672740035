import { createServer } from '@holdfast/server'
import type { Document } from './document/schema.ts'

/** The API's document; no route is called for it, and so nothing is needed behind them. */
export async function apiDocument(): Promise<Document> {
  const nothing = { clock: { now: () => 0, sleep: async () => {} } }
  const { app, document } = await createServer({ control: nothing, queue: {}, log: false } as never)
  await app.close()
  return JSON.parse(JSON.stringify(document)) as Document
}
