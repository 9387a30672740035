import { createServer } from '@holdfast/server'
import openapi, { astToString } from 'openapi-typescript'

/** The generated files of the API's client, from the routes in the code. */
export async function apiClientFiles(): Promise<Readonly<Record<string, string>>> {
  // No route is called: the document needs no database and no queue.
  const nothing = { clock: { now: () => 0, sleep: async () => {} } }
  const server = await createServer({ control: nothing, queue: {}, log: false } as never)
  const document = JSON.parse(JSON.stringify(server.document))
  const types = astToString(await openapi(document, { defaultNonNullable: false }))
  await server.app.close()
  return {
    'packages/api-client/openapi.gen.json': `${JSON.stringify(document, null, 2)}\n`,
    'packages/api-client/src/schema.gen.ts': `// Made by \`npm run docs\` from the routes of the server.\n\n${types}`,
  }
}
