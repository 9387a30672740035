import fc from 'fast-check'
import type { Dice } from '../dice.ts'
import type { Schema } from '../document/schema.ts'

const WORDS = [
  'plan',
  'Über',
  '寿司',
  'O’Neil',
  'a b',
  'Ångström',
  '🦦',
  'x',
  'Q3 figures',
  'العربية',
  '100 %',
  'naïve',
]

/** A text as the schema wants it: of its format, pattern and length. */
export function anyString(schema: Schema, dice: Dice): string {
  const { format, pattern } = schema
  const made = format === undefined ? undefined : FORMATS[format]?.(dice)
  if (made !== undefined && (pattern === undefined || new RegExp(pattern, 'u').test(made))) return made
  if (pattern !== undefined && !pattern.includes('(?')) return matching(pattern, dice)
  return plain(schema, dice)
}

function plain({ minLength = 0, maxLength = 200 }: Schema, dice: Dice): string {
  const isEdge = dice.chance(0.05)
  const length = isEdge
    ? dice.pick([minLength, maxLength])
    : dice.int(minLength, Math.min(maxLength, minLength + 30))
  const characters: string[] = []
  while (characters.length < length) characters.push(...dice.pick(WORDS))
  const text = characters.slice(0, length).join('')
  // The schema counts characters, and who reads the text counts those beyond the first plane twice.
  return text.length <= maxLength ? text : text.replace(/[^\0-\uffff]/gu, '.')
}

/** Of an expression without look-around. */
function matching(pattern: string, dice: Dice): string {
  const [text] = fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), {
    numRuns: 1,
    seed: dice.int(0, 2 ** 31),
  })
  return text ?? ''
}

const FORMATS: Readonly<Record<string, (dice: Dice) => string>> = {
  uuid: (dice) => dice.uuid(),
  email: (dice) => `${dice.pick(['adele', 'ben.o', 'c_3'])}.${dice.int(1, 9_999)}@contoso.example`,
  'date-time': (dice) =>
    dice.pick([
      '2026-03-02T09:00:00Z',
      '1970-01-01T00:00:00Z',
      '2026-02-28T23:59:59.999+14:00',
      '9999-12-31T23:59:59Z',
      '0001-01-01T00:00:00Z',
      '2024-02-29T12:00:00-12:00',
    ]),
  date: (dice) => dice.pick(['2026-03-02', '2024-02-29', '9999-12-31', '0001-01-01']),
  time: (dice) => dice.pick(['00:00:00', '23:59:59']),
  uri: (dice) => dice.pick(['http://127.0.0.1:9/x', 'https://contoso.example/hook?a=1', 'urn:x:y']),
  hostname: () => 'contoso.example',
  ipv4: () => '192.0.2.7',
  ipv6: () => '2001:db8::7',
}
