import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HoldfastError, systemRandom } from '@holdfast/base'
import type { KeyHolder } from '@holdfast/keys'
import { check, Repository } from '@holdfast/repository'
import type { CommandContext } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { storageAt } from '../repository-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { openByKit } from './open-vault.ts'

export interface DrillResult {
  /** Vaults that there are. */
  readonly vaults: number
  readonly results: readonly { readonly vault: string; readonly problem: string | null }[]
}

/** Opens some vaults, chosen by chance, by their restic passwords, and checks their structure. Raises HF_FOLDER_NOT_READABLE. */
export async function drillVaults(
  folder: string,
  kit: KeyHolder,
  sample: number,
  { signal, clock, terminal }: Pick<CommandContext, 'signal' | 'clock'> & { readonly terminal: Terminal },
): Promise<DrillResult> {
  const names = await vaultsIn(folder)
  const picked = chosen(names, sample)
  terminal.progress.phase('Opening vaults by the kit', { noun: 'vault', items: picked.length })
  const results: DrillResult['results'][number][] = []
  for (const vault of picked) {
    const problem = await tryVault(join(folder, vault), kit, { signal, clock })
    results.push({ vault, problem: problem ?? null })
    terminal.progress.add(1)
  }
  return { vaults: names.length, results }
}

/** Raises HF_FOLDER_NOT_READABLE. */
async function vaultsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw cliErrors.HF_FOLDER_NOT_READABLE({ path: folder, reason }, { cause })
  }
}

function chosen(names: readonly string[], count: number): readonly string[] {
  return names
    .map((name) => ({ name, by: systemRandom.fraction() }))
    .sort((a, b) => a.by - b.by)
    .slice(0, count)
    .map(({ name }) => name)
}

/** What is wrong with it; undefined for a vault that opens and is whole. */
async function tryVault(
  directory: string,
  kit: KeyHolder,
  { signal, clock }: Pick<CommandContext, 'signal' | 'clock'>,
): Promise<string | undefined> {
  try {
    const { password } = await openByKit(directory, kit)
    const repository = await Repository.open(storageAt(directory), { password }, { clock, signal })
    const { findings } = await check(repository, { signal })
    return findings.find(({ level }) => level === 'error')?.message
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof HoldfastError) return `${error.message} (${error.code})`
    throw error
  }
}
