import { describe, expect, test } from 'vitest'
import { Exclusions, parseExclusionList } from '../src/index.ts'

describe('exclusions', () => {
  test('a typed list is split at semicolons, blanks and empty entries dropped', () => {
    expect(parseExclusionList(' .tmp;Thumbs.db ;; *.iso;')).toEqual(['.tmp', 'Thumbs.db', '*.iso'])
  })

  test.each([
    ['.tmp', 'draft.tmp', true],
    ['tmp', 'DRAFT.TMP', true],
    ['*.tmp', 'draft.tmp', true],
    ['tmp', 'tmp', false],
    ['tmp', 'drafttmp', false],
    ['tar.gz', 'backup.tar.gz', true],
    ['gz', 'backup.tar.gz', true],
    ['tar', 'backup.tar.gz', false],
  ])('extension %s leaves out %s: %s', (extension, name, out) => {
    expect(new Exclusions({ extensions: [extension] }).fileReason(name, 1) !== undefined).toBe(out)
  })

  test.each([
    [['Music'], ['Music'], true],
    [['music'], ['Work', 'Music'], true],
    [['Personal\\Finance'], ['Personal', 'Finance'], true],
    [['/Personal/Finance/'], ['personal', 'finance'], true],
    [['Personal/Finance'], ['Work', 'Personal', 'Finance'], false],
    [['Personal/Finance'], ['Personal'], false],
  ])('folders %j leave out %j: %s', (folders, path, out) => {
    expect(new Exclusions({ folders }).folderReason(path) !== undefined).toBe(out)
  })

  test('names match whole and anywhere, sizes strictly above the limit', () => {
    const rules = new Exclusions({ fileNames: ['Thumbs.db'], largerThan: 100 })
    expect(rules.fileReason('thumbs.DB', 1)).toBe('file name thumbs.DB')
    expect(rules.fileReason('Thumbs.db.txt', 1)).toBeUndefined()
    expect(rules.fileReason('a', 100)).toBeUndefined()
    expect(rules.fileReason('a', 101)).toBe('larger than 100 bytes')
  })

  test.each([
    { extensions: ['.'] },
    { extensions: ['a/b'] },
    { fileNames: ['a*b'] },
    { folders: ['..'] },
    { folders: ['//'] },
    { largerThan: -1 },
    { largerThan: Number.NaN },
  ])('refuses %j with a reason', (rules) => {
    expect(() => new Exclusions(rules)).toThrow(expect.objectContaining({ code: 'HF_EXCLUSION_INVALID' }))
  })

  test('the fingerprint depends on what is decided, not on spelling or order', () => {
    const a = new Exclusions({ extensions: ['.tmp', 'iso'], folders: ['A/B'] })
    const b = new Exclusions({ extensions: ['ISO', '*.tmp'], folders: ['\\a\\b'] })
    expect(a.fingerprint).toBe(b.fingerprint)
    expect(a.fingerprint).not.toBe(new Exclusions({ extensions: ['.tmp'] }).fingerprint)
  })
})
