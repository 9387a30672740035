import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AwsKms } from '../../src/kms/aws-kms.ts'
import { kmsContract } from './kms-contract.ts'
import { type LocalAnswer, type LocalRequest, LocalServer } from './local-server.ts'

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

interface AwsCall {
  readonly KeyId?: string
  readonly Plaintext?: string
  readonly CiphertextBlob?: string
  readonly EncryptionContext?: Record<string, string>
  readonly SourceEncryptionContext?: Record<string, string>
  readonly DestinationEncryptionContext?: Record<string, string>
}

/** Speaks AWS's JSON 1.1 protocol, and encrypts under backing keys as KMS does. */
class AwsService {
  readonly #backing = [randomBytes(32)]
  isRevoked = false
  unwraps = 0

  rotate(): void {
    this.#backing.push(randomBytes(32))
  }

  answer({ headers, body }: LocalRequest): LocalAnswer {
    if (!String(headers.authorization).startsWith('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/'))
      return fault('UnrecognizedClientException', 'The security token included in the request is invalid.')
    const call = JSON.parse(body.toString()) as AwsCall
    if (this.isRevoked) return fault('DisabledException', `${KEY} is disabled.`)
    switch (headers['x-amz-target']) {
      case 'TrentService.Encrypt':
        return done({
          CiphertextBlob: this.#encrypt(call.Plaintext ?? '', call.EncryptionContext),
          KeyId: KEY,
        })
      case 'TrentService.Decrypt': {
        this.unwraps++
        const Plaintext = this.#decrypt(call.CiphertextBlob ?? '', call.EncryptionContext)
        return Plaintext === undefined
          ? fault('InvalidCiphertextException', '')
          : done({ Plaintext, KeyId: KEY })
      }
      case 'TrentService.ReEncrypt': {
        const plaintext = this.#decrypt(call.CiphertextBlob ?? '', call.SourceEncryptionContext)
        if (plaintext === undefined) return fault('InvalidCiphertextException', '')
        return done({
          CiphertextBlob: this.#encrypt(plaintext, call.DestinationEncryptionContext),
          KeyId: KEY,
        })
      }
      default:
        return fault('UnknownOperationException', String(headers['x-amz-target']))
    }
  }

  #encrypt(plaintext: string, context: object = {}): string {
    const version = this.#backing.length - 1
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#backing[version] ?? '', iv)
    cipher.setAAD(Buffer.from(JSON.stringify(context)))
    const sealed = Buffer.concat([cipher.update(plaintext, 'base64'), cipher.final()])
    return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), sealed]).toString('base64')
  }

  #decrypt(blob: string, context: object = {}): string | undefined {
    const bytes = Buffer.from(blob, 'base64')
    const key = this.#backing[bytes[0] ?? 255]
    if (key === undefined) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13))
    decipher.setAAD(Buffer.from(JSON.stringify(context))).setAuthTag(bytes.subarray(13, 29))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('base64')
    } catch {
      return undefined
    }
  }
}

function done(body: object): LocalAnswer {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body }
}

function fault(type: string, message: string): LocalAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type }
  return { status: 400, headers, body: { __type: type, message } }
}

kmsContract(
  'AWS KMS',
  async () => {
    const service = new AwsService()
    const server = await LocalServer.start((request) => service.answer(request))
    const kms = new AwsKms({
      keyId: KEY,
      client: {
        endpoint: server.url,
        region: 'eu-central-1',
        maxAttempts: 1,
        credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      },
    })
    return {
      kms,
      rotate: () => service.rotate(),
      setRevoked: (revoked) => {
        service.isRevoked = revoked
      },
      get unwraps() {
        return service.unwraps
      },
      stop: () => server[Symbol.asyncDispose](),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]().catch(() => {}),
    }
  },
  { rewrapsInside: true },
)
