import { exec } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Run } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { readSecret } from '../repository-options.ts'

export interface PassphraseOptions {
  readonly passphraseFile?: string
  /** Of a shell: prints the passphrase, out of whatever store the system has. */
  readonly passphraseCommand?: string
}

type Asker = Pick<Run<PassphraseOptions>, 'environment' | 'options' | 'signal'>

/** The name of the credential that systemd passes to a service (systemd.exec(5), CREDENTIALS). */
const CREDENTIAL = 'holdfast-passphrase'

/**
 * A new one: typed twice, unless it comes from somewhere else. Raises HF_NO_PASSPHRASE, HF_PASSPHRASES_DIFFER,
 * HF_PASSPHRASE_COMMAND_FAILED.
 */
export async function newPassphrase(run: Asker): Promise<string> {
  const given = await givenPassphrase(run)
  if (given !== undefined) return given
  const chosen = await typed(run, 'Choose a passphrase for its key: ')
  const again = await run.environment.ask('The same again: ', { hidden: true })
  if (again !== chosen) throw cliErrors.HF_PASSPHRASES_DIFFER()
  return chosen
}

/** Raises HF_NO_PASSPHRASE, HF_PASSPHRASE_COMMAND_FAILED. */
export async function passphraseOf(run: Asker, question: string): Promise<string> {
  return (await givenPassphrase(run)) ?? (await typed(run, question))
}

/** From a file, a command, the environment, or a credential of the service manager; undefined where none is named. */
async function givenPassphrase(run: Asker): Promise<string | undefined> {
  const { environment, options } = run
  const { passphraseFile, passphraseCommand } = options
  if (passphraseFile) return await readSecret(resolve(environment.workingDirectory, passphraseFile))
  if (passphraseCommand) return await printedBy(passphraseCommand, run)
  const said = environment.variable('HOLDFAST_PASSPHRASE')
  if (said) return said
  const credentials = environment.variable('CREDENTIALS_DIRECTORY')
  if (credentials === undefined) return undefined
  const credential = join(credentials, CREDENTIAL)
  return (await isThere(credential)) ? await readSecret(credential) : undefined
}

async function typed({ environment }: Asker, question: string): Promise<string> {
  const passphrase = await environment.ask(question, { hidden: true })
  if (!passphrase) throw cliErrors.HF_NO_PASSPHRASE()
  return passphrase
}

/** What it says beside the passphrase goes to the terminal: it may ask for a finger. */
async function printedBy(command: string, { environment, signal }: Asker): Promise<string> {
  const failed = (reason: string) => cliErrors.HF_PASSPHRASE_COMMAND_FAILED({ reason })
  const { promise, resolve: done, reject } = Promise.withResolvers<string>()
  const child = exec(command, { cwd: environment.workingDirectory, signal }, (error, output) => {
    if (error) reject(failed(error.signal ? `ended by ${error.signal}` : `exit code ${error.code}`))
    else done(output)
  })
  child.stderr?.on('data', (said) => environment.stderr.write(String(said)))
  const passphrase = (await promise).replace(/\r?\n$/, '')
  if (passphrase === '') throw failed('it printed nothing')
  return passphrase
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
