import type { Random } from '@holdfast/base'
import type { Drive, Item } from '@holdfast/graph-emulator'

/** Changes a drive at random: what people do to it between two backups. */
export function stirDrive(drive: Drive, random: Random, changes: number): void {
  for (let done = 0; done < changes; done++) {
    try {
      change(drive, random)
    } catch (error) {
      // A name that is taken, a folder moved into itself: the drive refuses, as it should.
      if (!(error instanceof Error && error.name === 'ReplyError')) throw error
    }
  }
}

function change(drive: Drive, random: Random): void {
  const items = [...drive.items()].filter((item) => item.parent)
  const folders = [drive.root, ...items.filter((item) => item.children)]
  const files = items.filter((item) => item.content)
  const any = <T>(list: readonly T[]): T | undefined => list[Math.floor(random.fraction() * list.length)]
  const folder = any(folders) as Item
  const file = any(files)
  const roll = random.fraction()
  if (roll < 0.45 || !file) drive.putFile(folder.id, name(random), random.bytes(size(random)))
  else if (roll < 0.6) drive.replaceContent(file.id, random.bytes(size(random)))
  else if (roll < 0.7) drive.rename(file.id, name(random))
  else if (roll < 0.8) drive.move(file.id, folder.id)
  else if (roll < 0.9) drive.createFolder(folder.id, name(random))
  else drive.delete((any(items) as Item).id)
}

/** Mostly small; one in thirty is cut into several pieces. */
function size(random: Random): number {
  return random.fraction() < 0.03 ? 3_000_000 : Math.floor(random.fraction() ** 3 * 60_000)
}

function name(random: Random): string {
  return `${['Report', 'Übersicht', '写真', 'notes', 'x'.repeat(90)][Math.floor(random.fraction() * 5)]} ${random.bytes(3).toString('hex')}`
}
