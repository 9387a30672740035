import { GraphEmulator } from '@holdfast/graph-emulator'

/** The emulated organisation of the next server that starts in this process: known when it has begun. */
export function nextEmulator(): Promise<GraphEmulator> {
  const start = GraphEmulator.start
  return new Promise((resolve) => {
    GraphEmulator.start = async (options) => {
      GraphEmulator.start = start
      const emulator = await start.call(GraphEmulator, options)
      resolve(emulator)
      return emulator
    }
  })
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
