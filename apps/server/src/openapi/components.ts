import { z } from 'zod'

/** The schemas that have a name in the API's document, and in the generated client. */
export const components = z.registry<{ id: string }>()

/** Names a schema: it then stands once in the document, and routes refer to it. */
export function component<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  components.add(schema, { id })
  return schema
}
