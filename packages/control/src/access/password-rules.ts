import { COMMON_PASSWORDS } from './common-passwords.ts'
import { accessErrors } from './errors.ts'

const SHORTEST = 12
const LONGEST = 128
/** A shorter part of an address is in many a good password by chance. */
const SHORTEST_LOCAL_PART = 3
const FEWEST_CHARACTERS = 5
const ROWS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** The same text whichever way a keyboard composes its letters. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC')
}

/** Raises HF_PASSWORD_REFUSED for a password that others would guess. */
export function checkPassword(password: string, email: string): void {
  const reason = weaknessOf(normalPassword(password), email)
  if (reason !== undefined) throw accessErrors.HF_PASSWORD_REFUSED({ reason })
}

function weaknessOf(password: string, email: string): string | undefined {
  const length = [...password].length
  if (length < SHORTEST) return `it is shorter than ${SHORTEST} characters`
  if (length > LONGEST) return `it is longer than ${LONGEST} characters`
  const small = password.toLowerCase()
  const localPart = email.split('@')[0]?.toLowerCase() ?? ''
  if (localPart.length >= SHORTEST_LOCAL_PART && small.includes(localPart)) {
    return 'it contains the name in your e-mail address'
  }
  if (new Set(small).size < FEWEST_CHARACTERS) return 'it repeats a few characters'
  if (isRow(small)) return 'it is a row of the keyboard, the alphabet or the digits'
  if (isCommon(small)) return 'it is among the most common ones'
  return undefined
}

/** `1234567890123`, `abcdefghijklm`, or the same backwards. */
function isRow(small: string): boolean {
  const backwards = [...small].reverse().join('')
  return ROWS.some((row) => [small, backwards].some((text) => row.repeat(7).includes(text)))
}

/** A common one, also with digits and signs before and after it, or said several times. */
function isCommon(small: string): boolean {
  const core = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [small, core, onceOf(small), onceOf(core)].some((text) => COMMON_PASSWORDS.has(text))
}

/** What a text repeats: `ab` of `ababab`. */
function onceOf(text: string): string {
  const period = (text + text).indexOf(text, 1)
  return text.slice(0, Math.max(period, 1))
}
