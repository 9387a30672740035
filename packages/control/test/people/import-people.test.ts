import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importPeople, listPeople, preservePeople } from '../../src/index.ts'
import { readPeopleCsv } from '../../src/people/people-csv.ts'
import { countOf, type TestControl, testControl } from '../test-control.ts'
import { actions, actorOf, add, addProfile, administrator } from './world.ts'

const file = (...lines: string[]): string => ['principalName,displayName,profile', ...lines].join('\r\n')

async function people(control: TestControl) {
  const { people: list } = await listPeople(control, administrator)
  return list.map(({ principalName, displayName, email, profileName, profileFixed, source }) => ({
    name: principalName,
    displayName,
    email,
    profile: profileName,
    fixed: profileFixed,
    source,
  }))
}

describe('a file of people', () => {
  test.each([
    ['commas', 'principalName,displayName,profile\na@x.example,"Vance, Adele",Sales\n'],
    [
      'semicolons and a byte order mark',
      '\ufeffPrincipal Name;Display-Name;PROFILE\r\na@x.example;Vance, Adele;Sales\r\n',
    ],
    [
      'tabs, other columns and blanks',
      'profile\tage\tprincipal_name\tname\n Sales \t7\t a@x.example\tVance, Adele\n\n',
    ],
  ])('is read with %s', (_, text) => {
    expect(readPeopleCsv(text)).toEqual({
      lines: [
        {
          line: 2,
          principalName: 'a@x.example',
          displayName: 'Vance, Adele',
          profile: 'Sales',
          problems: [],
        },
      ],
    })
  })

  test('needs no more than an e-mail address', () => {
    expect(readPeopleCsv('email\na@x.example').lines).toEqual([
      {
        line: 2,
        principalName: 'a@x.example',
        displayName: 'a@x.example',
        email: 'a@x.example',
        problems: [],
      },
    ])
  })

  test.each([
    ['a header row that names nobody', 'name,profile\nAdele,Sales'],
    ['nothing', '\n\n'],
    ['a column twice', 'email,mail\na@x.example,b@x.example'],
    ['an open quote', 'email\n"a@x.example'],
  ])('that has %s has a problem', (_, text) => {
    expect(readPeopleCsv(text)).toMatchObject({ lines: [], problem: expect.stringMatching(/\w/) })
  })

  test('never fails to be read, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a@.,;"\n\t\r é') }), (text) => {
        const { lines } = readPeopleCsv(`email,name\n${text}`)
        for (const { principalName, problems } of lines)
          if (problems.length === 0) expect(principalName).toMatch(/^[^\s@]+@[^\s@]+$/)
      }),
    )
  })
})

describe('an import', () => {
  test('adds people and changes those who are there, in one go', async () => {
    await using control = await testControl()
    await addProfile(control)
    await addProfile(control, 'Sales')
    await add(control, 'Adele')
    await add(control, 'Bob')
    const text = file(
      'ADELE@contoso.example,Adele Vance,sales',
      'bob@contoso.example,,',
      'christie@contoso.example,Christie,Sales',
      'diego@contoso.example,,',
    )
    const preview = await importPeople(control, administrator, { text, dryRun: true })
    expect(preview).toMatchObject({ added: 2, changed: 1, problems: 0 })
    expect(preview.lines.map(({ action, profile }) => [action, profile])).toEqual([
      ['change', 'Sales'],
      ['none', undefined],
      ['add', 'Sales'],
      ['add', 'Default'],
    ])
    expect(await countOf(control, 'person')).toBe(2)
    expect(await importPeople(control, administrator, { text })).toEqual(preview)
    expect(await people(control)).toEqual([
      {
        name: 'adele@contoso.example',
        displayName: 'Adele Vance',
        email: null,
        profile: 'Sales',
        fixed: true,
        source: 'hand',
      },
      {
        name: 'bob@contoso.example',
        displayName: 'Bob',
        email: null,
        profile: 'Default',
        fixed: false,
        source: 'hand',
      },
      {
        name: 'christie@contoso.example',
        displayName: 'Christie',
        email: null,
        profile: 'Sales',
        fixed: true,
        source: 'csv',
      },
      {
        name: 'diego@contoso.example',
        displayName: 'diego@contoso.example',
        email: null,
        profile: 'Default',
        fixed: false,
        source: 'csv',
      },
    ])
    expect((await actions(control)).slice(2)).toEqual(['person.added', 'person.added', 'person.changed'])
    // The same file once more changes nothing.
    expect(await importPeople(control, administrator, { text })).toMatchObject({ added: 0, changed: 0 })
  })

  test('tells the problems of every line, and imports nothing while there is one', async () => {
    await using control = await testControl()
    await addProfile(control)
    await addProfile(control, 'Small', { maxPeople: 2 })
    await add(control, 'Adele')
    const text = file(
      'b@contoso.example,B,Small',
      'c@contoso.example,C,Small',
      'd@contoso.example,D,Small',
      'e,E,',
      'f@contoso.example,F,Nowhere',
      'B@contoso.example,B again,',
    )
    const preview = await importPeople(control, administrator, { text, dryRun: true })
    expect(preview.lines.map(({ line, problems }) => [line, problems])).toEqual([
      [2, []],
      [3, []],
      [4, ['the profile “Small” is full']],
      [5, ['“e” is no sign-in name (name@domain)']],
      [6, ['there is no profile “Nowhere”']],
      [7, ['the same person as in line 2']],
    ])
    await expect(importPeople(control, administrator, { text })).rejects.toMatchObject({
      code: 'HF_IMPORT_REFUSED',
      context: { problems: 4, line: 4 },
    })
    expect(await countOf(control, 'person')).toBe(1)
  })

  test('counts places line after line: who leaves a profile makes room', async () => {
    await using control = await testControl()
    const small = await addProfile(control, 'Small', { maxPeople: 1 })
    await addProfile(control)
    await add(control, 'Adele', small)
    const text = file('adele@contoso.example,Adele,Default', 'bob@contoso.example,Bob,Small')
    expect(await importPeople(control, administrator, { text })).toMatchObject({ added: 1, changed: 1 })
    const preserved = await listPeople(control, administrator, { search: 'adele' })
    await preservePeople(control, administrator, { people: [preserved.people[0]!.id] })
    // Preserved people take no place.
    const back = file('adele@contoso.example,Adele,Small')
    expect(await importPeople(control, administrator, { text: back })).toMatchObject({ changed: 1 })
  })

  test('reaches no further than the one who imports', async () => {
    await using control = await testControl()
    await addProfile(control)
    const sales = await addProfile(control, 'Sales')
    await add(control, 'Adele')
    const limited = actorOf('profile-administrator', { profiles: [sales] })
    const text = file(
      'adele@contoso.example,Adele,Sales',
      'bob@contoso.example,Bob,Default',
      'christie@contoso.example,Christie,',
      'diego@contoso.example,Diego,Sales',
    )
    const { lines } = await importPeople(control, limited, { text, dryRun: true })
    expect(lines.map(({ problems }) => problems)).toEqual([
      ['somebody has this sign-in name already'],
      ['there is no profile “Default”'],
      ['no profile is given'],
      [],
    ])
    await expect(importPeople(control, actorOf('help-desk'), { text })).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
    await expect(importPeople(control, administrator, { text: 'x\ny' })).rejects.toMatchObject({
      code: 'HF_IMPORT_REFUSED',
    })
  })
})
