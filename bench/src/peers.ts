import { execFile, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ConnectProxy } from '@holdfast/graph-emulator'
import { PASSWORD } from './job-process.ts'
import type { RemoteEmulator } from './world.ts'

const run = promisify(execFile)

/** The peers that are not installed. */
export function missingPeers(): string[] {
  return ['rclone', 'restic'].filter((program) => spawnSync(program, ['version']).error)
}

/** Bytes of everything below a folder. */
export async function diskUsage(path: string): Promise<number> {
  return Number((await run('du', ['-sb', path])).stdout.split('\t')[0])
}

/** `rclone sync` of a drive into a folder and `restic backup` of that folder, as people do it without us. */
export class Peers implements AsyncDisposable {
  readonly #folder: string
  readonly #proxy: ConnectProxy
  readonly #environment: NodeJS.ProcessEnv

  private constructor(folder: string, proxy: ConnectProxy) {
    this.#folder = folder
    this.#proxy = proxy
    // The programs need their surroundings, and the proxy that leads them here.
    this.#environment = {
      // biome-ignore lint/style/noProcessEnv: handed on to programs that are started
      ...process.env,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '',
      RESTIC_CACHE_DIR: `${folder}/cache`,
    }
  }

  /** Makes mirror and repository, both empty, in a folder. */
  static async make(
    folder: string,
    emulator: RemoteEmulator,
    { driveId, refreshToken }: { driveId: string; refreshToken: string },
  ): Promise<Peers> {
    await mkdir(`${folder}/mirror`, { recursive: true })
    const token = {
      access_token: 'x',
      token_type: 'Bearer',
      refresh_token: refreshToken,
      expiry: '2020-01-01T00:00:00Z',
    }
    await writeFile(`${folder}/ca.pem`, emulator.caCertificate)
    await writeFile(`${folder}/password`, PASSWORD)
    await writeFile(
      `${folder}/rclone.conf`,
      `[od]\ntype = onedrive\ndrive_id = ${driveId}\ndrive_type = business\ntoken = ${JSON.stringify(token)}\n`,
    )
    const peers = new Peers(folder, await ConnectProxy.start(Number(new URL(emulator.baseUrl).port)))
    await peers.#restic('init')
    return peers
  }

  get mirror(): string {
    return `${this.#folder}/mirror`
  }

  get repository(): string {
    return `${this.#folder}/repository`
  }

  async backUp(): Promise<void> {
    const files = ['--config', `${this.#folder}/rclone.conf`, '--ca-cert', `${this.#folder}/ca.pem`]
    const lanes = ['--transfers', '8', '--checkers', '8']
    await run('rclone', [...files, ...lanes, 'sync', 'od:', this.mirror], {
      env: this.#environment,
      maxBuffer: 1e9,
    })
    await this.backUpMirror()
  }

  async backUpMirror(): Promise<void> {
    await this.#restic('backup', this.mirror)
  }

  async #restic(...args: string[]): Promise<void> {
    const repository = ['-r', this.repository, '--password-file', `${this.#folder}/password`]
    await run('restic', [...repository, ...args], { env: this.#environment, maxBuffer: 1e9 })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#proxy[Symbol.asyncDispose]()
  }
}
