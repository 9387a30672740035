import { hasCode } from '@holdfast/base'
import type { DriveItem, GraphClient, Purpose, User } from '@holdfast/graph'
import { findingOfCall } from './finding-of-error.ts'
import { type Finding, type FindingCode, finding } from './findings.ts'

/** So many people are tried until one has a OneDrive. */
const TRIED_PEOPLE = 20
/** Looked through for a notebook. */
const TRIED_ITEMS = 1_000

export interface ReadingTrial {
  readonly client: GraphClient
  readonly purpose: Purpose
  /** Sign-in name or object id of somebody to try with; anybody without one. */
  readonly testUser?: string | undefined
  readonly signal?: AbortSignal | undefined
}

type Options = { readonly signal?: AbortSignal }

/**
 * Tries what backups do, with one person: lists people, and reads a OneDrive, a notebook in it and who it is shared with.
 * Gives the findings; keeps nothing of what was read.
 */
export async function tryReading(trial: ReadingTrial): Promise<readonly Finding[]> {
  const { client, purpose, testUser, signal } = trial
  const options: Options = signal ? { signal } : {}
  const findings: Finding[] = []
  let people: readonly User[] = []
  const listed = await attempt(trial, findings, 'people-refused', async () => {
    people = await somePeople(client, options)
    findings.push(finding(purpose, people.length === 0 ? 'no-people' : 'people-listed'))
  })
  if (testUser !== undefined) {
    const known = await attempt(trial, findings, 'people-refused', async () => {
      people = [await client.user(testUser, options)]
    })
    if (!known) return findings
  } else if (!listed || people.length === 0) return findings
  await tryDrives(trial, people, findings, options)
  return findings
}

/** The same for an application that restores: it only has to reach a OneDrive. */
export async function tryRestoreReading(trial: ReadingTrial, person: string): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  await tryDrives(trial, [{ id: person }], findings, trial.signal ? { signal: trial.signal } : {})
  return findings
}

async function somePeople(client: GraphClient, options: Options): Promise<readonly User[]> {
  const people: User[] = []
  for await (const user of client.users(options)) {
    // Guests and those who left have no OneDrive here.
    if (user.accountEnabled !== false && user.userType?.toLowerCase() !== 'guest') people.push(user)
    if (people.length >= TRIED_PEOPLE) break
  }
  return people
}

async function tryDrives(
  trial: ReadingTrial,
  people: readonly User[],
  findings: Finding[],
  options: Options,
): Promise<void> {
  const { client, purpose } = trial
  let missing = 'nobody has one'
  for (const { id, userPrincipalName: user = id } of people) {
    let driveId: string | undefined
    const found = await attempt(trial, findings, 'drive-refused', { user }, async () => {
      const lookup = await client.findDrive(id, options)
      if (lookup.state === 'found') driveId = lookup.drive.id
      else missing = lookup.reason.replace(/\.$/, '')
    })
    if (!found) return
    if (driveId !== undefined) return await tryDrive(trial, driveId, user, findings, options)
  }
  findings.push(finding(purpose, 'no-drive', { reason: missing }))
}

async function tryDrive(
  trial: ReadingTrial,
  driveId: string,
  user: string,
  findings: Finding[],
  options: Options,
): Promise<void> {
  const { client, purpose } = trial
  let notebook: DriveItem | undefined
  const read = await attempt(trial, findings, 'drive-refused', { user }, async () => {
    notebook = await findNotebook(client, driveId, options)
    findings.push(finding(purpose, 'drive-read', { user }))
  })
  if (!read || purpose === 'restore') return
  await attempt(trial, findings, 'sharing-refused', async () => {
    await client.permissions(driveId, 'root', options)
    findings.push(finding(purpose, 'sharing-read'))
  })
  if (notebook === undefined) {
    findings.push(finding(purpose, 'no-notebook'))
    return
  }
  const { id } = notebook
  await attempt(trial, findings, 'notebook-refused', async () => {
    await client.children(driveId, id, options).next()
    findings.push(finding(purpose, 'notebook-read'))
  })
}

/** In the root, or where OneNote puts its notebooks. */
async function findNotebook(
  client: GraphClient,
  driveId: string,
  options: Options,
): Promise<DriveItem | undefined> {
  let folder: DriveItem | undefined
  for (let where: string | undefined = 'root'; where !== undefined; where = folder?.id, folder = undefined) {
    let seen = 0
    for await (const item of client.children(driveId, where, options)) {
      if (item.package?.type?.toLowerCase() === 'onenote') return item
      if (where === 'root' && item.name?.toLowerCase() === 'notebooks' && item.folder) folder = item
      if (++seen >= TRIED_ITEMS) break
    }
  }
  return undefined
}

type Work = () => Promise<void>

/** Does something; what goes wrong becomes a finding. False then. Errors that are not Microsoft's are raised. */
async function attempt(
  trial: Pick<ReadingTrial, 'purpose' | 'testUser'>,
  findings: Finding[],
  refused: FindingCode,
  ...rest: [work: Work] | [details: Readonly<Record<string, string>>, work: Work]
): Promise<boolean> {
  const work = rest.at(-1) as Work
  const details = rest.length === 2 ? rest[0] : {}
  try {
    await work()
    return true
  } catch (error) {
    const found = hasCode(error, 'EUSERNOTFOUND')
      ? (['test-user-unknown', { user: trial.testUser ?? '' }] as const)
      : findingOfCall(error, refused)
    if (!found) throw error
    findings.push(finding(trial.purpose, found[0], { ...details, ...found[1] }))
    return false
  }
}
