import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const VERSIONS = '/usr/lib/postgresql'

/** A PostgreSQL server of its own, with Debian's programs; undefined where they are not installed. */
export async function postgresServer(
  folder: string,
): Promise<(AsyncDisposable & { readonly url: string }) | undefined> {
  const programs = await findPrograms()
  if (programs === undefined) return undefined
  await mkdir(folder, { recursive: true })
  const as = await asPostgres(folder)
  const data = join(folder, 'db')
  const port = await freePort()
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder}`
  const control = (...args: string[]) => as(join(programs, 'pg_ctl'), '-D', data, ...args)
  await as(join(programs, 'initdb'), '-D', data, '-U', 'holdfast', '-A', 'trust')
  await control('-l', join(folder, 'log'), '-w', '-o', settings, 'start')
  return {
    url: `postgres://holdfast@127.0.0.1:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await control('-m', 'immediate', 'stop').catch(() => {})
    },
  }
}

async function findPrograms(): Promise<string | undefined> {
  const versions = await readdir(VERSIONS).catch(() => [])
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1)
  return newest && join(VERSIONS, newest, 'bin')
}

/** It refuses to run as root: then it runs as the account that Debian makes for it. */
async function asPostgres(folder: string): Promise<(...command: string[]) => Promise<unknown>> {
  if (process.getuid?.() !== 0) return (program = '', ...args) => run(program, args)
  const accounts = await readFile('/etc/passwd', 'utf8')
  const [, , uid, gid] =
    accounts
      .split('\n')
      .find((line) => line.startsWith('postgres:'))
      ?.split(':') ?? []
  await chown(folder, Number(uid), Number(gid))
  await chmod(join(folder, '..'), 0o755)
  return (...command) => run('runuser', ['-u', 'postgres', '--', ...command])
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
  return await promise
}
