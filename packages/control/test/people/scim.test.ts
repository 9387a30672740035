import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMappingRule,
  applyScimPatch,
  createScimUser,
  deletePeople,
  fromScimUser,
  listScimUsers,
  parseScimFilter,
  patchScimUser,
  preservePeople,
  readPerson,
  readScimUser,
  removeScimUser,
  replaceScimUser,
  SCIM_ENTERPRISE_USER,
  SCIM_USER,
  type ScimPerson,
  toScimUser,
} from '../../src/index.ts'
import { countOf, testControl } from '../test-control.ts'
import { actorOf, add, addProfile, administrator } from './world.ts'

const ADELE: ScimPerson = {
  externalId: 'e1',
  userName: 'adele@contoso.example',
  displayName: 'Adele Vance',
  email: 'adele@mail.example',
  active: true,
  givenName: 'Adele',
  familyName: 'Vance',
  title: 'Manager',
  department: 'Retail',
}

const resource = {
  schemas: [SCIM_USER, SCIM_ENTERPRISE_USER],
  externalId: 'e1',
  userName: 'adele@contoso.example',
  name: { formatted: 'Adele V', givenName: 'Adele', familyName: 'Vance' },
  displayName: 'Adele Vance',
  emails: [
    { value: 'home@mail.example', type: 'home' },
    { value: 'adele@mail.example', type: 'work', primary: 'True' },
  ],
  active: 'True',
  title: 'Manager',
  phoneNumbers: [{ value: '1' }],
  [SCIM_ENTERPRISE_USER]: { department: 'Retail', manager: { value: 'x' } },
}

const patch = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
})

describe('a user resource', () => {
  test('becomes a person, whatever the case of its attributes', () => {
    expect(fromScimUser(resource)).toEqual(ADELE)
    const { userName, ...rest } = resource
    expect(fromScimUser({ ...rest, USERNAME: userName })).toEqual(ADELE)
  })

  test('names a person by what it has', () => {
    const user = { userName: 'a@x.example' }
    expect(fromScimUser(user)).toMatchObject({ displayName: 'a@x.example', email: null, active: true })
    expect(fromScimUser({ ...user, name: { givenName: 'Adele', familyName: 'Vance' } }).displayName).toBe(
      'Adele Vance',
    )
    expect(fromScimUser({ ...user, name: { formatted: 'Adele V', givenName: 'A' } }).displayName).toBe(
      'Adele V',
    )
    expect(fromScimUser({ ...user, emails: [{ value: 'b@x.example' }] }).email).toBe('b@x.example')
    expect(fromScimUser(user, false).active).toBe(false)
  })

  test('has names without the characters that names must not have', () => {
    const { userName, displayName } = fromScimUser({ userName: 'a?b*c@x.example', displayName: '<A>/B\\C' })
    expect([userName, displayName]).toEqual(['a_b_c@x.example', '_A__B_C'])
  })

  test.each([
    [null],
    [[]],
    [{}],
    [{ userName: '' }],
    [{ userName: 'a' }],
    [{ ...resource, active: 'perhaps' }],
  ])('is refused as %j', (input) => {
    expect(() => fromScimUser(input)).toThrow(expect.objectContaining({ code: 'HF_SCIM_INVALID' }))
  })
})

describe('a patch', () => {
  test.each<[string, object, Partial<ScimPerson>]>([
    ['words for truth', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    [
      'attributes without a path',
      { op: 'replace', value: { active: false, title: 'CEO' } },
      { active: false, title: 'CEO' },
    ],
    ['dotted names', { op: 'Add', value: { 'name.givenName': 'A' } }, { givenName: 'A' }],
    [
      'a whole name',
      { op: 'replace', path: 'name', value: { familyName: 'V', givenName: 'A' } },
      { familyName: 'V', givenName: 'A' },
    ],
    [
      'the address at work',
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@x.example' },
      { email: 'b@x.example' },
    ],
    [
      'a list of addresses',
      { op: 'add', path: 'emails', value: [{ value: 'b@x.example', primary: true }] },
      { email: 'b@x.example' },
    ],
    ['another address', { op: 'add', path: 'emails[type eq "home"].value', value: 'b@x.example' }, {}],
    [
      'the extension',
      { op: 'add', path: `${SCIM_ENTERPRISE_USER}:department`, value: 'IT' },
      { department: 'IT' },
    ],
    [
      'the extension as a value',
      { op: 'add', value: { [SCIM_ENTERPRISE_USER]: { department: 'IT' } } },
      { department: 'IT' },
    ],
    [
      'the schema in the path',
      { op: 'replace', path: `${SCIM_USER}:displayName`, value: 'A <V>' },
      { displayName: 'A _V_' },
    ],
    ['what has no use here', { op: 'replace', path: 'preferredLanguage', value: 'de' }, {}],
    ['a manager', { op: 'add', path: `${SCIM_ENTERPRISE_USER}:manager`, value: 'x' }, {}],
    ['taking away', { op: 'remove', path: 'title' }, { title: null }],
    ['taking the address away', { op: 'remove', path: 'emails[type eq "work"]' }, { email: null }],
    ['taking the name away', { op: 'remove', path: 'displayName' }, { displayName: ADELE.userName }],
  ])('is understood with %s', (_, operation, change) => {
    expect(applyScimPatch(ADELE, patch(operation))).toEqual({ ...ADELE, ...change })
  })

  test('is carried out in order', () => {
    const operations = ['A', 'B'].map((value) => ({ op: 'replace', path: 'displayName', value }))
    expect(applyScimPatch(ADELE, patch(...operations)).displayName).toBe('B')
  })

  test.each([
    ['nothing', {}],
    ['no operation', patch()],
    ['an unknown operation', patch({ op: 'move', path: 'title' })],
    ['no path for removing', patch({ op: 'remove' })],
    ['a path that cannot be read', patch({ op: 'add', path: 'a b', value: 1 })],
    ['a value of the wrong kind', patch({ op: 'replace', path: 'active', value: 7 })],
    ['no attributes', patch({ op: 'replace', value: 'x' })],
    ['the sign-in name taken away', patch({ op: 'remove', path: 'userName' })],
    ['a sign-in name that is none', patch({ op: 'replace', path: 'userName', value: 'x' })],
  ])('of %s is refused', (_, input) => {
    expect(() => applyScimPatch(ADELE, input)).toThrow(expect.objectContaining({ code: 'HF_SCIM_INVALID' }))
  })

  test('either gives a person or is refused, whatever it is', () => {
    const path = fc.constantFrom(
      'active',
      'userName',
      'emails',
      'name',
      'name.givenName',
      'x',
      '',
      '$',
      'a[b]',
      SCIM_ENTERPRISE_USER,
    )
    const value = fc.jsonValue({ maxDepth: 2 })
    const operation = fc.record({ op: fc.constantFrom('add', 'Remove', 'replace', 'x'), path, value })
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1 }), (operations) => {
        try {
          expect(applyScimPatch(ADELE, patch(...operations)).userName).toContain('@')
        } catch (error) {
          expect(error).toMatchObject({ code: 'HF_SCIM_INVALID' })
        }
      }),
    )
  })
})

describe('a filter', () => {
  test.each([
    ['userName eq "a@x.example"', 'userName', 'a@x.example'],
    [' USERNAME EQ "a \\"b\\"" ', 'userName', 'a "b"'],
    ['externalId eq "\\u00e9"', 'externalId', 'é'],
    [`${SCIM_USER}:userName eq "x"`, 'userName', 'x'],
  ])('%s is understood', (text, attribute, value) => {
    expect(parseScimFilter(text)).toEqual({ attribute, value })
  })

  test.each([
    '',
    'userName',
    'userName eq a',
    'userName co "a"',
    'title eq "a"',
    'userName eq "a" or id eq "b"',
    'userName eq "\\x"',
  ])('%s is refused', (text) => {
    expect(() => parseScimFilter(text)).toThrow(expect.objectContaining({ code: 'HF_SCIM_INVALID' }))
  })
})

describe('a provisioned person', () => {
  test('comes as they were sent, to the profile that a rule says', async () => {
    await using control = await testControl()
    await addProfile(control)
    const retail = await addProfile(control, 'Retail')
    const rule = { kind: 'attribute', attribute: 'department', operator: 'equals', value: 'retail' } as const
    await addMappingRule(control, administrator, { condition: rule, profileId: retail })
    const person = await createScimUser(control, administrator, resource)
    const base = 'https://backup.example/scim/v2/Users'
    expect(toScimUser(person, base)).toEqual({
      schemas: [SCIM_USER, SCIM_ENTERPRISE_USER],
      id: person.id,
      externalId: 'e1',
      userName: 'adele@contoso.example',
      displayName: 'Adele Vance',
      name: { formatted: 'Adele Vance', givenName: 'Adele', familyName: 'Vance' },
      emails: [{ value: 'adele@mail.example', type: 'work', primary: true }],
      active: true,
      title: 'Manager',
      [SCIM_ENTERPRISE_USER]: { department: 'Retail' },
      meta: {
        resourceType: 'User',
        created: '2026-03-02T09:00:00.000Z',
        lastModified: '2026-03-02T09:00:00.000Z',
        version: 'W/"1"',
        location: `${base}/${person.id}`,
      },
    })
    expect(fromScimUser(toScimUser(person))).toEqual(ADELE)
    expect(await readPerson(control, administrator, person.id)).toMatchObject({
      source: 'scim',
      profileName: 'Retail',
      profileFixed: false,
      onedrive: { state: 'enabled' },
    })
    const bob = await createScimUser(control, administrator, {
      userName: 'bob@contoso.example',
      active: false,
    })
    expect(await readPerson(control, administrator, bob.id)).toMatchObject({
      state: 'preserved',
      preservedBy: 'scim',
      profileName: 'Default',
    })
    await expect(createScimUser(control, administrator, resource)).rejects.toMatchObject({
      code: 'HF_NAME_TAKEN',
    })
  })

  test('is found by what clients look for, and listed in pages', async () => {
    await using control = await testControl()
    await addProfile(control)
    const { id } = await createScimUser(control, administrator, resource)
    await add(control, 'Bob')
    const find = async (filter: string) =>
      (await listScimUsers(control, administrator, { filter })).people.map(
        ({ principalName }) => principalName,
      )
    expect(await find('userName eq "ADELE@contoso.example"')).toEqual(['adele@contoso.example'])
    expect(await find('externalId eq "e1"')).toEqual(['adele@contoso.example'])
    expect(await find(`id eq "${id}"`)).toEqual(['adele@contoso.example'])
    expect(await find('userName eq "bob@contoso.example"')).toHaveLength(1)
    for (const filter of ['id eq "x"', 'externalId eq "E1"', 'userName eq "x"'])
      expect(await find(filter)).toEqual([])
    const page = await listScimUsers(control, administrator, { startIndex: '2', count: '1' })
    expect([page.totalResults, page.startIndex, page.people.length]).toEqual([2, 2, 1])
    expect((await listScimUsers(control, administrator, { startIndex: -3, count: -1 })).people).toEqual([])
    expect(await readScimUser(control, administrator, id)).toMatchObject({ id })
  })

  test('is preserved when deactivated and comes back when activated, if it was the client that preserved', async () => {
    await using control = await testControl()
    await addProfile(control)
    const { id } = await createScimUser(control, administrator, resource)
    const activity = (value: boolean) =>
      patchScimUser(control, administrator, id, patch({ op: 'replace', path: 'active', value }))
    expect(await activity(false)).toMatchObject({ state: 'preserved', preservedBy: 'scim' })
    // Says nothing about being active.
    const { active, ...quiet } = resource
    expect(await replaceScimUser(control, administrator, id, quiet)).toMatchObject({ state: 'preserved' })
    expect(await activity(true)).toMatchObject({ state: 'active', preservedBy: null })
    await preservePeople(control, administrator, { people: [id] })
    expect(toScimUser(await activity(true))).toMatchObject({ active: false })
  })

  test('is changed, renamed and taken over from who added them, not onto another’s name or an older version', async () => {
    await using control = await testControl()
    await addProfile(control)
    const id = await add(control, 'Adele')
    await add(control, 'Bob')
    const changed = await replaceScimUser(control, administrator, id, resource, { version: 1 })
    expect(changed).toMatchObject({
      source: 'scim',
      externalId: 'e1',
      displayName: 'Adele Vance',
      version: 2,
    })
    const rename = (userName: string, version?: number) =>
      patchScimUser(
        control,
        administrator,
        id,
        patch({ op: 'replace', path: 'userName', value: userName }),
        version ? { version } : {},
      )
    expect(await rename('Adele@contoso.example')).toMatchObject({ principalName: 'Adele@contoso.example' })
    expect(await rename('adelev@contoso.example')).toMatchObject({ principalName: 'adelev@contoso.example' })
    await expect(rename('BOB@contoso.example')).rejects.toMatchObject({ code: 'HF_NAME_TAKEN' })
    await expect(rename('x@contoso.example', 1)).rejects.toMatchObject({ code: 'HF_CONFLICT' })
  })

  test('that is withdrawn is preserved and gone for the client, which can bring them back', async () => {
    await using control = await testControl()
    await addProfile(control)
    const { id } = await createScimUser(control, administrator, resource)
    await removeScimUser(control, administrator, id)
    expect(await readPerson(control, administrator, id)).toMatchObject({ state: 'preserved' })
    for (const gone of [
      () => readScimUser(control, administrator, id),
      () => removeScimUser(control, administrator, id),
      () => patchScimUser(control, administrator, id, patch({ op: 'remove', path: 'title' })),
    ])
      await expect(gone()).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    expect((await listScimUsers(control, administrator)).totalResults).toBe(0)
    expect(await createScimUser(control, administrator, { ...resource, externalId: 'e2' })).toMatchObject({
      id,
      state: 'active',
      externalId: 'e2',
    })
    expect(await countOf(control, 'person')).toBe(1)
  })

  test('takes a place in the profile, and rights of who sends them', async () => {
    await using control = await testControl()
    const one = await addProfile(control, 'Default', { maxPeople: 1 })
    const { id } = await createScimUser(control, administrator, resource)
    const other = { userName: 'b@x.example' }
    await expect(createScimUser(control, administrator, other)).rejects.toMatchObject({
      code: 'HF_PROFILE_FULL',
    })
    await removeScimUser(control, administrator, id)
    await createScimUser(control, administrator, other)
    await expect(createScimUser(control, administrator, resource)).rejects.toMatchObject({
      code: 'HF_PROFILE_FULL',
    })
    const auditor = actorOf('auditor')
    for (const denied of [
      () => createScimUser(control, auditor, resource),
      () => replaceScimUser(control, auditor, id, resource),
      () => removeScimUser(control, auditor, id),
    ])
      await expect(denied()).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    await expect(listScimUsers(control, actorOf('person'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    const limited = actorOf('profile-administrator', { profiles: [] })
    expect((await listScimUsers(control, limited)).totalResults).toBe(0)
    await deletePeople(control, administrator, { people: [id], reason: 'no longer needed' })
    expect(
      (await listScimUsers(control, actorOf('profile-administrator', { profiles: [one] }))).totalResults,
    ).toBe(1)
  })
})
