import { graphFailure, type ReplyError } from '../http/route.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is forbidden
const FORBIDDEN = /["*:<>?/\\|\u0000-\u001f]/
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|\.lock|desktop\.ini)$/i

/** Longest name and longest path below the root, in characters (Microsoft support, "Restrictions and limitations in OneDrive"). */
export const MAX_NAME = 255
export const MAX_PATH = 400

/** Why OneDrive for Business refuses a name, or undefined. */
export function nameProblem(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'it is empty'
  if (name.length > MAX_NAME) return `it has more than ${MAX_NAME} characters`
  if (FORBIDDEN.test(name)) return 'it has one of the characters " * : < > ? / \\ |'
  if (/^\s|\s$|\.$/.test(name)) return 'it begins or ends with a blank, or ends with a dot'
  if (name.startsWith('~$')) return 'it begins with ~$'
  if (RESERVED.test(name) || /_vti_/i.test(name)) return 'it is reserved'
  return name.isWellFormed() ? undefined : 'it is no valid Unicode'
}

/** The answer to a name that is not allowed. */
export function invalidName(problem: string): ReplyError {
  return graphFailure(
    400,
    'invalidRequest',
    `The provided name cannot be used: ${problem}.`,
    'nameContainsInvalidCharacters',
  )
}
