import { parseArgs } from 'node:util'

export interface BenchArguments {
  readonly quick: boolean
  readonly json: boolean
  /** Names of the cases to run; all of them when there are none. */
  readonly only: readonly string[]
  readonly list: boolean
  readonly help: boolean
  /** A missed target is a failure. */
  readonly strict: boolean
  /** Put the table into docs/performance.md. */
  readonly write: boolean
}

export const USAGE = `npm run bench -- [--quick] [--only NAME] [--json] [--strict] [--write] [--list] [--help]

  --quick       smaller sizes, under five minutes
  --only NAME   one case; may be given again for more
  --json        one JSON document instead of the table (docs/performance.md says what is in it)
  --strict      end with code 1 when a target is missed
  --write       also put the table into docs/performance.md
  --list        the cases
`

/** Reads the command line. A problem is told as text. */
export function readArguments(
  args: readonly string[],
  cases: readonly string[],
): BenchArguments | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    })
    const unknown = values.only.find((name) => !cases.includes(name))
    if (unknown !== undefined)
      return { problem: `There is no case ${unknown}. The cases: ${cases.join(', ')}.` }
    if (values.write && (values.quick || values.only.length > 0))
      return {
        problem: 'The document holds the table of a full run: --write goes with neither --quick nor --only.',
      }
    return values
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
