import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase32, toBase32 } from '../../src/access/base32.ts'
import { hotp, matchingStep, totpStep, totpUri } from '../../src/access/totp.ts'

const KEY = Buffer.from('12345678901234567890')
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('codes of an authenticator app', () => {
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238, appendix B: at %i', (seconds, code) => {
    expect(hotp(KEY, totpStep(seconds * 1_000), 8)).toBe(code)
    expect(matchingStep(SECRET, code.slice(2), seconds * 1_000, null)).toBe(totpStep(seconds * 1_000))
  })

  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => [counter, code] as const,
    ),
  )('are those of RFC 4226, appendix D: counter %i', (counter, code) => {
    expect(hotp(KEY, counter)).toBe(code)
  })

  test('count one step before and after, and none twice', () => {
    const time = 1_700_000_000_000
    const step = totpStep(time)
    for (const offset of [-1, 0, 1]) {
      const code = hotp(KEY, step + offset)
      expect(matchingStep(SECRET, code, time, null)).toBe(step + offset)
      expect(matchingStep(SECRET, code, time, step + offset - 1)).toBe(step + offset)
      expect(matchingStep(SECRET, code, time, step + offset)).toBeUndefined()
    }
    for (const offset of [-2, 2])
      expect(matchingStep(SECRET, hotp(KEY, step + offset), time, null)).toBeUndefined()
    for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345']) {
      expect(matchingStep(SECRET, code, time, null)).toBeUndefined()
    }
  })

  test('have a URI that apps understand', () => {
    const uri = new URL(totpUri(SECRET, 'adele+x@contoso.example'))
    expect(uri.href).toContain('otpauth://totp/Holdfast:adele%2Bx%40contoso.example?')
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: SECRET,
      issuer: 'Holdfast',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
  })
})

describe('base32', () => {
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('is that of RFC 4648, section 10: %s', (text, encoded) => {
    expect(toBase32(Buffer.from(text))).toBe(encoded)
  })

  test('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase32(toBase32(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
  })
})
