import type { Random } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { isId } from './id.ts'
import { parseJsonObject } from './json-object.ts'
import { isIrreducible, randomPolynomial } from './polynomial.ts'

/** The repository's `config` file: sealed JSON, never compressed. */
export interface Config {
  readonly version: 1 | 2
  /** 64 hex digits; names the repository in clients' caches. */
  readonly id: string
  /** Hex; degree 53, irreducible, secret. */
  readonly chunkerPolynomial: string
}

export function newConfig(random: Random): Config {
  return { version: 2, id: random.bytes(32).toString('hex'), chunkerPolynomial: randomPolynomial(random) }
}

export function encodeConfig(config: Config): Buffer {
  const { version, id, chunkerPolynomial } = config
  return Buffer.from(JSON.stringify({ version, id, chunker_polynomial: chunkerPolynomial }))
}

/** Raises HF_CONFIG_DAMAGED, or HF_VERSION_UNSUPPORTED for a format that this program does not know. */
export function decodeConfig(json: Uint8Array): Config {
  const value = parseJsonObject(json)
  if (!value) throw repositoryErrors.HF_CONFIG_DAMAGED({ reason: 'it is no JSON object' })
  const { version, id, chunker_polynomial: polynomial } = value
  if (version !== 1 && version !== 2)
    throw repositoryErrors.HF_VERSION_UNSUPPORTED({ version: JSON.stringify(version) })
  if (typeof id !== 'string' || !isId(id))
    throw repositoryErrors.HF_CONFIG_DAMAGED({ reason: 'its id is no id' })
  if (
    typeof polynomial !== 'string' ||
    !/^[0-9a-f]{1,16}$/.test(polynomial) ||
    !isIrreducible(BigInt(`0x${polynomial}`))
  ) {
    throw repositoryErrors.HF_CONFIG_DAMAGED({ reason: 'its chunker polynomial is not irreducible' })
  }
  return { version, id, chunkerPolynomial: polynomial }
}
