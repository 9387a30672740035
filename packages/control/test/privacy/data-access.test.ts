import { describe, expect, test } from 'vitest'
import {
  type Actor,
  adminAccessAllowed,
  DATA_USES,
  type DataCircumstances,
  type DataPerson,
  type DataUse,
  dataAccess,
  profileSettings,
  ROLES,
  systemActor,
} from '../../src/index.ts'
import { actor } from '../rows.ts'

const open = profileSettings.parse({})
const adele: DataPerson = { id: 'adele', profileId: 'sales', state: 'active', adminAccess: null }

/** Every actor that there is: all roles, limited to the person's profile or another, and the person. */
const ACTORS: Record<string, Actor> = {
  ...Object.fromEntries(ROLES.map((role) => [role, actor(role)])),
  ...Object.fromEntries(
    ROLES.filter((role) => role !== 'person').map((role) => [
      `${role} of the profile`,
      actor(role, { profiles: ['sales'] }),
    ]),
  ),
  ...Object.fromEntries(
    ROLES.filter((role) => role !== 'person').map((role) => [
      `${role} of another`,
      actor(role, { profiles: ['legal'] }),
    ]),
  ),
  person: actor('person', { personId: 'ben' }),
  'the person': actor('person', { personId: 'adele' }),
  scheduler: systemActor('scheduler'),
}
const withProfile = (role: string) => [role, `${role} of the profile`]
const BOUND = ['cloud-administrator', 'profile-administrator', 'help-desk'].flatMap(withProfile)
const EXEMPT = withProfile('legal-officer')
const WITHOUT_DATA = withProfile('auditor')
const OUTSIDE = [...ROLES.filter((role) => role !== 'person').map((role) => `${role} of another`), 'person']

function verdict(
  name: string,
  use: DataUse,
  {
    person = {},
    profile = open,
    ...circumstances
  }: { person?: Partial<DataPerson>; profile?: typeof open } & DataCircumstances = {},
): string {
  const found = ACTORS[name]
  if (found === undefined) throw new Error(`no actor ${name}`)
  const access = dataAccess({ ...adele, ...person }, profile, found, use, circumstances)
  if (!access.allowed) return access.reason
  return access.overridesPrivacy ? 'overrides' : 'allowed'
}

describe('privacy', () => {
  /** Administrators may | the person may edit | the person's word | so administrators may. */
  const TABLE = [
    [true, true, null, true],
    [true, true, true, true],
    [true, true, false, false],
    [true, false, null, true],
    [true, false, true, true],
    [true, false, false, true],
    [false, true, null, false],
    [false, true, true, true],
    [false, true, false, false],
    [false, false, null, false],
    [false, false, true, false],
    [false, false, false, false],
  ] as const

  test.each(TABLE)(
    'admin access %s, person may edit %s, the person says %s: administrators may %s',
    (adminAccess, personMayEdit, word, may) => {
      const profile = profileSettings.parse({ privacy: { adminAccess, personMayEdit } })
      const person = { adminAccess: word }
      expect(adminAccessAllowed(person, profile)).toBe(may)
      const seen = new Set<string>()
      for (const use of DATA_USES) {
        const expectAll = (names: string[], expected: string) => {
          for (const name of names) {
            seen.add(name)
            expect([name, use, verdict(name, use, { person, profile })]).toEqual([name, use, expected])
          }
        }
        expectAll(BOUND, may ? 'allowed' : 'privacy')
        expectAll(EXEMPT, may ? 'allowed' : 'overrides')
        expectAll(WITHOUT_DATA, 'role')
        expectAll(OUTSIDE, 'outside-scope')
        expectAll(['scheduler'], 'allowed')
        expectAll(['the person'], use === 'restore-elsewhere' ? 'role' : 'allowed')
      }
      expect(seen).toEqual(new Set(Object.keys(ACTORS)))
    },
  )
})

describe('the state of things', () => {
  const STATES = (['active', 'preserved', 'deleted'] as const).flatMap((state) =>
    ([undefined, 'enabled', 'disabled', 'deleted'] as const).flatMap((onedrive) =>
      [false, true].map((quarantined) => ({ state, onedrive, quarantined })),
    ),
  )

  /** What is in the way, in the order in which it is told. */
  function obstacle(
    { state, onedrive, quarantined }: (typeof STATES)[number],
    use: DataUse,
  ): string | undefined {
    const ORDER: [boolean, string, readonly DataUse[]][] = [
      [state === 'deleted', 'person-deleted', ['browse', 'download', 'restore', 'restore-elsewhere']],
      [onedrive === 'deleted', 'onedrive-deleted', ['browse', 'download', 'restore', 'restore-elsewhere']],
      [onedrive === 'disabled', 'onedrive-disabled', ['download', 'restore', 'restore-elsewhere']],
      [quarantined, 'quarantined', ['download', 'restore', 'restore-elsewhere']],
      [state === 'preserved', 'person-preserved', ['restore']],
    ]
    return ORDER.find(([is, , uses]) => is && uses.includes(use))?.[1]
  }

  test.each(STATES)('$state, OneDrive $onedrive, quarantined $quarantined', (circumstances) => {
    const { state, onedrive, quarantined } = circumstances
    const blocked = profileSettings.parse({ privacy: { adminAccess: false } })
    for (const use of DATA_USES) {
      const expected = obstacle(circumstances, use)
      for (const name of Object.keys(ACTORS).filter((one) => one !== 'the person')) {
        for (const profile of [open, blocked]) {
          const free = verdict(name, use, { profile })
          const isOpen = free === 'allowed' || free === 'overrides'
          const found = verdict(name, use, { person: { state }, profile, onedrive, quarantined })
          expect([name, use, found]).toEqual([name, use, isOpen ? (expected ?? free) : free])
        }
      }
      const gone = { active: undefined, preserved: 'person-preserved', deleted: 'person-deleted' }[state]
      const own = use === 'restore-elsewhere' ? 'role' : (gone ?? expected ?? 'allowed')
      expect([use, verdict('the person', use, { person: { state }, onedrive, quarantined })]).toEqual([
        use,
        own,
      ])
    }
  })
})

describe('self-service', () => {
  test.each([
    [{}, ['names', 'browse', 'download', 'restore']],
    [{ restore: false }, ['names', 'browse', 'download']],
    [{ download: false }, ['names', 'browse', 'restore']],
    [{ signIn: false }, []],
  ])('%j leaves %j to the person', (selfService, uses) => {
    const profile = profileSettings.parse({ selfService, privacy: { adminAccess: false } })
    const allowed = DATA_USES.filter((use) => verdict('the person', use, { profile }) === 'allowed')
    expect(allowed).toEqual(uses)
    for (const use of DATA_USES) expect(verdict('help-desk', use, { profile })).toBe('privacy')
  })
})

describe('a token', () => {
  test.each([
    ['legal-officer', ['data:read'], ['overrides', 'overrides', 'role', 'role', 'role'], false],
    [
      'legal-officer',
      ['data:read', 'data:override-privacy'],
      ['overrides', 'overrides', 'role', 'role', 'role'],
      true,
    ],
    [
      'legal-officer',
      ['data:restore', 'data:override-privacy'],
      ['role', 'role', 'role', 'overrides', 'overrides'],
      true,
    ],
    ['cloud-administrator', ['data:read', 'data:restore', 'data:override-privacy'], [], false],
  ] as const)('of a %s for %j has no more than its scopes', (role, scopes, verdicts, overrides) => {
    const profile = profileSettings.parse({ privacy: { adminAccess: false } })
    const found = DATA_USES.map((use) => {
      const access = dataAccess(adele, profile, actor(role, { scopes }), use)
      return access.allowed ? 'overrides' : access.reason
    })
    expect(found).toEqual(
      overrides ? verdicts : DATA_USES.map((_, n) => (verdicts[n] === 'role' ? 'role' : 'privacy')),
    )
  })

  test('of a person for reading restores nothing', () => {
    const reader = actor('person', { personId: 'adele', scopes: ['own:read'] })
    expect(DATA_USES.map((use) => dataAccess(adele, open, reader, use).allowed)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

test('an administrator’s own data is not kept from the administrator, that of others is', () => {
  const profile = profileSettings.parse({ privacy: { adminAccess: false } })
  const self = actor('cloud-administrator', { personId: 'adele' })
  expect(dataAccess(adele, profile, self, 'browse')).toEqual({
    allowed: true,
    as: 'self',
    overridesPrivacy: false,
  })
  expect(dataAccess({ ...adele, id: 'ben' }, profile, self, 'browse')).toEqual({
    allowed: false,
    reason: 'privacy',
  })
})

test('an account that is no person reaches nobody by being nobody', () => {
  const nobody = actor('person')
  for (const use of DATA_USES)
    expect(dataAccess(adele, open, nobody, use)).toEqual({ allowed: false, reason: 'outside-scope' })
})
