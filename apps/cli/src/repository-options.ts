import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { LocalStorage, Repository, RetryingStorage, type Storage } from '@holdfast/repository'
import type { Command } from 'commander'
import type { CommandContext } from './command-context.ts'
import { cliErrors } from './errors.ts'

export interface RepositoryOptions {
  readonly repo?: string
  readonly passwordFile?: string
}

/** Adds the options that say which repository, and with which password. */
export function withRepository(command: Command): Command {
  return command
    .option('-r, --repo <directory>', 'the repository (or HOLDFAST_REPOSITORY)')
    .option(
      '-p, --password-file <file>',
      'file with its password (or HOLDFAST_PASSWORD_FILE, HOLDFAST_PASSWORD)',
    )
}

/** Opens the repository that the options or the environment name. */
export async function openRepository(
  context: CommandContext,
  options: RepositoryOptions,
): Promise<Repository> {
  const storage = storageAt(repositoryPath(context, options))
  const password = await readPassword(context, options)
  return await Repository.open(storage, { password }, { clock: context.clock, signal: context.signal })
}

export function storageAt(directory: string): Storage {
  return new RetryingStorage(new LocalStorage(directory))
}

/** The absolute path of the repository; raises HF_NO_REPOSITORY_NAMED. */
export function repositoryPath({ environment }: CommandContext, { repo }: RepositoryOptions): string {
  const named = repo ?? environment.variable('HOLDFAST_REPOSITORY')
  if (!named) throw cliErrors.HF_NO_REPOSITORY_NAMED()
  return resolve(environment.workingDirectory, named)
}

/** The password, without the newline at the end of its file. Raises HF_NO_PASSWORD, HF_FILE_NOT_READABLE. */
export async function readPassword(
  { environment }: CommandContext,
  { passwordFile }: RepositoryOptions,
): Promise<string> {
  const file = passwordFile ?? environment.variable('HOLDFAST_PASSWORD_FILE')
  if (file) return await readSecret(resolve(environment.workingDirectory, file))
  const password = environment.variable('HOLDFAST_PASSWORD')
  if (!password) throw cliErrors.HF_NO_PASSWORD()
  return password
}

/** A file with one secret in it. An empty one is an error: it would be a password that anyone guesses. */
export async function readSecret(path: string): Promise<string> {
  const text = await readText(path)
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '') throw cliErrors.HF_SECRET_EMPTY({ path })
  return secret
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw cliErrors.HF_FILE_NOT_READABLE({ path, reason }, { cause })
  }
}

/** Writes a new secret, readable by its owner only. Raises HF_FILE_EXISTS rather than overwrite one. */
export async function writeSecret(path: string, secret: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, `${secret}\n`, { flag: 'wx', mode: 0o600 })
    await chmod(path, 0o600)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw cliErrors.HF_FILE_EXISTS({ path }, { cause })
    throw cause
  }
}
