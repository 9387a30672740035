import { systemRandom } from '@holdfast/base'
import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { hashPassword, isOutdated, isPassword } from '../../src/access/password-hash.ts'
import { checkPassword } from '../../src/access/password-rules.ts'

const EMAIL = 'adele.vance@contoso.example'

describe('passwords', () => {
  test.each([
    ['elevenchars', 'shorter'],
    ['x'.repeat(129), 'longer'],
    ['Adele.Vance and more', 'name in your e-mail'],
    ['aaaaaaaaaaaaaaa', 'repeats'],
    ['121212121212', 'repeats'],
    ['123456789012', 'row'],
    ['0987654321098', 'row'],
    ['abcdefghijklmno', 'row'],
    ['qwertyuiopqwertyuiop', 'row'],
    ['Password1234', 'common'],
    ['Password2026!!', 'common'],
    ['!!!!Welcome2026', 'common'],
    ['PASSWORDpassword', 'common'],
    ['letmeinletmeinletmein', 'common'],
    ['1qaz2wsx3edc4rfv', 'common'],
    ['CorrectHorseBatteryStaple', 'common'],
    ['iloveyouforever', 'common'],
  ])('%s is refused', (password, reason) => {
    expect(() => checkPassword(password, EMAIL)).toThrow(
      expect.objectContaining({ code: 'HF_PASSWORD_REFUSED', message: expect.stringContaining(reason) }),
    )
  })

  test.each([
    'seven otters juggle plums',
    'xK9#mQ2$vL7!',
    'пароль из многих слов',
    '🦦🦔🦉🐙🐳🦜🐢🦋🐝🐞🦀🦞',
    'x7Kp mQ2'.repeat(16),
    'the password of the day is long enough',
  ])('%s is good', (password) => {
    checkPassword(password, EMAIL)
  })

  test('do not have to avoid a name of one or two letters', () => {
    checkPassword('seven otters juggle plums', 's@contoso.example')
    expect(() => checkPassword('seven otters juggle plums', 'Otters@contoso.example')).toThrow(/e-mail/)
  })

  test('are hashed by argon2id with the recommended parameters, each with its salt', async () => {
    const hashes = [
      await hashPassword({ random: systemRandom }, EMAIL),
      await hashPassword({ random: systemRandom }, EMAIL),
    ]
    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(hashes[0]).not.toBe(hashes[1])
    expect(await isPassword(EMAIL, hashes[0])).toBe(true)
    expect(await isPassword(`${EMAIL}x`, hashes[0])).toBe(false)
    expect(isOutdated(hashes[0] as string)).toBe(false)
    expect(isOutdated(await hash(EMAIL, { timeCost: 1 }))).toBe(true)
  })

  test('are the same however a keyboard composes them', async () => {
    const composed = await hashPassword({ random: systemRandom }, 'crème brûlée'.normalize('NFC'))
    expect(await isPassword('crème brûlée'.normalize('NFD'), composed)).toBe(true)
  })

  test('of nobody is none, whatever is tried', async () => {
    for (const password of ['', 'a', 'AAAA']) {
      expect(await isPassword(password, null)).toBe(false)
      expect(await isPassword(password, undefined)).toBe(false)
    }
  })
})
