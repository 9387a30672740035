import type { Document, OperationObject, Schema } from './schema.ts'

export interface Parameter {
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
}

/** An answer that the document promises. */
export interface PromisedAnswer {
  /** By media type; nothing where the answer has no body. */
  readonly content: ReadonlyMap<string, Schema>
  /** Of the errors with this status. */
  readonly codes: readonly string[]
}

/** An operation of the API, as its document says. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** `/api/v1/people/{id}` */
  readonly path: string
  /** Of its addresses. */
  readonly pattern: RegExp
  readonly isPublic: boolean
  readonly inPath: readonly Parameter[]
  readonly inQuery: readonly Parameter[]
  readonly inHeader: readonly Parameter[]
  readonly body:
    | { readonly mediaType: string; readonly required: boolean; readonly schema: Schema }
    | undefined
  readonly answers: ReadonlyMap<number, PromisedAnswer>
}

/** The operations of a document, in its order. */
export function operationsOf({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(path, method.toUpperCase(), operation)),
  )
}

/** What the addresses of a path look like, whatever its parameters are. */
function patternOf(path: string): RegExp {
  const segments = path.split('/').map((part) => (part.startsWith('{') ? '[^/]*' : RegExp.escape(part)))
  return new RegExp(`^${segments.join('/')}$`)
}

function operationOf(path: string, method: string, operation: OperationObject): Operation {
  const { operationId: id, security, parameters = [], requestBody, responses } = operation
  const inPlace = (place: string): Parameter[] =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required = false, schema }) => ({ name, required, schema }))
  const [body] = Object.entries(requestBody?.content ?? {})
  return {
    id,
    method,
    path,
    pattern: patternOf(path),
    isPublic: security?.length === 0,
    inPath: inPlace('path'),
    inQuery: inPlace('query'),
    inHeader: inPlace('header'),
    body: body && { mediaType: body[0], required: requestBody?.required ?? false, schema: body[1].schema },
    answers: new Map(
      Object.entries(responses).map(([status, { description, content = {} }]) => [
        Number(status),
        {
          content: new Map(Object.entries(content).map(([type, { schema = {} }]) => [type, schema])),
          codes: description.match(/HF_[A-Z_]+/g) ?? [],
        },
      ]),
    ),
  }
}
