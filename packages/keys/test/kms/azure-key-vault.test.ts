import {
  constants,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomUUID,
} from 'node:crypto'
import { systemClock } from '@holdfast/base'
import { createAuthority, createServerIdentity } from '@holdfast/graph-emulator'
import { AzureKeyVault } from '../../src/kms/azure-key-vault.ts'
import { kmsContract } from './kms-contract.ts'
import { type LocalAnswer, type LocalRequest, LocalServer } from './local-server.ts'

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
const PAIR = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Speaks Key Vault's REST protocol (7.x) for one RSA key. */
class KeyVaultService {
  readonly #versions = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>()
  #newest = ''
  isRevoked = false
  unwraps = 0
  url = ''

  constructor() {
    this.rotate()
  }

  rotate(): void {
    this.#newest = randomUUID().replaceAll('-', '')
    this.#versions.set(this.#newest, PAIR())
  }

  answer({ method, path, headers, body }: LocalRequest): LocalAnswer {
    if (headers.authorization !== 'Bearer token')
      return {
        status: 401,
        headers: {
          'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/${randomUUID()}", resource="https://localhost"`,
        },
        body: { error: { code: 'Unauthorized', message: 'no token' } },
      }
    if (this.isRevoked)
      return { status: 403, body: { error: { code: 'Forbidden', message: 'The key is disabled.' } } }
    const { pathname } = new URL(path, this.url)
    const [, keys, name, version = this.#newest, operation] = pathname.split('/')
    const pair = this.#versions.get(version || this.#newest)
    if (keys !== 'keys' || name !== 'holdfast' || pair === undefined)
      return { status: 404, body: { error: { code: 'KeyNotFound', message: 'no such key' } } }
    const kid = `${this.url}/keys/holdfast/${version || this.#newest}`
    if (method === 'GET') {
      const { n, e } = pair.publicKey.export({ format: 'jwk' })
      return {
        status: 200,
        body: {
          key: { kid, kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'], n, e },
          attributes: { enabled: true },
        },
      }
    }
    const { value, alg } = JSON.parse(body.toString()) as { value: string; alg: string }
    if (alg !== 'RSA-OAEP-256') return { status: 400, body: { error: { code: 'BadParameter' } } }
    const bytes = Buffer.from(value, 'base64url')
    if (operation === 'wrapkey')
      return {
        status: 200,
        body: { kid, value: publicEncrypt({ key: pair.publicKey, ...OAEP }, bytes).toString('base64url') },
      }
    this.unwraps++
    try {
      const plaintext = privateDecrypt({ key: pair.privateKey, ...OAEP }, bytes)
      return { status: 200, body: { kid, value: plaintext.toString('base64url') } }
    } catch {
      return { status: 400, body: { error: { code: 'BadParameter', message: 'it does not unwrap' } } }
    }
  }
}

const authority = createAuthority(systemClock.now())
const identity = createServerIdentity(authority, ['localhost'], systemClock.now())

kmsContract(
  'Azure Key Vault',
  async () => {
    const service = new KeyVaultService()
    const server = await LocalServer.start((request) => service.answer(request), identity)
    service.url = server.url
    const kms = new AzureKeyVault({
      vaultUrl: server.url,
      key: 'holdfast',
      credential: {
        getToken: async () => ({ token: 'token', expiresOnTimestamp: systemClock.now() + 3_600_000 }),
      },
      client: {
        disableChallengeResourceVerification: true,
        retryOptions: { maxRetries: 0 },
        tlsOptions: { ca: authority.certificate },
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
  { rewrapsInside: false },
)
