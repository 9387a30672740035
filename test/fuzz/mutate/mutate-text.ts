import type { Dice } from '../dice.ts'

type Body = string | Buffer

/** Changes a body after it was written: what is no JSON, or is JSON as nobody writes it. */
export function mutateText(body: string, dice: Dice): { readonly body: Body; readonly done: string } {
  const [done, change] = dice.pick(WAYS)
  return { body: change(body, dice), done: `body: ${done}` }
}

/** More than any route takes. */
const TOO_LONG = 1_200_000

const WAYS: readonly (readonly [string, (body: string, dice: Dice) => Body])[] = [
  ['empty', () => ''],
  ['blank', () => ' \n '],
  ['cut off', (body, dice) => body.slice(0, dice.int(0, body.length))],
  ['one character changed', changed],
  ['with something after it', (body) => `${body}}`],
  ['with a comma too many', (body) => body.replace(/([\]}])$/, ',$1')],
  ['with each key twice', (body) => body.replace(/^\{(.+)\}$/s, '{$1,$1}')],
  ['with __proto__', (body) => body.replace(/^\{/, '{"__proto__":{"isAdmin":true},')],
  ['with constructor.prototype', (body) => body.replace(/^\{/, '{"constructor":{"prototype":{"a":1}},')],
  ['with a comment', (body) => `/* */${body}`],
  ['with single quotes', (body) => body.replaceAll('"', "'")],
  ['with NaN', (body) => body.replace(/(:)[^,}]+/, '$1NaN')],
  ['with a number beyond all', (body) => body.replace(/(:)[^,}]+/, '$11e400')],
  ['with a number of 400 digits', (body) => body.replace(/(:)[^,}]+/, `$1${'9'.repeat(400)}`)],
  ['with half a surrogate pair', (body) => body.replace(/"(?=[,}\]])/, '\\ud83d"')],
  ['with an escaped NUL', (body) => body.replace(/"(?=[,}\]])/, '\\u0000"')],
  ['with a raw control character', (body) => body.replace(/"(?=[,}\]])/, '\u0001"')],
  ['in UTF-16', (body) => Buffer.from(`\ufeff${body}`, 'utf16le')],
  ['with a byte order mark', (body) => `\ufeff${body}`],
  [
    'in no encoding',
    (body) => Buffer.concat([Buffer.from(body.slice(0, -1)), Buffer.from([0xc3, 0x28, 0xff])]),
  ],
  ['random bytes', (_, dice) => dice.bytes(dice.int(1, 300))],
  ['nested 100,000 deep', () => '['.repeat(100_000)],
  ['nested 50,000 deep, and closed', () => `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['a long text', () => JSON.stringify('x'.repeat(900_000))],
  ['too long', () => JSON.stringify('x'.repeat(TOO_LONG))],
  ['50,000 keys', () => `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":${i}`).join()}}`],
  ['a form', () => 'a=1&b=2'],
  ['a list', (body) => `[${body}]`],
  ['null', () => 'null'],
  ['a text', () => '"text"'],
  ['a number', () => '0'],
]

function changed(body: string, dice: Dice): string {
  const at = dice.int(0, Math.max(0, body.length - 1))
  return (
    body.slice(0, at) + dice.pick(['"', '{', ']', ',', ':', '\\', '\0', 'é', '-', '0']) + body.slice(at + 1)
  )
}
