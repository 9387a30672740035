import type { Dice } from '../dice.ts'
import { nastyText, nastyValue } from './nasty-values.ts'

/** A place in a value: what holds it, and under which name. */
interface Slot {
  readonly holder: Record<string, unknown>
  readonly key: string
}

/** Changes a value somewhere; gives the changed one and what was done. The given one stays as it is. */
export function mutateValue(value: unknown, dice: Dice): { readonly value: unknown; readonly done: string } {
  const root: Record<string, unknown> = { value: structuredClone(value) }
  const slots = slotsOf(root)
  const slot = dice.pick(slots)
  const done = dice.pick(WAYS)(slot, dice)
  return { value: root.value, done }
}

function slotsOf(holder: Record<string, unknown>): Slot[] {
  return Object.entries(holder).flatMap(([key, value]) => [
    { holder, key },
    ...(value !== null && typeof value === 'object' ? slotsOf(value as Record<string, unknown>) : []),
  ])
}

const WAYS: readonly ((slot: Slot, dice: Dice) => string)[] = [
  replace,
  replace,
  replace,
  text,
  text,
  remove,
  add,
  asText,
  wrap,
  repeat,
  nudge,
]

function replace(slot: Slot, dice: Dice): string {
  slot.holder[slot.key] = nastyValue(dice)
  return `${slot.key}: another value`
}

function text(slot: Slot, dice: Dice): string {
  const { holder, key } = slot
  const before = holder[key]
  holder[key] = typeof before === 'string' && dice.chance(0.3) ? before + nastyText(dice) : nastyText(dice)
  return `${key}: another text`
}

function remove({ holder, key }: Slot): string {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
  return `${key}: left out`
}

function add({ holder, key }: Slot, dice: Dice): string {
  const value = holder[key]
  const target = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : holder
  if (Array.isArray(target)) {
    target.push(nastyValue(dice))
    return `${key}: one item more`
  }
  const name = dice.pick([
    'extra',
    'id',
    'version',
    'role',
    'constructor',
    'toString',
    '',
    '__proto__',
    '\0',
    '\ud800',
  ])
  Object.defineProperty(target, name, {
    value: nastyValue(dice),
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return `${key}: one field more, ${JSON.stringify(name)}`
}

function asText({ holder, key }: Slot): string {
  const value = holder[key]
  const isNumber = typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))
  holder[key] = isNumber ? Number(value) : (JSON.stringify(value) ?? '')
  return `${key}: as text`
}

function wrap({ holder, key }: Slot, dice: Dice): string {
  holder[key] = dice.chance(0.5) ? [holder[key]] : { [key]: holder[key] }
  return `${key}: wrapped`
}

/** More than the server takes of anything. */
const LONGEST = 2_000_000

function repeat({ holder, key }: Slot, dice: Dice): string {
  const value = holder[key]
  const json = JSON.stringify(value) ?? ''
  const times = Math.min(dice.pick([2, 3, 1_001, 20_000]), Math.ceil(LONGEST / (json.length + 1)))
  if (Array.isArray(value)) {
    const items = value.length > 0 ? value : [null]
    holder[key] = Array.from({ length: times }, (_, i) => items[i % items.length])
  } else {
    const text = typeof value === 'string' ? value : json
    holder[key] = text.slice(0, 50).repeat(times)
  }
  return `${key}: repeated`
}

/** Next to what is right: where bounds are off by one. */
function nudge({ holder, key }: Slot, dice: Dice): string {
  const value = holder[key]
  if (typeof value === 'number') holder[key] = value + dice.pick([-1, 1, 0.5, 1e9])
  else if (typeof value === 'boolean') holder[key] = !value
  else if (typeof value === 'string') {
    holder[key] = dice.pick([
      value.toUpperCase(),
      ` ${value} `,
      value.slice(1),
      `${value}0`,
      `${value}\u0000`,
    ])
  } else holder[key] = null
  return `${key}: slightly off`
}
