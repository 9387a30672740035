import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AGE_CLASSES,
  dataBySource,
  dataQuery,
  FILE_TYPES,
  type Role,
  recordUsage,
  SIZE_CLASSES,
  type UsageFact,
} from '../../src/index.ts'
import {
  actorWith,
  addOneDrive,
  addPerson,
  addProfile,
  addStorage,
  addVault,
  administrator,
} from '../alerts/populate.ts'
import { countOf, type TestControl, testControl } from '../test-control.ts'

const documents = { fileType: 'document', sizeClass: 'under-100-kib', ageClass: 'under-30-days' } as const
const films = { fileType: 'video', sizeClass: '1-to-10-gib', ageClass: '1-to-3-years' } as const
const GIB = 1_024 ** 3

async function record(control: TestControl, onedriveId: string, facts: readonly UsageFact[]): Promise<void> {
  await control.sql.transaction().execute((transaction) => recordUsage(transaction, onedriveId, facts))
}

async function factsOf(control: TestControl, onedriveId: string): Promise<readonly UsageFact[]> {
  const rows = await control.sql
    .selectFrom('usageFact')
    .select(['fileType', 'sizeClass', 'ageClass', 'items', 'bytes'])
    .where('onedriveId', '=', onedriveId)
    .execute()
  return rows as unknown as UsageFact[]
}

/** Two people of Sales with their data in Dublin, and one of Finance in Oslo. */
async function organisation(control: TestControl) {
  const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
  const dublin = await addStorage(control, 'Dublin', 'eu-west')
  const oslo = await addStorage(control, 'Oslo', 'eu-north')
  const drive = async (
    profile: string,
    name: string,
    storage: string,
    stored: number,
    facts: UsageFact[],
  ) => {
    const person = await addPerson(control, profile, name)
    const vaultId = await addVault(control, storage, stored)
    await record(control, await addOneDrive(control, person, { vaultId }), facts)
    return person
  }
  const megan = await drive(sales, 'Megan', dublin, 50, [
    { ...documents, items: 10, bytes: 100 },
    { ...films, items: 1, bytes: 2 * GIB },
  ])
  const lee = await drive(sales, 'Lee', dublin, 30, [{ ...documents, items: 5, bytes: 60 }])
  const alex = await drive(finance, 'Alex', oslo, 7, [{ ...documents, items: 1, bytes: 9 }])
  return { sales, finance, dublin, oslo, megan, lee, alex }
}

describe('the facts of a drive', () => {
  test('replace what was known of it, and of no other', async () => {
    await using control = await testControl()
    const { sql } = control
    await organisation(control)
    const drives = await sql.selectFrom('onedrive').select('id').orderBy('id').execute()
    const [first, second] = drives.map(({ id }) => id)
    const others = await factsOf(control, second!)
    const facts = [{ ...films, items: 2, bytes: 3 * GIB }]
    await record(control, first!, facts)
    expect(await factsOf(control, first!)).toEqual(facts)
    expect(await factsOf(control, second!)).toEqual(others)
    await record(control, first!, [])
    expect(await factsOf(control, first!)).toEqual([])
  })

  test('are what was recorded last, whatever there was before', async () => {
    await using control = await testControl()
    const person = await addPerson(control, await addProfile(control, 'Sales'), 'Megan')
    const drive = await addOneDrive(control, person)
    const fact = fc.record({
      fileType: fc.constantFrom(...FILE_TYPES.slice(0, 2)),
      sizeClass: fc.constantFrom(...SIZE_CLASSES.slice(0, 2)),
      ageClass: fc.constantFrom(...AGE_CLASSES.slice(0, 2)),
      items: fc.integer({ min: 1, max: 3 }),
      bytes: fc.nat(2 ** 45),
    })
    const facts = fc.uniqueArray(fact, {
      selector: ({ fileType, sizeClass, ageClass }) => fileType + sizeClass + ageClass,
    })
    await fc.assert(
      fc.asyncProperty(facts, async (wanted) => {
        await record(control, drive, wanted)
        const recorded = await factsOf(control, drive)
        expect(recorded).toHaveLength(wanted.length)
        expect(recorded).toEqual(expect.arrayContaining(wanted))
      }),
      { numRuns: 30 },
    )
  })
})

describe('data', () => {
  test('of one group can be grouped anew: whose it is, with what of theirs is in it', async () => {
    await using control = await testControl()
    const { sales, megan, lee, alex, oslo } = await organisation(control)
    const owners = async (of: 'fileType' | 'profile' | 'storage' | 'region', key: string) =>
      (await dataBySource(control, administrator, { by: 'owner', of, key })).groups
    expect(await owners('fileType', 'video')).toEqual([
      { key: megan, name: 'Megan', region: null, drives: 1, items: 1, bytes: 2 * GIB, storedBytes: null },
    ])
    expect((await owners('fileType', 'document')).map(({ key, bytes }) => [key, bytes])).toEqual([
      [megan, 100],
      [lee, 60],
      [alex, 9],
    ])
    expect((await owners('profile', sales)).map(({ key }) => key)).toEqual([megan, lee])
    expect(await owners('storage', oslo)).toMatchObject([{ key: alex, storedBytes: 7, bytes: 9 }])
    expect((await owners('region', 'eu-west')).map(({ key }) => key)).toEqual([megan, lee])
    expect(await owners('storage', 'nowhere')).toEqual([])
    const types = await dataBySource(control, administrator, {
      by: 'sizeClass',
      of: 'fileType',
      key: 'video',
    })
    expect(types).toMatchObject({
      groups: [{ key: '1-to-10-gib', items: 1 }],
      total: { groups: 1, items: 1, bytes: 2 * GIB },
    })
    for (const half of [{ of: 'profile' as const }, { key: 'video' }])
      await expect(dataBySource(control, administrator, { by: 'owner', ...half })).rejects.toMatchObject({
        code: 'HF_INVALID',
      })
  })

  test('is grouped by storage and region, profile and owner, with what it takes there', async () => {
    await using control = await testControl()
    const { sales, finance, dublin, oslo, megan, lee, alex } = await organisation(control)
    const by = async (group: 'storage' | 'region' | 'profile' | 'owner' | 'source') =>
      (await dataBySource(control, administrator, { by: group })).groups
    const inSales = { drives: 2, items: 16, bytes: 2 * GIB + 160, storedBytes: 80 }
    const inFinance = { drives: 1, items: 1, bytes: 9, storedBytes: 7 }
    expect(await by('storage')).toEqual([
      { key: dublin, name: 'Dublin', region: 'eu-west', ...inSales },
      { key: oslo, name: 'Oslo', region: 'eu-north', ...inFinance },
    ])
    expect(await by('region')).toEqual([
      { key: 'eu-west', name: 'eu-west', region: null, ...inSales },
      { key: 'eu-north', name: 'eu-north', region: null, ...inFinance },
    ])
    expect(await by('profile')).toMatchObject([
      { key: sales, name: 'Sales', ...inSales },
      { key: finance, name: 'Finance', ...inFinance },
    ])
    expect(await by('owner')).toMatchObject([
      { key: megan, name: 'Megan', drives: 1, storedBytes: 50 },
      { key: lee, name: 'Lee', drives: 1, bytes: 60 },
      { key: alex, name: 'Alex', ...inFinance },
    ])
    expect(await by('source')).toEqual([
      {
        key: 'onedrive',
        name: 'OneDrive',
        region: null,
        drives: 3,
        items: 17,
        bytes: 2 * GIB + 169,
        storedBytes: 87,
      },
    ])
  })

  test('is grouped by type, size and age of files', async () => {
    await using control = await testControl()
    await organisation(control)
    const { groups } = await dataBySource(control, administrator, { by: 'fileType' })
    expect(groups).toEqual([
      { key: 'video', name: 'video', region: null, drives: 1, items: 1, bytes: 2 * GIB, storedBytes: null },
      {
        key: 'document',
        name: 'document',
        region: null,
        drives: 3,
        items: 16,
        bytes: 169,
        storedBytes: null,
      },
    ])
  })

  test('has the same sum by whatever it is grouped, also beyond the limit', async () => {
    await using control = await testControl()
    await organisation(control)
    for (const by of dataQuery.shape.by.options) {
      const { groups, total } = await dataBySource(control, administrator, { by, limit: 1 })
      expect(groups).toHaveLength(1)
      expect(total).toMatchObject({ items: 17, bytes: 2 * GIB + 169 })
      expect((await dataBySource(control, administrator, { by })).groups).toHaveLength(total.groups)
    }
  })

  test('is that of the people whom the reader may see', async () => {
    await using control = await testControl()
    const { sales, finance } = await organisation(control)
    const seen = async (profiles: string[]) =>
      (await dataBySource(control, actorWith('profile-administrator', profiles), { by: 'owner' })).groups.map(
        ({ name }) => name,
      )
    expect(await seen([finance])).toEqual(['Alex'])
    expect(await seen([sales, finance])).toEqual(['Megan', 'Lee', 'Alex'])
    expect(await seen([])).toEqual([])
    const none = await dataBySource(control, actorWith('profile-administrator', []), { by: 'fileType' })
    expect(none).toEqual({ groups: [], total: { groups: 0, items: 0, bytes: 0 } })
  })

  test('of drives without facts or storage is nothing, and that of deleted ones is gone', async () => {
    await using control = await testControl()
    const { sales, dublin } = await organisation(control)
    await addOneDrive(control, await addPerson(control, sales, 'New'))
    const gone = await addOneDrive(control, await addPerson(control, sales, 'Gone'), {
      state: 'deleted',
      vaultId: await addVault(control, dublin, 1_000),
    })
    const deleted = await addPerson(control, sales, 'Deleted', { state: 'deleted' })
    const left = await addOneDrive(control, deleted)
    for (const drive of [gone, left]) await record(control, drive, [{ ...films, items: 9, bytes: 9 }])
    const { groups, total } = await dataBySource(control, administrator, { by: 'storage' })
    expect(groups.at(-1)).toEqual({
      key: '',
      name: '',
      region: null,
      drives: 1,
      items: 0,
      bytes: 0,
      storedBytes: 0,
    })
    expect(total).toMatchObject({ groups: 3, items: 17 })
    expect(groups[0]).toMatchObject({ storedBytes: 80 })
    await control.sql.deleteFrom('person').execute()
    expect(await countOf(control, 'usage_fact')).toBe(0)
  })

  test.each<Role>(['help-desk', 'person'])('is not for a %s', async (role) => {
    await using control = await testControl()
    const asking = dataBySource(control, actorWith(role), { by: 'owner' })
    await expect(asking).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })

  test.each([{ by: 'name; drop table person' }, { by: 'owner', limit: 0 }])(
    'is not asked by %j',
    async (query) => {
      await using control = await testControl()
      const asking = dataBySource(control, administrator, query as { by: 'owner' })
      await expect(asking).rejects.toMatchObject({ code: 'HF_INVALID' })
    },
  )
})
