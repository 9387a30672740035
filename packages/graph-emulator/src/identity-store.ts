import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '@holdfast/base'
import type { AppRegistration } from './auth/app-registry.ts'
import { createAuthority, type KeyPair } from './tls/authority.ts'

/** What must stay the same for clients across restarts. */
export interface Identity {
  readonly authority?: KeyPair
  /** Base64 of the key that signs tokens. */
  readonly tokenKey: string
  readonly apps: readonly AppRegistration[]
}

const FILE = 'identity.json'

/** Reads the identity from the state directory, and makes what is missing. `now` in milliseconds. */
export async function loadIdentity(
  directory: string | undefined,
  tls: boolean,
  random: Random,
  now: number,
): Promise<Identity> {
  const saved = directory === undefined ? undefined : await read(directory)
  const authority = saved?.authority ?? (tls ? createAuthority(now) : undefined)
  return {
    ...(authority && { authority }),
    tokenKey: saved?.tokenKey ?? random.bytes(32).toString('base64'),
    apps: saved?.apps ?? [],
  }
}

/** Writes the identity, readable by its owner only, in one step. */
export async function saveIdentity(directory: string, identity: Identity): Promise<void> {
  await mkdir(directory, { recursive: true })
  const path = join(directory, FILE)
  await writeFile(`${path}.new`, JSON.stringify(identity, null, 2), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

async function read(directory: string): Promise<Identity | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, FILE), 'utf8')) as Identity
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
