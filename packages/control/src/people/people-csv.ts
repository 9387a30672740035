import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { personName, principalName } from './add-person.ts'

/** A line of the file with what it says, or what is wrong with it. */
export interface CsvLine {
  /** As an editor counts them: the header is line 1. */
  readonly line: number
  readonly principalName: string
  readonly displayName: string
  readonly email?: string
  /** Name of a profile. */
  readonly profile?: string
  readonly problems: readonly string[]
}

export interface PeopleCsv {
  readonly lines: readonly CsvLine[]
  /** What is wrong with the file itself: then there are no lines. */
  readonly problem?: string
}

/** Columns by their names without blanks, hyphens and case. */
const COLUMNS: Readonly<Record<string, 'principalName' | 'displayName' | 'email' | 'profile'>> = {
  principalname: 'principalName',
  userprincipalname: 'principalName',
  username: 'principalName',
  displayname: 'displayName',
  name: 'displayName',
  email: 'email',
  mail: 'email',
  profile: 'profile',
}

const MOST_LINES = 50_000
const email = z.email().max(320)

/**
 * Reads a file of people: a header row with `principalName` or `email`, `displayName` and `profile`, in any order, other
 * columns are not looked at. Separated by comma, semicolon or tab, quoted as spreadsheets do.
 */
export function readPeopleCsv(text: string): PeopleCsv {
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records
  } catch (error) {
    if (error instanceof CsvError) return { lines: [], problem: error.message }
    throw error
  }
  const [header, ...rows] = records
  const columns = header?.record.map((name) => COLUMNS[name.toLowerCase().replace(/[\s_-]/g, '')])
  if (!columns?.some((column) => column === 'principalName' || column === 'email')) {
    return { lines: [], problem: 'the header row names neither principalName nor email' }
  }
  if (new Set(columns.filter(Boolean)).size !== columns.filter(Boolean).length) {
    return { lines: [], problem: 'the header row names a column twice' }
  }
  if (rows.length > MOST_LINES) return { lines: [], problem: `more than ${MOST_LINES} people` }
  const lines = rows.map(({ record, info }) => {
    const cells: Partial<Record<'principalName' | 'displayName' | 'email' | 'profile', string>> = {}
    columns.forEach((column, i) => {
      if (column && record[i]) cells[column] = record[i]
    })
    return toLine(info.lines, cells)
  })
  const seen = new Map<string, number>()
  return {
    lines: lines.map((line) => {
      const name = line.principalName.toLowerCase()
      const first = seen.get(name)
      if (first === undefined) seen.set(name, line.line)
      if (first === undefined || name === '') return line
      return { ...line, problems: [...line.problems, `the same person as in line ${first}`] }
    }),
  }
}

function toLine(line: number, cells: Partial<Record<keyof CsvLine, string>>): CsvLine {
  const { profile } = cells
  const name = cells.principalName ?? cells.email ?? ''
  const display = cells.displayName ?? name
  const problems: string[] = []
  if (!principalName.safeParse(name).success) problems.push(`“${name}” is no sign-in name (name@domain)`)
  if (name !== '' && !personName.safeParse(display).success)
    problems.push('the name is longer than 256 characters')
  if (cells.email !== undefined && !email.safeParse(cells.email).success)
    problems.push(`“${cells.email}” is no e-mail address`)
  return {
    line,
    principalName: name,
    displayName: display,
    ...(cells.email !== undefined && { email: cells.email }),
    ...(profile !== undefined && { profile }),
    problems,
  }
}

/** The separator that the header row has most of: spreadsheets choose it by the country. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1)
  const count = (separator: string): number => header.split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}
