import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AGE_CLASSES,
  ageClassOf,
  countUsage,
  FILE_TYPES,
  fileTypeOf,
  SIZE_CLASSES,
  sizeClassOf,
} from '../../src/index.ts'
import { DAY } from '../alerts/populate.ts'

const KIB = 1_024
const NOW = Date.parse('2026-03-02T09:00:00Z')

describe('a file', () => {
  test.each([
    ['Plan.docx', 'document'],
    ['PLAN.DOCX', 'document'],
    ['figures.v2.xlsx', 'spreadsheet'],
    ['talk.pptx', 'presentation'],
    ['paper.pdf', 'pdf'],
    ['Notes.one', 'note'],
    ['holiday.HEIC', 'image'],
    ['film.mp4', 'video'],
    ['song.mp3', 'audio'],
    ['old.zip', 'archive'],
    ['mail.pst', 'mail'],
    ['main.ts', 'code'],
    ['rows.json', 'data'],
    ['house.dwg', 'design'],
    ['setup.exe', 'program'],
    ['README', 'other'],
    ['.pdf', 'other'],
    ['odd.', 'other'],
    ['odd.constructor', 'other'],
    ['', 'other'],
  ])('named %j is of the type %s', (name, type) => {
    expect(fileTypeOf(name)).toBe(type)
  })

  test.each([
    [0, 'under-100-kib'],
    [100 * KIB - 1, 'under-100-kib'],
    [100 * KIB, '100-kib-to-1-mib'],
    [KIB ** 2, '1-to-10-mib'],
    [10 * KIB ** 2, '10-to-100-mib'],
    [100 * KIB ** 2, '100-mib-to-1-gib'],
    [KIB ** 3, '1-to-10-gib'],
    [10 * KIB ** 3, 'over-10-gib'],
    [250 * KIB ** 3, 'over-10-gib'],
  ])('of %i bytes is of the size %s', (bytes, size) => {
    expect(sizeClassOf(bytes)).toBe(size)
  })

  test.each([
    [-DAY, 'under-30-days'],
    [0, 'under-30-days'],
    [30 * DAY, '30-to-90-days'],
    [90 * DAY, '90-days-to-1-year'],
    [365 * DAY, '1-to-3-years'],
    [3 * 365 * DAY, '3-to-7-years'],
    [7 * 365 * DAY - 1, '3-to-7-years'],
    [7 * 365 * DAY, 'over-7-years'],
  ])('changed %i milliseconds ago is of the age %s', (age, expected) => {
    expect(ageClassOf(NOW - age, NOW)).toBe(expected)
  })
})

describe('the facts of a drive', () => {
  const item = fc.record({
    name: fc.constantFrom('a.docx', 'b.pdf', 'c.DOCX', 'd', 'e.mp4'),
    size: fc.oneof(fc.nat(200 * KIB), fc.nat(2 ** 40)),
    modified: fc.integer({ min: NOW - 4_000 * DAY, max: NOW + DAY }),
  })

  test('hold every file once, and all bytes', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const facts = countUsage(items, NOW)
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
        expect(sum(facts.map((fact) => fact.items))).toBe(items.length)
        expect(sum(facts.map((fact) => fact.bytes))).toBe(sum(items.map(({ size }) => size)))
        const keys = facts.map(({ fileType, sizeClass, ageClass }) => `${fileType} ${sizeClass} ${ageClass}`)
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })

  test('are the same in whatever order the files come', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        expect(countUsage(items.toReversed(), NOW)).toEqual(countUsage(items, NOW))
      }),
    )
  })

  test('are of the classes that there are', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        for (const { fileType, sizeClass, ageClass } of countUsage(items, NOW)) {
          expect(FILE_TYPES).toContain(fileType)
          expect(SIZE_CLASSES).toContain(sizeClass)
          expect(AGE_CLASSES).toContain(ageClass)
        }
      }),
    )
  })
})
