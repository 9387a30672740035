import type { Dice } from '../dice.ts'
import type { Operation, Parameter } from '../document/operation.ts'
import type { ValueMaker } from './any-value.ts'
import type { Draft } from './draft.ts'

/**
 * A request as the document wants it. If-Match is left to whoever knows the version. `isBare`: no
 * parameter that may be left out.
 */
export function anyDraft(operation: Operation, values: ValueMaker, dice: Dice, isBare = false): Draft {
  const { id, method, inPath, inQuery, inHeader, body } = operation
  const often = isBare ? 0 : dice.pick([0, 0.3, 1])
  const isWanted = ({ required }: Parameter): boolean => required || dice.chance(often)
  const anyValueOf = ({ schema }: Parameter, name: string): unknown =>
    values.value(schema, { operation: id, name })
  const headers: Record<string, string> = {}
  for (const parameter of inHeader) {
    if (parameter.name === 'idempotency-key' && dice.chance(0.3)) headers[parameter.name] = dice.uuid()
    else if (parameter.required) headers[parameter.name] = String(anyValueOf(parameter, parameter.name))
  }
  const hasBody = body !== undefined && (body.required || dice.chance(0.7))
  if (hasBody) headers['content-type'] = body.mediaType
  return {
    operation,
    method,
    path: Object.fromEntries(
      inPath.map((parameter) => [
        parameter.name,
        String(anyValueOf(parameter, nameOf(operation, parameter))),
      ]),
    ),
    query: inQuery.filter(isWanted).flatMap((parameter) => {
      const value = anyValueOf(parameter, parameter.name)
      return [value].flat().map((each): [string, string] => [parameter.name, String(each)])
    }),
    headers,
    body: hasBody ? values.value(body.schema, { operation: id, name: 'body' }) : undefined,
    mutations: [],
  }
}

/** `id` says nothing; in `/people/{id}` it is one of people. */
function nameOf({ path }: Operation, { name }: Parameter): string {
  if (name !== 'id') return name
  const segments = path.split('/')
  return `${segments[segments.indexOf('{id}') - 1]}Id`
}
