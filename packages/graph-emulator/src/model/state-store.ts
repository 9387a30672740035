import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DirectoryUser } from '../directory/directory.ts'
import type { GroupOptions } from '../directory/groups.ts'
import type { MissingDrive } from '../faults/missing-drive.ts'
import { type Content, type ContentSource, makeContent } from './content.ts'
import type { DriveState, StoredItem } from './drive-state.ts'
import type { Tenant } from './tenant.ts'

const FILE = 'organisation.json'
const CONTENTS = 'contents'

/** A content on disk: bytes lie in a file of their hash; what is generated or read from elsewhere is named. */
type StoredSource =
  | { readonly file: string }
  | { readonly seed: number; readonly size: number }
  | { readonly path: string; readonly size: number }

interface StoredContent {
  readonly hash: string
  readonly source: StoredSource
}

interface StoredOrganisation {
  readonly users: readonly {
    readonly user: DirectoryUser
    readonly missing?: MissingDrive
    readonly drive?: DriveState<StoredContent>
  }[]
  /** Absent in what was written before there were groups. */
  readonly groups?: readonly GroupOptions[]
}

/** Writes the organisation, its drives and their contents into a directory, in one step. */
export async function saveOrganisation(directory: string, tenant: Tenant): Promise<void> {
  const writes = new Map<string, Uint8Array>()
  const users = tenant.directory.list().map((user) => {
    const drive = tenant.user(user.id)?.drive
    const missing = tenant.missingDrive(user.id)
    return {
      user,
      ...(missing && { missing }),
      ...(drive && { drive: drive.toState((content) => storeContent(content, writes)) }),
    }
  })
  await mkdir(join(directory, CONTENTS), { recursive: true })
  for (const [file, bytes] of writes) await writeFile(join(directory, CONTENTS, file), bytes)
  const path = join(directory, FILE)
  const stored: StoredOrganisation = { users, groups: tenant.groups.list() }
  await writeFile(`${path}.new`, JSON.stringify(stored))
  await rename(`${path}.new`, path)
}

/** Puts a saved organisation into an empty tenant; false when there is none in the directory. */
export async function loadOrganisation(directory: string, tenant: Tenant): Promise<boolean> {
  let stored: StoredOrganisation
  try {
    stored = JSON.parse(await readFile(join(directory, FILE), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  for (const { user, missing, drive } of stored.users) {
    const added = tenant.addUser({ ...user, ...(missing && { drive: missing }) })
    if (!drive || !added.drive) continue
    const contents = new Map<string, Content>()
    for (const item of drive.items) {
      for (const content of contentsOf(item)) {
        if (!contents.has(content.hash)) contents.set(content.hash, await readContent(directory, content))
      }
    }
    added.drive.loadState(drive, ({ hash }) => contents.get(hash) as Content)
  }
  for (const group of stored.groups ?? []) tenant.groups.add(group)
  return true
}

function contentsOf(item: StoredItem<StoredContent>): StoredContent[] {
  return [...(item.content ? [item.content] : []), ...(item.versions ?? []).map((version) => version.content)]
}

function storeContent(content: Content, writes: Map<string, Uint8Array>): StoredContent {
  const { source } = content
  const hash = content.hash()
  if (!(source instanceof Uint8Array)) return { hash, source }
  const file = `${Buffer.from(hash, 'base64').toString('hex')}-${source.length}`
  writes.set(file, source)
  return { hash: `${hash}-${source.length}`, source: { file } }
}

async function readContent(directory: string, { hash, source }: StoredContent): Promise<Content> {
  const known: ContentSource =
    'file' in source ? await readFile(join(directory, CONTENTS, source.file)) : source
  return makeContent(known, hash)
}
