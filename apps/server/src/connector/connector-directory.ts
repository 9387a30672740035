import { appendFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '@holdfast/base'
import { createOnce } from '@holdfast/control'
import { type ConnectorPolicy, connectorPolicy, type GivenOrRefused, keyErrors } from '@holdfast/keys'
import { z } from 'zod'

/** Everything that a connector has: its key, its policy, its log. */
export class ConnectorDirectory {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  get keyFile(): string {
    return join(this.path, 'connector.key')
  }

  get policyFile(): string {
    return join(this.path, 'policy.json')
  }

  get logFile(): string {
    return join(this.path, 'connector.log')
  }

  /** Undefined before it was enrolled. */
  async readKey(): Promise<string | undefined> {
    return await readIfThere(this.keyFile)
  }

  /** Never over one that is there: who loses it loses what it opens. */
  async writeKey(text: string, random: Random): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 })
    await createOnce(this.keyFile, text, random)
  }

  /** What it gives out; everything, at 60,000 keys a minute at most, where nothing is said. Raises HF_KEY_MALFORMED. */
  async policy(): Promise<ConnectorPolicy> {
    const text = (await readIfThere(this.policyFile)) ?? '{}'
    try {
      return connectorPolicy.parse(JSON.parse(text))
    } catch (cause) {
      const reason =
        cause instanceof z.ZodError
          ? cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
          : 'it is no JSON'
      throw keyErrors.HF_KEY_MALFORMED({ what: `policy (${this.policyFile})`, reason }, { cause })
    }
  }

  /** A line of JSON for each question, written before its answer leaves. Raises what keeps it from being written. */
  log(entry: GivenOrRefused): void {
    appendFileSync(this.logFile, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
