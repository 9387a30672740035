import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Drive, GraphEmulator } from '@holdfast/graph-emulator'
import type { DriveRecipe } from './emulator-messages.ts'

/** Up to so many bytes a hash costs a listing next to nothing. */
const QUICKLY_HASHED = 4096

/** Fills a drive with folders of files whose content is made from a seed. */
export function fill(drive: Drive, { files, size, filesPerFolder, shared = 0 }: DriveRecipe): void {
  let parent = drive.root
  for (let i = 0; i < files; i++) {
    if (i % filesPerFolder === 0) parent = drive.createFolder('root', `Folder ${i / filesPerFolder}`)
    const file = drive.putFile(parent.id, `file ${i}.bin`, { seed: 1_000_003 + i, size })
    // Computed now: a listing that has to do it would be a bottleneck that Microsoft's service does not have.
    if (size > QUICKLY_HASHED) file.content?.hash()
    if (i < shared) drive.share(file.id, { roles: ['read'], grantedTo: { displayName: 'Bob' } })
  }
}

let rounds = 0

/** Gives so many files, spread over the drive, a content that they never had. */
export function change(drive: Drive, files: number): void {
  const seed = 7_000_000 * ++rounds
  const step = Math.floor(drive.fileCount / files)
  let at = 0
  for (const item of [...drive.items()]) {
    if (!item.content) continue
    if (at % step === 0 && at < step * files)
      drive.replaceContent(item.id, { seed: seed + at, size: item.size })
    at++
  }
}

export function moveFolder(drive: Drive, path: string, into: string): void {
  const folder = drive.at(path)
  if (!folder) throw new Error(`there is no folder ${path}`)
  drive.move(folder.id, drive.createFolder('root', into).id)
}

/** Writes the files into a folder, with their times, as a sync would have left it. */
export function mirror(drive: Drive, folder: string): void {
  for (const item of drive.items()) {
    if (!item.content) continue
    const path = join(folder, drive.pathOf(item))
    const bytes = item.content.read(0, item.size)
    if (!(bytes instanceof Uint8Array)) throw new Error('a mirror is made of small files')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    utimesSync(path, item.fileModified / 1000, item.fileModified / 1000)
  }
}

/** People with tiny drives; gives the drives' ids. */
export function addPeople({ tenant }: GraphEmulator, count: number, files: number): string[] {
  const drives: string[] = []
  for (let number = 1; number <= count; number++) {
    const name = `person${number}`
    const { drive } = tenant.addUser({
      displayName: name,
      userPrincipalName: `${name}@contoso.onmicrosoft.com`,
    })
    for (let file = 1; file <= files; file++)
      drive?.putFile('root', `${name} ${file}.txt`, Buffer.from(`${name} wrote ${file}`))
    if (drive) drives.push(drive.id)
  }
  return drives
}
