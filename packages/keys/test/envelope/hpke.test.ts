import { seededRandom } from '@holdfast/base'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newOpeningKey, openingKeyOf, openWith, sealTo } from '../../src/index.ts'
import { sealByTheBook } from './rfc9180.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** RFC 9180, appendix A.1.1. */
const VECTOR = {
  recipientPrivate: hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
  recipientPublic: hex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d'),
  ephemeralPrivate: hex('52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736'),
  ephemeralPublic: hex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  associated: hex('436f756e742d30'),
  plaintext: hex('4265617574792069732074727574682c20747275746820626561757479'),
} as const

describe('sealing to a public key', () => {
  test('the book, as these tests read it, gives the vector of RFC 9180', () => {
    expect(sealByTheBook({ ...VECTOR, aead: 'aes-128-gcm' }).toString('hex')).toBe(
      'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
    )
  })

  test('what is sealed by the book with our suite opens', async () => {
    const ciphertext = sealByTheBook({ ...VECTOR, aead: 'aes-256-gcm' })
    const sealed = { enc: VECTOR.ephemeralPublic, ciphertext }
    const key = await openingKeyOf({
      publicKey: VECTOR.recipientPublic,
      privateKey: VECTOR.recipientPrivate,
    })
    expect(await openWith(key, sealed, VECTOR)).toEqual(VECTOR.plaintext)
  })

  test('is the same as the library does with its own derivation, in both directions', async () => {
    const plain = new CipherSuite({
      kem: new DhkemX25519HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes256Gcm(),
    })
    const { publicKey, key } = await newOpeningKey()
    const whole = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array(),
        fc.uint8Array(),
        fc.uint8Array(),
        async (secret, info, associated) => {
          const ours = await sealTo(publicKey, secret, { info, associated })
          const opened = await plain.open(
            { recipientKey: key, enc: whole(ours.enc), info: whole(info) },
            whole(ours.ciphertext),
            whole(associated),
          )
          expect(Buffer.from(opened)).toEqual(Buffer.from(secret))
          const theirs = await plain.seal(
            { recipientPublicKey: key.publicKey, info: whole(info) },
            whole(secret),
            whole(associated),
          )
          const sealed = { enc: Buffer.from(theirs.enc), ciphertext: Buffer.from(theirs.ct) }
          expect(await openWith(key, sealed, { info, associated })).toEqual(Buffer.from(secret))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('opens with the same key and binding, and with no other bit changed', async () => {
    const random = seededRandom(5)
    const { publicKey, key } = await newOpeningKey()
    const binding = { info: Buffer.from('info'), associated: Buffer.from('associated') }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), fc.nat(), async (secret, at) => {
        const sealed = await sealTo(publicKey, secret, binding)
        expect(await openWith(key, sealed, binding)).toEqual(Buffer.from(secret))
        for (const part of ['enc', 'ciphertext'] as const) {
          const changed = Buffer.from(sealed[part])
          // The highest bit of a public key is not looked at (RFC 7748, section 5).
          const bit = at % (changed.length * 8)
          if (part === 'enc' && bit === 31 * 8 + 7) continue
          changed[bit >> 3]! ^= 1 << (bit & 7)
          expect(await openWith(key, { ...sealed, [part]: changed }, binding)).toBeUndefined()
        }
        const other = { ...binding, associated: random.bytes(10) }
        expect(await openWith(key, sealed, other)).toBeUndefined()
        expect(await openWith((await newOpeningKey()).key, sealed, binding)).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  test('refuses what is no key', async () => {
    const binding = { info: Buffer.alloc(0), associated: Buffer.alloc(0) }
    await expect(sealTo(Buffer.alloc(31), Buffer.alloc(1), binding)).rejects.toMatchObject({
      code: 'HF_KEY_MALFORMED',
    })
  })
})
