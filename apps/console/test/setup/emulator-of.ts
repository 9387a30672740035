import { GraphEmulator } from '@holdfast/graph-emulator'

/** How tests reach the emulated organisation from their own processes. */
export interface EmulatorAddress {
  readonly url: string
  readonly token: string
}

/** People with a small OneDrive, each for the tests of one file alone: what happens to them disturbs no others. */
export const OWN_PEOPLE = {
  overview: 'Greta Holm',
  onedrive: 'Viktor Sand',
  files: 'Ida Brandt',
  states: 'Otto Krug',
} as const

/**
 * The emulated organisation of the next server that starts in this process: known when it has begun.
 *
 * @param people that it has beside its own
 */
export function nextEmulator(people: readonly string[] = []): Promise<GraphEmulator> {
  const start = GraphEmulator.start
  return new Promise((resolve) => {
    GraphEmulator.start = async (options) => {
      GraphEmulator.start = start
      const emulator = await start.call(GraphEmulator, options)
      for (const name of people) addPerson(emulator, name)
      resolve(emulator)
      return emulator
    }
  })
}

export function addressOf(emulator: GraphEmulator): EmulatorAddress {
  return { url: emulator.baseUrl, token: emulator.issueToken() }
}

/** A file that somebody has gone on working in since the backup, so that a restore meets another one in its place. */
export const CHANGED = { person: 'Jürgen Weiß', folder: 'Dokumente', name: 'Übergabe 1.md' } as const

export function changeAfterBackup({ tenant }: GraphEmulator): void {
  for (const drive of tenant.drives()) {
    const folder = drive.at(CHANGED.folder)
    if (folder && drive.at(`${CHANGED.folder}/${CHANGED.name}`))
      drive.putFile(folder.id, CHANGED.name, Buffer.from('written after the backup'))
  }
}

/** Somebody deletes a file in their OneDrive. */
export function deleteFile({ tenant }: GraphEmulator, path: string): void {
  for (const drive of tenant.drives()) {
    const file = drive.at(path)
    if (file) drive.delete(file.id)
  }
}

function addPerson({ tenant }: GraphEmulator, displayName: string): void {
  const alias = displayName.toLowerCase().replace(' ', '.')
  const { drive } = tenant.addUser({ displayName, userPrincipalName: `${alias}@${tenant.domain}` })
  const folder = drive?.createFolder('root', 'Documents')
  if (folder) drive?.putFile(folder.id, 'Diary.txt', Buffer.from('What happened today\n'))
}
