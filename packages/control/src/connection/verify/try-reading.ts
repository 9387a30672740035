import type { GraphClient, Purpose, User } from '@holdfast/graph'
import { findingOfCall } from './finding-of-error.ts'
import { type Finding, finding } from './findings.ts'

/** So many people are tried until one has a OneDrive. */
const TRIED_PEOPLE = 20

export interface ReadingOptions {
  /** Sign-in name or object id of somebody to try with; anybody when nothing is said. */
  readonly testUser?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Reading {
  readonly findings: readonly Finding[]
  /** The OneDrive that could be read. */
  readonly driveId?: string
}

/** Tries what backups do: lists people, and looks into the OneDrive of one. Keeps nothing of what was read. */
export async function tryReading(
  client: GraphClient,
  { testUser, signal }: ReadingOptions,
): Promise<Reading> {
  const options = signal ? { signal } : {}
  const findings: Finding[] = []
  let people: readonly User[] = []
  const refused = await refusalOf('backup', 'people-refused', async () => {
    people = await somePeople(client, options)
    findings.push(finding('backup', people.length === 0 ? 'no-people' : 'people-listed'))
    if (testUser !== undefined) people = [await client.user(testUser, options)]
  })
  if (refused) return { findings: [...findings, refused] }
  if (people.length === 0) return { findings }
  let missing = ''
  for (const { id, userPrincipalName: user = id } of people) {
    let driveId: string | undefined
    const failed = await refusalOf('backup', 'drive-refused', async () => {
      const lookup = await client.findDrive(id, options)
      if (lookup.state !== 'found') {
        missing = lookup.reason.replace(/\.$/, '')
        return
      }
      await client.item(lookup.drive.id, 'root', options)
      driveId = lookup.drive.id
    })
    if (failed) return { findings: [...findings, failed] }
    if (driveId !== undefined)
      return { findings: [...findings, finding('backup', 'drive-read', { user })], driveId }
  }
  return { findings: [...findings, finding('backup', 'no-drive', { reason: missing })] }
}

/** Tries whether the application for restores reaches a OneDrive; nothing is written. */
export async function tryReaching(
  client: GraphClient,
  driveId: string,
  { signal }: ReadingOptions,
): Promise<Finding> {
  const refused = await refusalOf('restore', 'drive-refused', async () => {
    await client.item(driveId, 'root', signal ? { signal } : {})
  })
  return refused ?? finding('restore', 'drive-reached')
}

async function somePeople(client: GraphClient, options: { signal?: AbortSignal }): Promise<readonly User[]> {
  const people: User[] = []
  for await (const user of client.users(options)) {
    // Guests and those who left have no OneDrive here.
    if (user.accountEnabled !== false && user.userType?.toLowerCase() !== 'guest') people.push(user)
    if (people.length >= TRIED_PEOPLE) break
  }
  return people
}

/** What Microsoft refused, as a finding; undefined when all went well. Other errors are raised. */
async function refusalOf(
  purpose: Purpose,
  refused: 'people-refused' | 'drive-refused',
  work: () => Promise<void>,
): Promise<Finding | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    const found = findingOfCall(error, refused)
    if (!found) throw error
    return finding(purpose, ...found)
  }
}
