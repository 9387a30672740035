import type { Dice } from '../dice.ts'
import { nastyText } from './nasty-values.ts'

/** Changes path and query after they were written; gives what was done. What remains is printable ASCII. */
export function mutateTarget(target: string, dice: Dice): { readonly target: string; readonly done: string } {
  const [done, change] = dice.pick(WAYS)
  return { target: printable(change(target, dice)), done: `address: ${done}` }
}

const WAYS: readonly (readonly [string, (target: string, dice: Dice) => string])[] = [
  ['with a slash at the end', (target) => target.replace(/(\?|$)/, '/$1')],
  ['with two slashes', (target) => target.replace('/api', '//api')],
  ['in capitals', (target) => target.toUpperCase()],
  ['with dots', (target) => target.replace('/api/v1', '/api/v1/../v1/.')],
  ['with encoded dots', (target) => target.replace('/api/v1', '/api/v1/%2e%2e/v1')],
  ['with an encoded slash', (target) => target.replace(/\/(?=[^/]*$)/, '%2f')],
  ['with a semicolon', (target) => target.replace(/(\?|$)/, ';a=b$1')],
  ['with a segment more', (target, dice) => target.replace(/(\?|$)/, () => `/${encoded(dice)}?`)],
  ['with a segment less', (target) => target.replace(/\/[^/]*$/, '')],
  [
    'with a broken escape',
    (target, dice) => `${target}${dice.pick(['%', '%zz', '%c3', '%ff', '%00', '%u0041', '%ED%A0%80'])}`,
  ],
  [
    'with a broken escape in the query',
    (target) => `${target}${target.includes('?') ? '&' : '?'}a=%&%=1&%zz`,
  ],
  [
    'with a long segment',
    (target, dice) => target.replace(/\/[^/]*$/, () => `/${'a'.repeat(dice.pick([201, 3_000, 14_000]))}`),
  ],
  [
    'with an unknown parameter',
    (target, dice) =>
      parameter(
        target,
        dice.pick(['x', 'extra', '__proto__', 'constructor', 'a[b]', 'limit[]', '']),
        encoded(dice),
      ),
  ],
  ['with the same parameter again', again],
  [
    'with a thousand parameters',
    (target) => parameter(target, 'a', Array.from({ length: 1_000 }, (_, i) => `${i}&a`).join('=')),
  ],
  ['with a long parameter', (target) => parameter(target, 'search', 'x'.repeat(9_000))],
  [
    'with an odd limit',
    (target, dice) =>
      parameter(
        target,
        'limit',
        dice.pick(['0', '-1', '1.5', '1e9', 'NaN', '', '1001', '9'.repeat(30), '0x10', '%31']),
      ),
  ],
  ['with an odd cursor', (target, dice) => parameter(target, 'cursor', dice.pick(CURSORS))],
  ['with a fragment', (target) => `${target}#x`],
  ['with only signs', (target) => `${target}?&&&===&?`],
  ['of another server', (target) => `http://evil.example${target}`],
  ['*', () => '*'],
]

/** Texts that somebody may take for a cursor, and made-up ones of the right form. */
const CURSORS: readonly string[] = [
  '',
  'x',
  '%00',
  '-1',
  '999999999',
  '0',
  'null',
  ...[
    '[]',
    '[null]',
    '[1]',
    '[-1]',
    '[1e308]',
    '[1,2]',
    '["a"]',
    '["a","b"]',
    '["a","00000000-0000-4000-8000-000000000000"]',
    '["\\u0000","00000000-0000-4000-8000-000000000000"]',
    '["\\ud800","00000000-0000-4000-8000-000000000000"]',
    '["9999-99-99","00000000-0000-4000-8000-000000000000"]',
    '["2026-01-01T00:00:00Z","x"]',
    '{}',
    '"x"',
    '[[["a"]]]',
    '+275760-09-13T00:00:00.000Z 00000000-0000-4000-8000-000000000000',
    '-271821-04-20T00:00:00.000Z 00000000-0000-4000-8000-000000000000',
    '0001-01-01T00:00:00Z 00000000-0000-4000-8000-000000000000',
    'x 00000000-0000-4000-8000-000000000000',
    '2026-01-01T00:00:00Z x',
  ].map((text) => Buffer.from(text).toString('base64url')),
  ...[`+275760-09-13T00:00:00.000Z ${'0'.repeat(64)}`, `1 ${'0'.repeat(64)}`, `2026 ${'a'.repeat(64)}`].map(
    encodeURIComponent,
  ),
]

function again(target: string, dice: Dice): string {
  const [, query] = target.split('?')
  const name = query?.split('=', 1)[0] ?? 'limit'
  return parameter(target, name, encoded(dice))
}

function parameter(target: string, name: string, value: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}${name}=${value}`
}

function encoded(dice: Dice): string {
  return encodeURIComponent(nastyText(dice).toWellFormed().slice(0, 3_000))
}

function printable(target: string): string {
  return target.replace(/[^\x21-\x7e]/g, '%20')
}
