import { systemClock } from '@holdfast/base'
import type { Drive, Item, TenantUser } from '@holdfast/graph-emulator'
import { GraphEmulator, MAX_PATH, nameProblem } from '@holdfast/graph-emulator'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillOrganisation } from '../../src/demo/organisation/organisation.ts'

let emulator: GraphEmulator
let users: TenantUser[]

beforeAll(async () => {
  emulator = await GraphEmulator.start({ seed: 5 })
  users = await fillOrganisation(emulator, { seed: 5 })
})
afterAll(() => emulator.close())

const drives = (): Drive[] => users.flatMap(({ drive }) => drive ?? [])
const everything = (): { drive: Drive; item: Item }[] =>
  drives().flatMap((drive) => [...drive.items()].map((item) => ({ drive, item })))
const files = () => everything().filter(({ item }) => item.content && !item.package)
const bytesOf = (item: Item): Buffer => Buffer.from(item.content!.source as Uint8Array)

/** All that the seed decides: names, contents, and the times people see. */
const digest = (all: readonly TenantUser[]): string[] =>
  all.flatMap(({ drive }) =>
    [...(drive?.items() ?? [])].map(
      (item) =>
        `${drive?.pathOf(item)} ${item.size > 1e7 ? item.size : item.content?.hash()} ${item.parent && item.fileModified}`,
    ),
  )

describe('the made-up organisation', () => {
  it('has people of every kind', () => {
    expect(users).toHaveLength(6)
    expect(users.filter(({ drive }) => !drive)).toHaveLength(1)
    expect(users.filter(({ accountEnabled }) => !accountEnabled)).toHaveLength(1)
  })

  it('has some hundred files of every kind, and one large one', () => {
    expect(files().length).toBeGreaterThanOrEqual(150)
    expect(files().length).toBeLessThanOrEqual(300)
    const endings = new Set(files().map(({ item }) => item.name.split('.').at(-1)?.toLowerCase()))
    for (const ending of 'docx xlsx pptx pdf png jpg svg csv txt md json html eml zip mp4'.split(' ')) {
      expect(endings).toContain(ending)
    }
    expect(Math.max(...files().map(({ item }) => item.size))).toBe(64 * 1024 * 1024)
  })

  it('has what a backup must not stumble over', () => {
    const names = everything().map(({ item }) => item.name)
    for (const { drive, item } of everything().filter(({ item }) => item.parent)) {
      expect(nameProblem(item.name)).toBeUndefined()
      expect(drive.pathOf(item).length).toBeLessThanOrEqual(MAX_PATH)
    }
    expect(Math.max(...everything().map(({ drive, item }) => drive.pathOf(item).length))).toBeGreaterThan(380)
    expect(Math.max(...names.map(({ length }) => length))).toBeGreaterThan(250)
    for (const odd of ['#', '%', "'", '&', '\u2028', '𠜎', '👨‍👩‍👧‍👦', 'שלום', 'caf\u00e9', 'cafe\u0301']) {
      expect(names.some((name) => name.includes(odd))).toBe(true)
    }
    expect(names.some((name) => name.startsWith('.'))).toBe(true)
    expect(files().some(({ item }) => item.size === 0)).toBe(true)
    expect(everything().some(({ item }) => item.children?.size === 0)).toBe(true)
    expect(
      everything()
        .filter(({ item }) => item.package)
        .map(({ item }) => item.package?.bare),
    ).toEqual([false, true])
    expect(everything().filter(({ item }) => item.malware)).toHaveLength(1)
    expect(files().some(({ item }) => (item.versions?.length ?? 0) >= 3)).toBe(true)
    const hashes = files().flatMap(({ item }) =>
      item.size > 1e5 && item.size < 1e6 ? item.content!.hash() : [],
    )
    expect(new Set(hashes).size).toBeLessThan(hashes.length)
  })

  it('shares with a person, the organisation and the world, and has a shortcut to a folder of another drive', () => {
    const permissions = everything().flatMap(({ item }) => item.permissions ?? [])
    expect(new Set(permissions.map(({ link, grantedTo }) => link?.scope ?? (grantedTo && 'person')))).toEqual(
      new Set(['organization', 'anonymous', 'person']),
    )
    const [shortcut] = everything().filter(({ item }) => item.remote)
    const target = emulator.tenant.drive(shortcut?.item.remote?.driveId ?? '')
    expect(target?.item(shortcut?.item.remote?.id ?? '')?.children?.size).toBeGreaterThan(0)
    expect(target?.id).not.toBe(shortcut?.drive.id)
  })

  it('has files whose content is what their ending says', () => {
    const starts: Record<string, string> = { pdf: '%PDF-', png: '\x89PNG', jpg: '\xff\xd8\xff', svg: '<svg' }
    for (const { item } of files().filter(({ item }) => item.size > 0 && !item.malware)) {
      const ending = item.name.split('.').at(-1) ?? ''
      if (starts[ending]) expect(bytesOf(item).toString('latin1').startsWith(starts[ending])).toBe(true)
      if (/^(docx|xlsx|pptx|zip)$/.test(ending))
        expect(Object.keys(unzipSync(bytesOf(item))).length).toBeGreaterThan(1)
      if (ending === 'json') JSON.parse(bytesOf(item).toString())
    }
  })

  it('is the same again for the same seed, whatever the day, and another for another', async () => {
    await using later = await GraphEmulator.start({ seed: 5 })
    later.clock.advance(400 * 86_400_000)
    const before = systemClock.now()
    expect(digest(await fillOrganisation(later, { seed: 5 }))).toEqual(digest(users))
    // Made in half a second; the limit leaves room for a busy machine.
    expect(systemClock.now() - before).toBeLessThan(5000)
    await using other = await GraphEmulator.start({ seed: 6 })
    expect(digest(await fillOrganisation(other, { seed: 6 }))).not.toEqual(digest(users))
  })
})
