import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forgetOldSecretKeys, openSecretBox, rotateSecretKey } from '../../src/index.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'holdfast-secrets-'))

describe('the secret box', () => {
  test('opens what it sealed, for the same purpose and row only', async () => {
    const box = await openSecretBox(newFolder())
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (secret, purpose, id) => {
        const sealed = box.seal(purpose, id, secret)
        expect(box.open(purpose, id, sealed)).toBe(secret)
        expect(() => box.open(`${purpose}x`, id, sealed)).toThrow(/not as it was sealed/)
        expect(() => box.open(purpose, `${id}x`, sealed)).toThrow(/not as it was sealed/)
      }),
      { numRuns: 50 },
    )
  })

  test('never seals twice into the same text, nor shows the secret', async () => {
    const box = await openSecretBox(newFolder())
    const sealed = new Set(Array.from({ length: 50 }, () => box.seal('totp', '1', 'GEZDGNBV')))
    expect(sealed.size).toBe(50)
    expect([...sealed].join()).not.toContain('GEZDGNBV')
  })

  test('refuses what was altered anywhere', async () => {
    const box = await openSecretBox(newFolder())
    const sealed = box.seal('webhook', '1', 'some secret')
    for (let i = 0; i < sealed.length - 1; i++) {
      const altered = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`
      expect(() => box.open('webhook', '1', altered)).toThrow(/HF_SECRET|not as it was sealed|not in/)
    }
    for (const text of ['', 'hfs1', 'hfs1..', 'hfs2.00000000.AAAA', sealed.slice(0, -4), 'plain text']) {
      expect(() => box.open('webhook', '1', text)).toThrow(/not as it was sealed/)
    }
  })

  test('makes its key once, readable by its owner alone', async () => {
    const folder = newFolder()
    const boxes = await Promise.all(Array.from({ length: 8 }, () => openSecretBox(join(folder, 'data'))))
    const sealed = boxes[0]!.seal('x', '1', 'secret')
    for (const box of boxes) expect(box.open('x', '1', sealed)).toBe('secret')
    expect(await readdir(join(folder, 'data'))).toEqual(['secrets.key'])
    expect(statSync(join(folder, 'data', 'secrets.key')).mode & 0o777).toBe(0o600)
    expect((await openSecretBox(join(folder, 'data'))).open('x', '1', sealed)).toBe('secret')
  })

  test('says which file is missing its key', async () => {
    const folder = newFolder()
    const sealed = (await openSecretBox(folder)).seal('connection', '1', 'secret')
    const file = join(folder, 'secrets.key')
    await rm(file)
    const other = await openSecretBox(folder)
    expect(() => other.open('connection', '1', sealed)).toThrow(
      expect.objectContaining({
        code: 'HF_SECRET_KEY_WRONG',
        context: { purpose: 'connection', file: 'secrets.key' },
      }),
    )
  })

  test.each([
    ['empty', ''],
    ['too short', `${Buffer.alloc(31).toString('base64')}\n`],
    ['something else', '-----BEGIN PRIVATE KEY-----\n'],
  ])('refuses a key file that is %s', async (_, content) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'secrets.key'), content)
    await expect(openSecretBox(folder)).rejects.toMatchObject({
      code: 'HF_SECRET_KEY_INVALID',
      context: { file: join(folder, 'secrets.key') },
    })
  })

  test('opens after a rotation what was sealed before, until older keys are forgotten', async () => {
    const folder = newFolder()
    const before = await openSecretBox(folder)
    const sealed = before.seal('x', '1', 'secret')
    const after = await rotateSecretKey(folder)
    expect(after.open('x', '1', sealed)).toBe('secret')
    expect(after.isCurrent(sealed)).toBe(false)
    const again = after.reseal('x', '1', sealed)
    expect(after.isCurrent(again)).toBe(true)
    expect(after.reseal('x', '1', again)).toBe(again)
    expect(() => before.open('x', '1', again)).toThrow(/not in/)
    const last = await forgetOldSecretKeys(folder)
    expect(last.open('x', '1', again)).toBe('secret')
    expect(() => last.open('x', '1', sealed)).toThrow(/not in/)
    expect(await readdir(folder)).toEqual(['secrets.key'])
  })
})
