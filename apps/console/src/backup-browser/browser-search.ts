export const SORTS = ['name', 'size', 'modified'] as const

export type Sort = (typeof SORTS)[number]

/** What the address says of a backup that is looked through. What is not said is as one finds it first. */
export interface BrowserSearch {
  /** The snapshot, by its id; the newest where nothing is said. */
  readonly snapshot?: string
  /** The folder; the root where nothing is said. */
  readonly path?: string
  readonly sort?: Sort
  readonly order?: 'descending'
  /** What is looked for by name. */
  readonly find?: string
  /** Whether it is looked for in all snapshots. */
  readonly everywhere?: true
  /** The file that is looked at. */
  readonly file?: string
  /** The snapshot that it is of, where that is another one. */
  readonly version?: string
  /** What stands beside the list. */
  readonly panel?: 'snapshots' | 'restore'
  /** Restores that were begun here, by their jobs. */
  readonly jobs?: readonly string[]
}

const SNAPSHOT = /^[0-9a-f]{64}$/
const JOB = /^[0-9a-f-]{36}$/
const MOST_JOBS = 20

/** Reads it from an address: what makes no sense is left out. For `validateSearch` of a route. */
export function browserSearch(given: Record<string, unknown>): BrowserSearch {
  const { snapshot, path, sort, order, find, everywhere, file, version, panel, jobs } = given
  const ids = Array.isArray(jobs) ? jobs.filter((id) => matches(id, JOB)).slice(0, MOST_JOBS) : []
  return {
    ...(matches(snapshot, SNAPSHOT) && { snapshot }),
    ...(isText(path) && { path }),
    ...((sort === 'size' || sort === 'modified') && { sort }),
    ...(order === 'descending' && { order }),
    ...(isText(find) && { find }),
    ...(everywhere === true && { everywhere }),
    ...(isText(file) && { file }),
    ...(matches(version, SNAPSHOT) && { version }),
    ...((panel === 'snapshots' || panel === 'restore') && { panel }),
    ...(ids.length > 0 && { jobs: ids }),
  }
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

/** A name that is a number comes as one out of an address. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
