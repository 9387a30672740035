import { resolve } from 'node:path'
import type { ApiClient } from '@holdfast/api-client'
import { systemRandom } from '@holdfast/base'
import { confirmsKit, KIT_WORDS, kitText, makeRecoveryKit } from '@holdfast/keys'
import { renderUnicodeCompact } from 'uqr'
import type { Run } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { writeSecret } from '../repository-options.ts'

export interface KitOptions {
  readonly out?: string
  readonly organisation: string
}

/** Makes a kit on this machine, shows it once, and tells the server its public half. Raises HF_KIT_NOT_CONFIRMED, HF_FILE_EXISTS. */
export async function makeKit(run: Run<KitOptions>, api: ApiClient): Promise<undefined> {
  const { terminal, environment, options, clock } = run
  const kit = makeRecoveryKit(systemRandom)
  const sheet = kitText(kit, options.organisation, new Date(clock.now()))
  const qr = renderUnicodeCompact(kit.words.join(' '))
  if (options.out) {
    await writeSecret(resolve(environment.workingDirectory, options.out), `${sheet}\n${qr}`)
    terminal.print(`The sheet is in ${options.out}. Print it, and delete the file.`)
  } else {
    for (const line of [...sheet.split('\n'), ...qr.split('\n')]) terminal.print(line)
  }
  await confirm(run, kit.words)
  await api.PUT('/api/v1/keys/recovery-kit', {
    body: { kitId: kit.kitId, publicKey: kit.publicKey.toString('base64url') },
  })
  terminal.printJson({ kitId: kit.kitId, ...(options.out && { file: options.out }) })
  terminal.print(
    `Kit ${kit.kitId} opens every vault that is backed up from now on, and the others within minutes.`,
  )
  return undefined
}

/** Raises HF_KIT_NOT_CONFIRMED. */
async function confirm({ environment }: Run<object>, words: readonly string[]): Promise<void> {
  const places = new Set<number>()
  while (places.size < 2) places.add(1 + Math.floor(systemRandom.fraction() * KIT_WORDS))
  const typed = new Map<number, string>()
  for (const place of [...places].sort((a, b) => a - b))
    typed.set(place, (await environment.ask(`Word ${place} of the kit: `)) ?? '')
  if (!confirmsKit({ words }, typed)) throw cliErrors.HF_KIT_NOT_CONFIRMED()
}
