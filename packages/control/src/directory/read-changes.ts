import { hasCode } from '@holdfast/base'
import type { GraphClient } from '@holdfast/graph'
import { peopleErrors } from '../people/errors.ts'
import type { KnownUser } from './known-user.ts'

/** What the directory told since a link, or all of it. */
export interface DirectoryChanges {
  /** Everybody there is: whoever is not among them is gone. */
  readonly full: boolean
  /** By id in lower case; null for somebody who is gone for good. */
  readonly users: ReadonlyMap<string, KnownUser | null>
  /** Where to go on the next time. */
  readonly link: string
}

/**
 * Reads the directory's changes from `link` on, or everything where there is no link or Microsoft has dropped it. Raises
 * HF_DIRECTORY_EMPTY when all of it is nobody: an organisation has at least one account, and to believe otherwise would
 * end everybody's backups.
 */
export async function readChanges(
  client: GraphClient,
  link: string | undefined,
  signal?: AbortSignal,
  /** How many people were read so far; told page by page. */
  onRead: (people: number) => void = () => {},
): Promise<DirectoryChanges> {
  if (link !== undefined) {
    try {
      return await read(client, link, signal, onRead)
    } catch (error) {
      if (!hasCode(error, 'HF_DELTA_RESET')) throw error
    }
  }
  const changes = await read(client, undefined, signal, onRead)
  if (![...changes.users.values()].some((user) => user && !user.removed)) {
    throw peopleErrors.HF_DIRECTORY_EMPTY()
  }
  return changes
}

async function read(
  client: GraphClient,
  link: string | undefined,
  signal: AbortSignal | undefined,
  onRead: (people: number) => void,
): Promise<DirectoryChanges> {
  const users = new Map<string, KnownUser | null>()
  let next = ''
  for await (const page of client.usersDelta({
    ...(link !== undefined && { link }),
    ...(signal && { signal }),
  })) {
    for (const { '@removed': removal, ...user } of page.users) {
      const id = user.id.toLowerCase()
      // Of somebody who comes again, the later word counts, about what it speaks of.
      const before = users.get(id)
      const told = { ...before, ...user, removed: removal !== undefined }
      users.set(id, removal?.reason === 'deleted' ? null : told)
    }
    next = page.deltaLink ?? next
    onRead(users.size)
  }
  return { full: link === undefined, users, link: next }
}
