import type { Dice } from '../dice.ts'
import type { Schema } from '../document/schema.ts'
import { anyString } from './any-string.ts'
import { type KnownValues, kindOf } from './known-values.ts'

/** Where a value is to stand: what it is called decides which known ones fit. */
export interface Place {
  readonly operation: string
  readonly name: string
}

/** What a value of a field may be beyond what its schema says: a password that is the account's, a path that there is. */
export type Hint = (place: Place, dice: Dice) => unknown

const DEEPEST = 6

/** Makes values that a schema allows; where it asks for an id, mostly one that there is. */
export class ValueMaker {
  readonly #dice: Dice
  readonly #known: KnownValues
  readonly #schemas: Readonly<Record<string, Schema>>
  readonly #hint: Hint
  /** How often an id is one that nobody has. */
  unknownIds = 0.1

  constructor(dice: Dice, known: KnownValues, schemas: Readonly<Record<string, Schema>>, hint: Hint) {
    this.#dice = dice
    this.#known = known
    this.#schemas = schemas
    this.#hint = hint
  }

  value(schema: Schema, place: Place, depth = 0): unknown {
    const dice = this.#dice
    const hinted = this.#hint(place, dice)
    if (hinted !== undefined && fits(schema, hinted)) return hinted
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? ''
      return this.value(this.#schemas[name] ?? {}, place, depth + 1)
    }
    if ('const' in schema) return schema.const
    if (schema.enum !== undefined) return dice.pick(schema.enum)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return this.value(dice.pick(choices), place, depth + 1)
    if (schema.allOf !== undefined) {
      return Object.assign({}, ...schema.allOf.map((part) => this.value(part, place, depth + 1)))
    }
    const type = Array.isArray(schema.type) ? dice.pick(schema.type) : schema.type
    switch (type) {
      case 'null':
        return null
      case 'boolean':
        return dice.chance(0.5)
      case 'integer':
        return this.#number(schema, 1)
      case 'number':
        return this.#number(schema, dice.pick([1, 0.25]))
      case 'string':
        return this.#string(schema, place)
      case 'array':
        return this.#array(schema, place, depth)
      case 'object':
        return this.#object(schema, place, depth)
      default:
        return this.#anything(depth)
    }
  }

  #number(schema: Schema, step: number): number {
    const { minimum = schema.exclusiveMinimum, maximum = schema.exclusiveMaximum } = schema
    const least = Math.max(minimum ?? -5, -Number.MAX_SAFE_INTEGER)
    const most = Math.min(maximum ?? 100, Number.MAX_SAFE_INTEGER)
    if (this.#dice.chance(0.1)) return this.#dice.pick([least, most])
    const near = Math.max(least, -5)
    return this.#dice.int(near, Math.max(near, Math.min(most, near + 100))) * step
  }

  #string(schema: Schema, { operation, name }: Place): string {
    const dice = this.#dice
    if (name === 'cursor' && dice.chance(0.8)) {
      const cursor = this.#known.pick(`cursor ${operation}`, dice)
      if (cursor !== undefined) return cursor
    }
    const isId = schema.format === 'uuid' || /Ids?$/.test(name)
    const known = this.#known.pick(kindOf(name), dice)
    const wanted = isId || (known !== undefined && fits(schema, known))
    if (wanted && known !== undefined && !dice.chance(this.unknownIds)) return known
    return anyString(schema, dice)
  }

  #array({ items = {}, minItems = 0, maxItems = 5, prefixItems }: Schema, place: Place, depth: number) {
    if (prefixItems) return prefixItems.map((item) => this.value(item, place, depth + 1))
    const few = Math.min(maxItems, minItems + 3)
    const length = this.#dice.chance(0.01) ? Math.min(maxItems, 1_000) : this.#dice.int(minItems, few)
    return Array.from({ length }, () => this.value(items, place, depth + 1))
  }

  #object(schema: Schema, { operation, name }: Place, depth: number): Record<string, unknown> {
    const { properties = {}, required = [], additionalProperties, propertyNames } = schema
    const made: Record<string, unknown> = {}
    const often = this.#dice.pick([0, 0.5, 0.5, 1])
    for (const [key, property] of Object.entries(properties)) {
      const isWanted = required.includes(key) || (depth < DEEPEST && this.#dice.chance(often))
      if (isWanted) made[key] = this.value(property, { operation, name: key }, depth + 1)
    }
    if (typeof additionalProperties === 'object') {
      for (let count = this.#dice.int(0, 3); count > 0; count--) {
        const key = String(
          this.value(propertyNames ?? { type: 'string', minLength: 1 }, { operation, name: 'key' }),
        )
        made[key] = this.value(additionalProperties, { operation, name }, depth + 1)
      }
    }
    return made
  }

  #anything(depth: number): unknown {
    const leaf: unknown[] = [null, true, 7, -0.5, 'text', '']
    if (depth > 2) return this.#dice.pick(leaf)
    return this.#dice.pick([...leaf, [this.#anything(depth + 1)], { key: this.#anything(depth + 1) }])
  }
}

/** A rough look, enough to keep a hint from a field of another kind. */
function fits(schema: Schema, value: unknown): boolean {
  const { type, pattern, maxLength = Number.POSITIVE_INFINITY, minLength = 0 } = schema
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.some((choice) => fits(choice, value))
  if (typeof value !== 'string') return type === undefined || typeOf(value) === type
  if (type !== undefined && type !== 'string') return false
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false
  if (value.length > maxLength || value.length < minLength) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (value === null) return 'null'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}
