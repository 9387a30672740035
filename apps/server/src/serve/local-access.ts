import { createHash, timingSafeEqual } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import type { Random } from '@holdfast/base'
import { type Actor, COMMAND_LINE_ID } from '@holdfast/control'
import type { Authenticate } from '../http/credential.ts'

const PREFIX = 'hfl_'

/** Who has the data directory has the server; the audit trail names them so. */
const COMMAND_LINE: Actor = {
  kind: 'account',
  id: COMMAND_LINE_ID,
  name: 'Command line of this server',
  role: 'cloud-administrator',
}

/** Lets the command line on this machine in, by a token that is good until the server stops. */
export class LocalAccess implements AsyncDisposable {
  readonly #file: string
  readonly #token: string

  /** @param file readable for the account that runs the server, and nobody else */
  constructor(file: string, random: Random) {
    this.#file = file
    this.#token = PREFIX + random.bytes(32).toString('base64url')
  }

  /** Says where the server listens. */
  async announce(url: string): Promise<void> {
    const written = `${this.#file}.${process.pid}`
    await writeFile(written, `${JSON.stringify({ url, token: this.#token })}\n`, { mode: 0o600 })
    await rename(written, this.#file)
  }

  /** The command line's token here; everything else by `others`. */
  authenticate(others: Authenticate): Authenticate {
    return async (credential) => {
      const { kind, secret, address } = credential
      if (kind !== 'token' || !secret.startsWith(PREFIX)) return await others(credential)
      return isSame(secret, this.#token) ? { ...COMMAND_LINE, address } : undefined
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#file, { force: true })
  }
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
