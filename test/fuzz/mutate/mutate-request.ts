import type { Dice } from '../dice.ts'
import type { Draft } from '../generate/draft.ts'
import { toWire, type WireRequest } from '../wire/wire-request.ts'
import { mutateHeaders } from './mutate-headers.ts'
import { mutateTarget } from './mutate-target.ts'
import { mutateText } from './mutate-text.ts'
import { mutateValue } from './mutate-value.ts'
import { nastyText } from './nasty-values.ts'

const METHODS = [
  'HEAD',
  'OPTIONS',
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'SEARCH',
  'MKCOL',
]

/** Changes a good request in one way, or a few. */
export function mutateRequest(draft: Draft, dice: Dice): WireRequest {
  for (let count = dice.pick([1, 1, 1, 2, 3]); count > 0; count--) mutateDraft(draft, dice)
  let wire = toWire(draft)
  const mutations = [...draft.mutations]
  if (typeof wire.body === 'string' && dice.chance(0.12)) {
    const { body, done } = mutateText(wire.body, dice)
    wire = { ...wire, body }
    mutations.push(done)
  }
  if (dice.chance(0.12)) {
    const { target, done } = mutateTarget(wire.target, dice)
    wire = { ...wire, target }
    mutations.push(done)
  }
  return { ...wire, mutations }
}

function mutateDraft(draft: Draft, dice: Dice): void {
  const ways = [headers, query, ...(dice.chance(0.2) ? [method] : [])]
  if (draft.body !== undefined) ways.push(body, body, body, body)
  if (Object.keys(draft.path).length > 0) ways.push(path)
  draft.mutations.push(dice.pick(ways)(draft, dice))
}

function headers(draft: Draft, dice: Dice): string {
  return mutateHeaders(draft.headers, dice)
}

function body(draft: Draft, dice: Dice): string {
  const { value, done } = mutateValue(draft.body, dice)
  draft.body = value
  return `body ${done}`
}

function path(draft: Draft, dice: Dice): string {
  const name = dice.pick(Object.keys(draft.path))
  draft.path[name] = nastyText(dice)
  return `path ${name}: another text`
}

function query(draft: Draft, dice: Dice): string {
  const { inQuery } = draft.operation
  if (inQuery.length === 0) return mutateHeaders(draft.headers, dice)
  const { name } = dice.pick(inQuery)
  if (dice.chance(0.2)) {
    draft.query = draft.query.filter(([each]) => each !== name)
    return `query ${name}: left out`
  }
  draft.query.push([name, nastyText(dice)])
  return `query ${name}: another text`
}

function method(draft: Draft, dice: Dice): string {
  draft.method = dice.pick(METHODS)
  return `method ${draft.method}`
}
