import { x25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'

/** The offline key of an organisation, as the command line makes it, too. */
export interface RecoveryKit {
  /** What names the kit: on the paper, and at the server. */
  readonly kitId: string
  /** All that the server gets: 32 bytes in base64url. */
  readonly publicKey: string
  readonly words: readonly string[]
}

/** Made in this browser, from its own randomness: also where a page without TLS has no WebCrypto. */
export function makeRecoveryKit(): RecoveryKit {
  const privateKey = crypto.getRandomValues(new Uint8Array(32))
  try {
    const publicKey = x25519.getPublicKey(privateKey)
    const digest = bytesToHex(sha256(concatBytes(utf8ToBytes('holdfast recovery kit'), publicKey)))
    return {
      kitId: `${digest.slice(0, 4)}-${digest.slice(4, 8)}`,
      publicKey: base64Url(publicKey),
      words: entropyToMnemonic(privateKey, wordlist).split(' '),
    }
  } finally {
    privateKey.fill(0)
  }
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
