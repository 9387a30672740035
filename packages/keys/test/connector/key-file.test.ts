import { randomUUID } from 'node:crypto'
import { systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { keyFileText, needsPassphrase, openKeyFile } from '../../src/index.ts'

const configuration = {
  providerId: randomUUID(),
  name: 'office',
  url: 'wss://backup.example.com/connect',
  server: systemRandom.bytes(32),
  publicKey: systemRandom.bytes(32),
}
const secrets = { privateKey: systemRandom.bytes(32), identitySeed: systemRandom.bytes(32) }
const random = systemRandom

describe('a key file', () => {
  test('with a passphrase opens with it alone, and holds no secret in clear', async () => {
    const text = await keyFileText(configuration, secrets, { passphrase: 'seven otters', random })
    expect(needsPassphrase(text)).toBe(true)
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret.toString('base64url'))
    expect(await openKeyFile(text, 'seven otters')).toEqual({ ...configuration, ...secrets })
    await expect(openKeyFile(text, 'six otters')).rejects.toMatchObject({ code: 'HF_PASSPHRASE_WRONG' })
    await expect(openKeyFile(text)).rejects.toMatchObject({ code: 'HF_PASSPHRASE_WRONG' })
  })

  test('with a passphrase cannot be turned to another server', async () => {
    const text = await keyFileText(configuration, secrets, { passphrase: 'seven otters', random })
    const turned = text.replace('backup.example.com', 'evil.example.com')
    await expect(openKeyFile(turned, 'seven otters')).rejects.toMatchObject({ code: 'HF_PASSPHRASE_WRONG' })
  })

  test('without one opens as it is', async () => {
    const text = await keyFileText(configuration, secrets, { random })
    expect(needsPassphrase(text)).toBe(false)
    expect(await openKeyFile(text)).toEqual({ ...configuration, ...secrets })
  })

  test.each(['', '{}', 'nonsense', '{"version":2}'])('that is none (%s) is refused', async (text) => {
    await expect(openKeyFile(text)).rejects.toMatchObject({ code: 'HF_KEY_MALFORMED' })
  })
})
