import type { Condition } from './rule.ts'

type OfKind<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>
export type Attribute = OfKind<'attribute'>['attribute']
export type Operator = OfKind<'attribute'>['operator']

/** A condition as it is typed; another kind keeps what was typed for this one. */
export interface TypedCondition {
  readonly kind: Condition['kind']
  readonly groupId: string
  readonly name: string
  readonly attribute: Attribute
  readonly operator: Operator
  readonly value: string
}

const EMPTY: TypedCondition = {
  kind: 'everyone',
  groupId: '',
  name: '',
  attribute: 'department',
  operator: 'equals',
  value: '',
}

export function typedFrom(condition: Condition | undefined): TypedCondition {
  return { ...EMPTY, ...condition }
}

export const GROUP_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Undefined while something is missing. */
export function conditionFrom(typed: TypedCondition): Condition | undefined {
  const { kind, groupId, name, attribute, operator, value } = typed
  if (kind === 'everyone') return { kind }
  if (kind === 'group') {
    const id = groupId.trim()
    return GROUP_ID.test(id) ? { kind, groupId: id, name: name.trim() } : undefined
  }
  return value.trim() === '' ? undefined : { kind, attribute, operator, value: value.trim() }
}
