import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { systemRandom } from '@holdfast/base'
import { needsPassphrase } from '@holdfast/keys'
import { ConnectorDirectory, enrolConnector, serveConnector } from '@holdfast/server'
import type { Run } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { readSecret, readText } from '../repository-options.ts'
import { newPassphrase, type PassphraseOptions, passphraseOf } from './passphrase.ts'

export interface ConnectorOptions extends PassphraseOptions {
  readonly directory?: string
  readonly tokenFile?: string
  readonly name?: string
  /** False with --no-passphrase. */
  readonly passphrase: boolean
  readonly caFile?: string
}

/** Enrols where there is no key yet, and then gives keys out until it is stopped. */
export async function runKeyHolder(run: Run<ConnectorOptions>, folder: string): Promise<void> {
  const { terminal, environment, options, signal, clock } = run
  const path = resolve(environment.workingDirectory, options.directory ?? folder)
  const directory = new ConnectorDirectory(path)
  const ca = options.caFile && (await readText(resolve(environment.workingDirectory, options.caFile)))
  const trusted = { ...(ca && { ca }) }
  let text = await directory.readKey()
  let passphrase: string | undefined
  if (text === undefined) {
    const token = await tokenOf(run, directory)
    passphrase = options.passphrase ? await newPassphrase(run) : undefined
    const name = options.name ?? hostname()
    const { providerId } = await enrolConnector({
      directory,
      token,
      name,
      ...(passphrase !== undefined && { passphrase }),
      ...trusted,
      random: systemRandom,
      signal,
    })
    text = (await directory.readKey()) ?? ''
    terminal.printJson({ enrolled: providerId, keyFile: directory.keyFile })
    terminal.print(`Enrolled as “${name}” (${providerId}).`)
    terminal.print(`Its key lies in ${directory.keyFile}. Keep a copy where nobody else finds it.`)
  } else if (needsPassphrase(text)) passphrase = await passphraseOf(run, 'Passphrase of its key: ')
  terminal.note('Connecting. Ctrl-C stops it.')
  await serveConnector({
    directory,
    text,
    ...(passphrase !== undefined && { passphrase }),
    ...trusted,
    clock,
    random: systemRandom,
    signal,
    onReady({ name, url }) {
      terminal.printJson({ connected: url })
      terminal.print(`“${name}” is connected to ${url}.`)
    },
    onLost(error, wait) {
      const reason = error instanceof Error ? error.message : 'the connection ended'
      terminal.warn(`${reason.replace(/\.$/, '')}; dialling again in ${Math.ceil(wait / 1_000)} s.`)
    },
  })
}

/** Raises HF_NO_ENROLMENT_TOKEN. */
async function tokenOf(
  { environment, options }: Run<ConnectorOptions>,
  { path }: ConnectorDirectory,
): Promise<string> {
  if (options.tokenFile) return await readSecret(resolve(environment.workingDirectory, options.tokenFile))
  const token = environment.variable('HOLDFAST_ENROLMENT_TOKEN')
  if (token === undefined) throw cliErrors.HF_NO_ENROLMENT_TOKEN({ directory: path })
  return token
}
