import { execFile, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ConnectProxy } from '@holdfast/graph-emulator'
import type { BenchCase, Row } from '../bench-case.ts'
import { PASSWORD } from '../job-process.ts'
import { timed } from '../stopwatch.ts'
import { RemoteEmulator, type World } from '../world.ts'

const run = promisify(execFile)

/** Milliseconds to an answer in the incremental run. */
const ROUND_TRIP = 80

/** The same drive by `rclone sync` and `restic backup`, where they are installed. */
export const againstPeers: BenchCase = {
  name: 'against-peers',
  async run({ quick, world }) {
    const missing = ['rclone', 'restic'].filter((program) => spawnSync(program, ['version']).error)
    if (missing.length > 0)
      return [
        {
          name: 'against rclone sync + restic backup',
          target: '',
          measured: `left out: ${missing.join(' and ')} not installed`,
        },
      ]
    const recipe = quick
      ? { files: 6_000, size: 5_000, filesPerFolder: 2 }
      : { files: 40_000, size: 10_000, filesPerFolder: 8 }
    await using emulator = await RemoteEmulator.start({ tls: true })
    const { driveId, refreshToken } = await emulator.personWith('peers', recipe)
    await using proxy = await ConnectProxy.start(Number(new URL(emulator.baseUrl).port))
    const peers = await Peers.make(world, emulator, proxy.url, driveId, refreshToken)
    // Our process trusts the emulator's authority as rclone does.
    const job = {
      kind: 'backup',
      baseUrl: emulator.baseUrl,
      token: emulator.token,
      ca: emulator.caCertificate,
      driveId,
      repository: world.path('ours'),
    } as const
    const theirFirst = await timed(() => peers.backUp())
    const ourFirst = await world.job(job)
    await emulator.change(driveId, 10)
    // What a listing of every folder costs is round trips: Microsoft's take about so long.
    await emulator.fault({ match: { route: '*' }, action: { kind: 'delay', ms: ROUND_TRIP } })
    const theirNext = await timed(() => peers.backUp())
    const ourNext = await world.job(job)
    const sizes = { ours: await diskUsage(world.path('ours')), theirs: await diskUsage(peers.repository) }
    return [
      faster('full, against rclone sync + restic backup', 2, theirFirst.seconds, ourFirst.seconds),
      faster(
        `incremental (10 changed of ${recipe.files}, in ${recipe.files / recipe.filesPerFolder} folders, answers after ${ROUND_TRIP} ms)`,
        20,
        theirNext.seconds,
        ourNext.seconds,
      ),
      sizeRow(sizes.ours, sizes.theirs),
    ]
  },
}

function faster(name: string, factor: number, theirs: number, ours: number): Row {
  return {
    name,
    target: `>= ${factor} x faster`,
    measured: `${(theirs / ours).toFixed(1)} x (${ours.toFixed(1)} s against ${theirs.toFixed(1)} s)`,
    pass: theirs / ours >= factor,
  }
}

function sizeRow(ours: number, theirs: number): Row {
  const ratio = ours / theirs
  return {
    name: 'repository size against restic’s own',
    target: '<= 1.02 x',
    measured: `${ratio.toFixed(3)} x`,
    pass: ratio <= 1.02,
  }
}

async function diskUsage(path: string): Promise<number> {
  return Number((await run('du', ['-sb', path])).stdout.split('\t')[0])
}

class Peers {
  readonly #folder: string
  readonly #environment: NodeJS.ProcessEnv
  readonly repository: string

  private constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.#folder = folder
    this.#environment = environment
    this.repository = `${folder}/repository`
  }

  static async make(
    world: World,
    emulator: RemoteEmulator,
    proxy: string,
    driveId: string,
    refreshToken: string,
  ): Promise<Peers> {
    const folder = world.path('peers')
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
    // The programs need their surroundings, and the proxy that leads them here.
    const peers = new Peers(folder, {
      // biome-ignore lint/style/noProcessEnv: handed on to programs that are started
      ...process.env,
      HTTPS_PROXY: proxy,
      NO_PROXY: '',
      RESTIC_CACHE_DIR: `${folder}/cache`,
    })
    await peers.#restic('init')
    return peers
  }

  async backUp(): Promise<void> {
    const rclone = [
      '--config',
      `${this.#folder}/rclone.conf`,
      '--ca-cert',
      `${this.#folder}/ca.pem`,
      '--transfers',
      '8',
      '--checkers',
      '8',
    ]
    await run('rclone', [...rclone, 'sync', 'od:', `${this.#folder}/mirror`], {
      env: this.#environment,
      maxBuffer: 1e9,
    })
    await this.#restic('backup', `${this.#folder}/mirror`)
  }

  async #restic(...args: string[]): Promise<void> {
    const repository = ['-r', this.repository, '--password-file', `${this.#folder}/password`]
    await run('restic', [...repository, ...args], { env: this.#environment, maxBuffer: 1e9 })
  }
}
