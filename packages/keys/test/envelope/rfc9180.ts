import { createCipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'

/** HPKE base mode by the text of RFC 9180 alone, for one suite; written to check the library against. */

const KEM = Buffer.concat([Buffer.from('KEM'), id(0x0020)])

function id(number: number): Buffer {
  return Buffer.from([number >> 8, number & 0xff])
}

function extract(suite: Buffer, salt: Uint8Array, label: string, ikm: Uint8Array): Buffer {
  const labelled = Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), ikm])
  return createHmac('sha256', salt.length === 0 ? Buffer.alloc(32) : salt)
    .update(labelled)
    .digest()
}

function expand(suite: Buffer, prk: Uint8Array, label: string, info: Uint8Array, length: number): Buffer {
  const labelled = Buffer.concat([id(length), Buffer.from('HPKE-v1'), suite, Buffer.from(label), info])
  const blocks: Buffer[] = []
  let last: Buffer = Buffer.alloc(0)
  for (let n = 1; Buffer.concat(blocks).length < length; n++) {
    last = createHmac('sha256', prk)
      .update(Buffer.concat([last, labelled, Buffer.from([n])]))
      .digest()
    blocks.push(last)
  }
  return Buffer.concat(blocks).subarray(0, length)
}

function shared(privateKey: Buffer, publicKey: Buffer): Buffer {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey])
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), publicKey])
  return diffieHellman({
    privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  })
}

export interface Sealing {
  readonly ephemeralPrivate: Buffer
  readonly ephemeralPublic: Buffer
  readonly recipientPublic: Buffer
  readonly info: Buffer
  readonly associated: Buffer
  readonly plaintext: Buffer
  readonly aead: 'aes-128-gcm' | 'aes-256-gcm'
}

/** Sections 4.1, 5.1 and 5.2. */
export function sealByTheBook(sealing: Sealing): Buffer {
  const { ephemeralPrivate, ephemeralPublic, recipientPublic, info, associated, plaintext, aead } = sealing
  const kemContext = Buffer.concat([ephemeralPublic, recipientPublic])
  const prk = extract(KEM, Buffer.alloc(0), 'eae_prk', shared(ephemeralPrivate, recipientPublic))
  const secret = expand(KEM, prk, 'shared_secret', kemContext, 32)
  const [aeadId, keyLength] = aead === 'aes-128-gcm' ? [1, 16] : [2, 32]
  const suite = Buffer.concat([Buffer.from('HPKE'), id(0x0020), id(0x0001), id(aeadId)])
  const nothing = Buffer.alloc(0)
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(suite, nothing, 'psk_id_hash', nothing),
    extract(suite, nothing, 'info_hash', info),
  ])
  const schedule = extract(suite, secret, 'secret', nothing)
  const key = expand(suite, schedule, 'key', context, keyLength)
  const nonce = expand(suite, schedule, 'base_nonce', context, 12)
  const cipher = createCipheriv(aead, key, nonce).setAAD(associated)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}
