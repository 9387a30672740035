import { Exclusions } from '@holdfast/engine'
import { describe, expect, test } from 'vitest'
import {
  changeGlobalExclusions,
  exclusionLists,
  exclusionsFor,
  mergeExclusions,
  previewExclusions,
  profileSettings,
  readGlobalExclusions,
} from '../../src/index.ts'
import { actor, auditOf, cloud } from '../rows.ts'
import { testControl } from '../test-control.ts'

const lists = (fields: object) => exclusionLists.parse(fields)

describe('lists', () => {
  test('of the organisation and of the profile count together, each entry once', () => {
    const all = lists({ extensions: '.tmp; BAK', names: 'Thumbs.db', folders: 'Music;Personal\\Videos' })
    const profile = lists({ extensions: 'tmp;*.iso;;', folders: '/personal/videos/ ; Games' })
    expect(mergeExclusions(all, profile)).toEqual({
      extensions: ['tmp', 'BAK', 'iso'],
      fileNames: ['Thumbs.db'],
      folders: ['Music', 'Personal/Videos', 'Games'],
    })
    expect(new Exclusions(mergeExclusions(lists({}))).isEmpty).toBe(true)
  })

  test.each([
    ['extensions', '.tmp; .a/b; *', ['.a/b', '*']],
    ['names', 'Thumbs.db; *.tmp; a/b.txt', ['*.tmp', 'a/b.txt']],
    ['folders', 'Music; ..; / ; a:b', ['..', '/', 'a:b']],
  ])('name each entry of %s that could match nothing', (kind, text, bad) => {
    const result = exclusionLists.safeParse({ [kind]: text })
    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual(
      bad.map((entry) => [[kind], expect.stringContaining(`The exclusion ${entry} cannot be used: `)]),
    )
  })
})

describe('the organisation’s list', () => {
  test('is empty at first, changed by version, and recorded', async () => {
    await using control = await testControl()
    expect(await readGlobalExclusions(control, cloud)).toEqual({ lists: lists({}), version: 0 })
    const first = await changeGlobalExclusions(control, cloud, { version: 0, lists: { extensions: '.tmp' } })
    expect(first).toEqual({ lists: lists({ extensions: '.tmp' }), version: 1 })
    const late = { version: 0, lists: { names: 'x' } }
    await expect(changeGlobalExclusions(control, cloud, late)).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    const second = await changeGlobalExclusions(control, cloud, { version: 1, lists: { folders: 'Music' } })
    expect(await readGlobalExclusions(control, actor('auditor'))).toEqual(second)
    await expect(changeGlobalExclusions(control, cloud, { version: 1, lists: {} })).rejects.toMatchObject({
      code: 'HF_CONFLICT',
    })
    expect(await auditOf(control)).toMatchObject([
      { action: 'exclusions.changed', details: { extensions: '.tmp' } },
      { action: 'exclusions.changed', details: { folders: 'Music' } },
    ])
  })

  test('refuses entries that could match nothing, and whoever may not', async () => {
    await using control = await testControl()
    const bad = { version: 0, lists: { extensions: 'a/b' } }
    await expect(changeGlobalExclusions(control, cloud, bad)).rejects.toMatchObject({ code: 'HF_INVALID' })
    const good = { version: 0, lists: { extensions: 'tmp' } }
    for (const role of [
      'profile-administrator',
      'help-desk',
      'legal-officer',
      'auditor',
      'person',
    ] as const) {
      await expect(changeGlobalExclusions(control, actor(role), good)).rejects.toMatchObject({
        code: 'HF_FORBIDDEN',
      })
      if (role === 'auditor') continue
      await expect(readGlobalExclusions(control, actor(role))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    expect(await auditOf(control)).toEqual([])
  })

  test('applies to every profile', async () => {
    await using control = await testControl()
    await changeGlobalExclusions(control, cloud, { version: 0, lists: { extensions: '.tmp' } })
    const settings = profileSettings.parse({ backup: { exclusions: { extensions: 'iso' } } })
    expect(await exclusionsFor(control.sql, settings)).toMatchObject({ extensions: ['tmp', 'iso'] })
    expect(await exclusionsFor(control.sql, profileSettings.parse({}))).toMatchObject({ extensions: ['tmp'] })
  })
})

describe('a preview', () => {
  const rules = mergeExclusions(
    lists({ extensions: 'tmp;iso', names: 'Thumbs.db', folders: 'Music;Personal\\Finance' }),
  )
  const items = [
    { path: 'Report.docx', size: 10 },
    { path: 'draft.tmp', size: 5 },
    { path: '/Work/Old.TMP', size: 5 },
    { path: 'Work/thumbs.db', size: 1 },
    { path: 'Work/Music/song.mp3', size: 100 },
    { path: 'Work/Music/Thumbs.db', size: 1 },
    { path: 'music\\other.iso', size: 50 },
    { path: 'Personal/Finance/taxes.xlsx', size: 20 },
    { path: 'Work/Personal/Finance/kept.xlsx', size: 30 },
    { path: 'Finance/kept.xlsx', size: 30 },
    { path: 'Music', size: 7 },
  ]

  test('tells what each rule leaves out', async () => {
    expect(await previewExclusions(rules, items)).toEqual({
      files: 11,
      bytes: 259,
      excludedFiles: 7,
      excludedBytes: 182,
      rules: [
        {
          rule: 'folder Music',
          files: 3,
          bytes: 151,
          examples: ['Work/Music/song.mp3', 'Work/Music/Thumbs.db', 'music\\other.iso'],
        },
        { rule: 'folder Personal/Finance', files: 1, bytes: 20, examples: ['Personal/Finance/taxes.xlsx'] },
        { rule: 'extension .tmp', files: 2, bytes: 10, examples: ['draft.tmp', '/Work/Old.TMP'] },
        { rule: 'file name thumbs.db', files: 1, bytes: 1, examples: ['Work/thumbs.db'] },
      ],
    })
  })

  test('takes items as they come, and leaves out nothing without rules', async () => {
    async function* coming() {
      yield* items
    }
    expect(await previewExclusions(rules, coming())).toMatchObject({ files: 11, excludedFiles: 7 })
    expect(await previewExclusions({}, items)).toEqual({
      files: 11,
      bytes: 259,
      excludedFiles: 0,
      excludedBytes: 0,
      rules: [],
    })
  })
})
