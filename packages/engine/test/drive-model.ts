import { seededRandom } from '@holdfast/base'
import type { Drive, Item } from '@holdfast/graph-emulator'
import { expect } from 'vitest'
import type { DriveWorld, Tree } from './drive-world.ts'

const NAMES = [
  'a',
  'b',
  'C',
  'é',
  'e\u0301',
  '😀',
  '～',
  "it's & <so>".replace(/[<>]/g, ''),
  'x'.repeat(200),
  '文'.repeat(120),
  'new\u2028line',
]

/** Random operations on a drive, from a seed. */
class Mischief {
  readonly #drive: Drive
  readonly #random: ReturnType<typeof seededRandom>
  #counter = 0

  constructor(drive: Drive, seed: number) {
    this.#drive = drive
    this.#random = seededRandom(seed)
  }

  get fraction(): number {
    return this.#random.fraction()
  }

  act(): void {
    const roll = this.#random.fraction()
    try {
      if (roll < 0.3) this.#create()
      else if (roll < 0.4) this.#edit()
      else if (roll < 0.52) this.#rename()
      else if (roll < 0.66) this.#move()
      else if (roll < 0.76) this.#delete()
      else if (roll < 0.82) this.#recreate()
      else if (roll < 0.9) this.#drive.createFolder(this.#folder().id, this.#name())
      else if (roll < 0.94) this.#createNotebook()
      else if (roll < 0.96) this.#share()
      else if (roll < 0.98) this.#realOneNoteFolder()
      else
        this.#drive.createShortcut(this.#folder().id, this.#name(), {
          driveId: 'b!other',
          id: '01X',
          name: 'x',
          kind: 'folder',
          size: 0,
        })
    } catch (error) {
      // Taken names, moves into oneself, too long paths: the drive refuses, as it should.
      if (!(error instanceof Error && error.name === 'ReplyError')) throw error
    }
  }

  #create(): void {
    const size = Math.floor(this.#random.fraction() ** 3 * 30_000)
    this.#drive.putFile(this.#folder().id, this.#name(), this.#random.bytes(size), {
      modified: 1_600_000_000_000 + this.#counter * 1000,
    })
  }

  #edit(): void {
    const file = this.#file()
    if (file)
      this.#drive.replaceContent(file.id, this.#random.bytes(Math.floor(this.#random.fraction() * 5_000)))
  }

  #rename(): void {
    const item = this.#any()
    if (item) this.#drive.rename(item.id, item.package ? `Book ${++this.#counter}` : this.#name())
  }

  #move(): void {
    const item = this.#any()
    if (!item) return
    const name = item.package || this.#random.fraction() < 0.7 ? undefined : this.#name()
    this.#drive.move(item.id, this.#folder(!item.package).id, name)
  }

  #delete(): void {
    const item = this.#any()
    if (item) this.#drive.delete(item.id)
  }

  /** Same name, another item: the classic that path-keyed programs get wrong. */
  #recreate(): void {
    const file = this.#file()
    if (!file?.parent) return
    const { name, parent } = file
    this.#drive.delete(file.id)
    this.#drive.putFile(parent.id, name, this.#random.bytes(100))
  }

  #createNotebook(): void {
    this.#drive.createNotebook(
      this.#folder(false).id,
      `Book ${++this.#counter}`,
      this.#random.fraction() < 0.5 ? 'folder' : 'bare',
    )
  }

  /** The drive's own folder of that name becomes one with the one that the snapshot makes. Only folders go in: a clash of names is another test. */
  #realOneNoteFolder(): void {
    const folder = this.#drive.createFolder('root', 'OneNoteFolder')
    this.#drive.createFolder(folder.id, this.#name())
  }

  #share(): void {
    const item = this.#any()
    if (item)
      this.#drive.share(item.id, {
        roles: ['read'],
        link: { type: 'view', scope: 'anonymous', webUrl: 'https://x' },
      })
  }

  #name(): string {
    const name = NAMES[Math.floor(this.#random.fraction() * NAMES.length)] as string
    return this.#random.fraction() < 0.5 ? name : `${name.slice(0, 100)} ${++this.#counter}`
  }

  #folder(notebooksToo = true): Item {
    const folders = [...this.#drive.items()].filter(
      (item) => item.children && !inOneNoteFolder(item) && (notebooksToo || !insideNotebook(item)),
    )
    return folders[Math.floor(this.#random.fraction() * folders.length)] as Item
  }

  #file(): Item | undefined {
    const files = [...this.#drive.items()].filter((item) => item.content)
    return files[Math.floor(this.#random.fraction() * files.length)]
  }

  #any(): Item | undefined {
    const items = [...this.#drive.items()].filter((item) => item.parent)
    return items[Math.floor(this.#random.fraction() * items.length)]
  }
}

function inOneNoteFolder(item: Item): boolean {
  for (let at: Item | undefined = item; at; at = at.parent) if (at.name === 'OneNoteFolder') return true
  return false
}

function insideNotebook(item: Item): boolean {
  for (let at: Item | undefined = item; at; at = at.parent) if (at.package) return true
  return false
}

/** Lets random things happen to a drive, with backups in between: each snapshot must be the drive of its time. */
export async function liveThrough(world: DriveWorld, seed: number, rounds: number): Promise<void> {
  const { emulator, drive } = world
  const mischief = new Mischief(drive, seed)
  const then = new Map<string, Tree>()
  for (let round = 0; round < rounds; round++) {
    for (let i = Math.floor(mischief.fraction * 15); i >= 0; i--) mischief.act()
    emulator.faults.clear()
    emulator.faults.quirk('delta-page-size', { value: 1 + Math.floor(mischief.fraction * 6) })
    if (mischief.fraction < 0.3) emulator.faults.quirk('delta-duplicate-item', { when: { probability: 0.3 } })
    if (mischief.fraction < 0.3) emulator.faults.quirk('delta-reorder-parents')
    if (mischief.fraction < 0.3) emulator.faults.quirk('delta-empty-page', { when: { times: 1 } })
    if (mischief.fraction < 0.2) emulator.faults.quirk('delta-gone', { when: { times: 1 } })
    const result = await world.backup()
    expect(result.failures).toEqual([])
    const now = await world.driveTree()
    expect(await world.snapshotTree(), `round ${round}`).toEqual(now)
    then.set(result.snapshotId, now)
  }
  for (const [id, tree] of then) expect(await world.snapshotTree(id)).toEqual(tree)
  await world.expectSound()
}
