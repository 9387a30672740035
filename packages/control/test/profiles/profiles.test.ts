import { describe, expect, test } from 'vitest'
import {
  changeProfile,
  copyProfile,
  createProfile,
  DEFAULT_SETTINGS,
  deleteProfile,
  ensureDefaultProfile,
  listProfiles,
  newId,
  now,
  purgeProfiles,
  readProfile,
  requireRoom,
  restoreProfile,
  verifyAudit,
} from '../../src/index.ts'
import { actor, addPerson, addStorage, auditOf, cloud, limitedTo } from '../rows.ts'
import { testControl } from '../test-control.ts'

const reason = 'No longer needed.'
const DAY = 86_400_000

describe('the Default profile', () => {
  test('is made once, with the recommended values, also when several ask at a time', async () => {
    await using control = await testControl()
    const made = await Promise.all([1, 2, 3].map(() => ensureDefaultProfile(control)))
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    expect(made[0]).toMatchObject({
      name: 'Default',
      isDefault: true,
      settings: DEFAULT_SETTINGS,
      version: 1,
    })
    expect(await auditOf(control)).toMatchObject([{ action: 'profile.created' }])
  })

  test('cannot be renamed or deleted, but changed', async () => {
    await using control = await testControl()
    const { id } = await ensureDefaultProfile(control)
    await expect(changeProfile(control, cloud, id, { version: 1, name: 'Mine' })).rejects.toMatchObject({
      code: 'HF_PROFILE_DEFAULT',
    })
    await expect(deleteProfile(control, cloud, id, { version: 1, reason })).rejects.toMatchObject({
      code: 'HF_PROFILE_DEFAULT',
    })
    const changed = await changeProfile(control, cloud, id, { version: 1, name: 'Default', maxPeople: 3 })
    expect(changed).toMatchObject({ maxPeople: 3, version: 2 })
  })
})

describe('creating', () => {
  test('fills in the recommended values, and is recorded', async () => {
    await using control = await testControl()
    const profile = await createProfile(control, cloud, {
      name: ' Sales ',
      settings: { backup: { frequency: 'hourly', timeZone: 'Europe/Berlin' } },
    })
    expect(profile).toMatchObject({
      name: 'Sales',
      description: '',
      maxPeople: 0,
      isDefault: false,
      version: 1,
    })
    expect(profile.settings).toEqual({
      ...DEFAULT_SETTINGS,
      backup: { ...DEFAULT_SETTINGS.backup, frequency: 'hourly', timeZone: 'Europe/Berlin' },
    })
    expect(await readProfile(control, cloud, profile.id)).toEqual({
      ...profile,
      people: { active: 0, preserved: 0 },
    })
    expect(await auditOf(control)).toMatchObject([
      { action: 'profile.created', targetId: profile.id, details: { name: 'Sales' } },
    ])
  })

  test('refuses a name that is taken in any case of letters, until its profile is deleted', async () => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    const again = () => createProfile(control, cloud, { name: 'SALES' })
    await expect(again()).rejects.toMatchObject({ code: 'HF_NAME_TAKEN', context: { name: 'SALES' } })
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 1 })
    await deleteProfile(control, cloud, id, { version: 1, reason })
    expect(await again()).toMatchObject({ name: 'SALES' })
  })

  test.each([
    ['an empty name', { name: ' ' }, 'name:'],
    ['an unknown frequency', { name: 'x', settings: { backup: { frequency: 'often' } } }, 'frequency'],
    ['an unknown setting', { name: 'x', settings: { backups: {} } }, 'backups'],
    ['a zone that is none', { name: 'x', settings: { backup: { timeZone: 'Mars/Olympus' } } }, 'timeZone'],
    ['a zone that is an offset', { name: 'x', settings: { backup: { timeZone: '+02:00' } } }, 'timeZone'],
    [
      'a blackout of everything',
      { name: 'x', settings: { backup: { blackout: { from: '09:00', to: '09:00' } } } },
      'leaves no time',
    ],
    [
      'an exclusion that matches nothing',
      { name: 'x', settings: { backup: { exclusions: { extensions: '.tmp; a/b' } } } },
      'settings.backup.exclusions.extensions: The exclusion a/b cannot be used',
    ],
    [
      'tiers that keep nothing',
      {
        name: 'x',
        settings: {
          retention: { tiers: { dailyDays: 0, weeklyWeeks: 0, monthlyMonths: 0, yearlyYears: 0 } },
        },
      },
      'at least one tier',
    ],
    [
      'too few days for preserved people',
      { name: 'x', settings: { preserved: { deleteAfterDays: 29 } } },
      'deleteAfterDays',
    ],
    [
      'a storage that is not there',
      { name: 'x', settings: { storageId: '11111111-1111-4111-8111-111111111111' } },
      'no storage',
    ],
  ])('refuses %s', async (_, input, words) => {
    await using control = await testControl()
    const creating = createProfile(control, cloud, input as Parameters<typeof createProfile>[2])
    await expect(creating).rejects.toMatchObject({
      code: 'HF_INVALID',
      message: expect.stringContaining(words),
    })
    expect(await listProfiles(control, cloud)).toEqual([])
  })

  test('copies all settings under another name', async () => {
    await using control = await testControl()
    const storageId = await addStorage(control)
    const original = await createProfile(control, cloud, {
      name: 'Sales',
      description: 'All of Sales',
      maxPeople: 20,
      settings: { storageId, privacy: { adminAccess: false } },
    })
    const copy = await copyProfile(control, cloud, original.id, { name: 'Legal' })
    const { id, name, ...rest } = original
    expect(copy).toEqual({ ...rest, id: copy.id, name: 'Legal' })
    expect(copy.id).not.toBe(id)
    await expect(copyProfile(control, cloud, id, { name })).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    await expect(copyProfile(control, cloud, newId(control), { name: 'x' })).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
  })
})

describe('changing', () => {
  test('leaves what is not named, takes back by null, and tells the trail what became of what', async () => {
    await using control = await testControl()
    const blackout = { from: '08:00', to: '18:00', days: [1] }
    const { id } = await createProfile(control, cloud, {
      name: 'Sales',
      settings: { backup: { frequency: 'hourly', blackout } },
    })
    const changed = await changeProfile(control, cloud, id, {
      version: 1,
      name: 'Sales and more',
      settings: { backup: { blackout: null }, retention: { tiers: { dailyDays: 30 } } },
    })
    expect(changed).toMatchObject({ name: 'Sales and more', version: 2 })
    expect(changed.settings.backup).toMatchObject({ frequency: 'hourly', blackout: null })
    expect(changed.settings.retention.tiers).toEqual({
      dailyDays: 30,
      weeklyWeeks: 4,
      monthlyMonths: 12,
      yearlyYears: 7,
    })
    expect((await auditOf(control)).at(-1)).toMatchObject({
      action: 'profile.changed',
      details: {
        changes: [
          'name: "Sales" → "Sales and more"',
          `settings.backup.blackout: ${JSON.stringify(blackout)} → null`,
          'settings.retention.tiers: null → {"dailyDays":30,"weeklyWeeks":4,"monthlyMonths":12,"yearlyYears":7}',
        ],
      },
    })
  })

  test('refuses what was changed meanwhile, and records nothing for a change of nothing', async () => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    await changeProfile(control, cloud, id, { version: 1, maxPeople: 5 })
    const late = changeProfile(control, cloud, id, { version: 1, maxPeople: 6 })
    await expect(late).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    expect(await changeProfile(control, cloud, id, { version: 2, maxPeople: 5 })).toMatchObject({
      version: 2,
    })
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 2 })
  })

  test('lets one of two that come at a time through', async () => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    const results = await Promise.allSettled(
      [5, 6].map((maxPeople) => changeProfile(control, cloud, id, { version: 1, maxPeople })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('refuses settings and names that a new profile could not have', async () => {
    await using control = await testControl()
    await createProfile(control, cloud, { name: 'Legal' })
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    const change = (fields: object) => changeProfile(control, cloud, id, { version: 1, ...fields })
    await expect(change({ name: 'legal' })).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    await expect(change({ settings: { retention: { keepDays: 0 } } })).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
    await expect(change({ settings: { keepDays: 1 } })).rejects.toMatchObject({ code: 'HF_INVALID' })
    expect(await change({ settings: JSON.parse('{"__proto__":{"backup":1}}') })).toMatchObject({ version: 1 })
    await expect(change({ settings: { storageId: newId(control) } })).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
    expect(await change({ name: 'SALES' })).toMatchObject({ name: 'SALES' })
  })
})

describe('deleting', () => {
  test('is refused while active or preserved people, or a mapping rule, use it', async () => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    const remove = () => deleteProfile(control, cloud, id, { version: 1, reason })
    const person = await addPerson(control, id)
    const setState = (state: 'preserved' | 'deleted') =>
      control.sql.updateTable('person').set({ state }).where('id', '=', person).execute()
    await expect(remove()).rejects.toMatchObject({ code: 'HF_PROFILE_IN_USE' })
    await setState('preserved')
    await expect(remove()).rejects.toMatchObject({ code: 'HF_PROFILE_IN_USE' })
    await setState('deleted')
    await control.sql
      .insertInto('mappingRule')
      .values({ id: newId(control), priority: 1, condition: '{}', profileId: id, createdAt: now(control) })
      .execute()
    await expect(remove()).rejects.toMatchObject({
      message: expect.stringContaining('mapping rules that lead to it: 1'),
    })
    await control.sql.deleteFrom('mappingRule').execute()
    expect(await remove()).toMatchObject({ deletedAt: now(control) })
  })

  test.each(['too short', ' '.repeat(20), 'x'.repeat(151)])(
    'wants a reason of 10 to 150 characters, not "%s"',
    async (text) => {
      await using control = await testControl()
      const { id } = await createProfile(control, cloud, { name: 'Sales' })
      const removing = deleteProfile(control, cloud, id, { version: 1, reason: text })
      await expect(removing).rejects.toMatchObject({ code: 'HF_INVALID' })
    },
  )

  test('is soft: hidden at once, restored within the window, gone after it', async () => {
    await using control = await testControl()
    await control.sql
      .insertInto('setting')
      .values({ key: 'rollback-window', value: JSON.stringify({ days: 2 }), updatedAt: now(control) })
      .execute()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    await expect(deleteProfile(control, cloud, id, { version: 9, reason })).rejects.toMatchObject({
      code: 'HF_CONFLICT',
    })
    await deleteProfile(control, cloud, id, { version: 1, reason })
    expect((await auditOf(control)).at(-1)).toMatchObject({ action: 'profile.deleted', reason })
    expect(await listProfiles(control, cloud)).toEqual([])
    expect(await listProfiles(control, cloud, { deleted: true })).toMatchObject([{ id }])
    await expect(changeProfile(control, cloud, id, { version: 2 })).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    await expect(copyProfile(control, cloud, id, { name: 'x' })).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    await expect(deleteProfile(control, cloud, id, { version: 2, reason })).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })

    const other = await createProfile(control, cloud, { name: 'sales' })
    await expect(restoreProfile(control, cloud, id)).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    await changeProfile(control, cloud, other.id, { version: 1, name: 'Other' })
    const restored = await restoreProfile(control, cloud, id)
    expect(restored).toMatchObject({ name: 'Sales', deletedAt: null, purgeAt: null, version: 3 })
    await expect(restoreProfile(control, cloud, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })

    await deleteProfile(control, cloud, id, { version: 3, reason })
    control.clock.advance(2 * DAY - 1)
    expect(await purgeProfiles(control)).toBe(0)
    control.clock.advance(1)
    await expect(restoreProfile(control, cloud, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    expect(await purgeProfiles(control)).toBe(1)
    await expect(readProfile(control, cloud, id)).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    expect((await auditOf(control)).at(-1)).toMatchObject({
      action: 'profile.purged',
      details: { name: 'Sales' },
    })
  })

  test('leaves the row as long as a deleted person is in it', async () => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    await addPerson(control, id, { state: 'deleted' })
    await deleteProfile(control, cloud, id, { version: 1, reason })
    control.clock.advance(8 * DAY)
    expect(await purgeProfiles(control)).toBe(0)
    await control.sql.deleteFrom('person').execute()
    expect(await purgeProfiles(control)).toBe(1)
  })
})

describe('listing', () => {
  test('tells the number of people, Default first', async () => {
    await using control = await testControl()
    const zebra = await createProfile(control, cloud, { name: 'Zebra' })
    await createProfile(control, cloud, { name: 'apple' })
    const standard = await ensureDefaultProfile(control)
    for (const state of ['active', 'active', 'preserved', 'deleted'] as const) {
      await addPerson(control, zebra.id, { state })
    }
    await addPerson(control, standard.id)
    const list = await listProfiles(control, cloud)
    expect(list.map(({ name, people }) => [name, people])).toEqual([
      ['Default', { active: 1, preserved: 0 }],
      ['apple', { active: 0, preserved: 0 }],
      ['Zebra', { active: 2, preserved: 1 }],
    ])
  })
})

describe('whoever is limited to some profiles', () => {
  test('sees and changes those alone, and makes none', async () => {
    await using control = await testControl()
    const [mine, other] = [
      await createProfile(control, cloud, { name: 'Mine' }),
      await createProfile(control, cloud, { name: 'Other' }),
    ]
    const limited = actor('profile-administrator', limitedTo(mine))
    expect((await listProfiles(control, limited)).map(({ id }) => id)).toEqual([mine.id])
    expect(await listProfiles(control, actor('profile-administrator', limitedTo()))).toEqual([])
    expect(await readProfile(control, limited, mine.id)).toMatchObject({ name: 'Mine' })
    expect(await changeProfile(control, limited, mine.id, { version: 1, maxPeople: 1 })).toMatchObject({
      version: 2,
    })
    const outside = { code: 'HF_NOT_FOUND' }
    await expect(readProfile(control, limited, other.id)).rejects.toMatchObject(outside)
    await expect(
      changeProfile(control, limited, other.id, { version: 1, maxPeople: 1 }),
    ).rejects.toMatchObject(outside)
    await expect(deleteProfile(control, limited, other.id, { version: 1, reason })).rejects.toMatchObject(
      outside,
    )
    const forbidden = { code: 'HF_FORBIDDEN' }
    await expect(createProfile(control, limited, { name: 'New' })).rejects.toMatchObject(forbidden)
    await expect(copyProfile(control, limited, mine.id, { name: 'New' })).rejects.toMatchObject(forbidden)
    await deleteProfile(control, cloud, other.id, { version: 1, reason })
    await expect(restoreProfile(control, limited, other.id)).rejects.toMatchObject(outside)
    await deleteProfile(control, limited, mine.id, { version: 2, reason })
    expect(await restoreProfile(control, limited, mine.id)).toMatchObject({ name: 'Mine' })
  })
})

test.each(['help-desk', 'legal-officer', 'auditor', 'person'] as const)(
  'a %s changes no profile',
  async (role) => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, { name: 'Sales' })
    const somebody = actor(role)
    for (const attempt of [
      () => createProfile(control, somebody, { name: 'x' }),
      () => copyProfile(control, somebody, id, { name: 'x' }),
      () => changeProfile(control, somebody, id, { version: 1, maxPeople: 1 }),
      () => deleteProfile(control, somebody, id, { version: 1, reason }),
      () => restoreProfile(control, somebody, id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    if (role === 'person')
      await expect(listProfiles(control, somebody)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    else expect(await listProfiles(control, somebody)).toHaveLength(1)
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 1 })
  },
)

test('a token that may only read changes no profile', async () => {
  await using control = await testControl()
  const token = { ...cloud, scopes: ['profiles:read', 'profiles:write'] as const }
  const { id } = await createProfile(control, token, { name: 'Sales' })
  await expect(deleteProfile(control, token, id, { version: 1, reason })).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
  const reader = { ...cloud, scopes: ['profiles:read'] as const }
  await expect(createProfile(control, reader, { name: 'x' })).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})

test('a profile takes no more people than it has room for', async () => {
  await using control = await testControl()
  const { id } = await createProfile(control, cloud, { name: 'Sales', maxPeople: 2 })
  const room = (more?: number) =>
    control.sql.transaction().execute((transaction) => requireRoom(transaction, id, more ? { more } : {}))
  expect(await room(2)).toMatchObject({ id })
  await addPerson(control, id)
  await addPerson(control, id, { state: 'deleted' })
  await expect(room(2)).rejects.toMatchObject({ code: 'HF_PROFILE_FULL' })
  await room()
  await addPerson(control, id, { state: 'preserved' })
  await expect(room()).rejects.toMatchObject({ code: 'HF_PROFILE_FULL' })
  const unlimited = await createProfile(control, cloud, { name: 'All' })
  await control.sql
    .transaction()
    .execute((transaction) => requireRoom(transaction, unlimited.id, { more: 99 }))
  await deleteProfile(control, cloud, unlimited.id, { version: 1, reason })
  const deleted = control.sql.transaction().execute((transaction) => requireRoom(transaction, unlimited.id))
  await expect(deleted).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
})
