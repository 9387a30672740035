import { execFile } from 'node:child_process'
import { cp, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Semaphore } from '@holdfast/base'
import { OpenedSnapshot } from '@holdfast/engine'
import { BlobReader, check, LocalStorage, loadIndex, Repository } from '@holdfast/repository'
import { differences, type Tree, treeOfSnapshot } from './trees.ts'

const run = promisify(execFile)

export interface Look {
  readonly where: string
  readonly current: Tree
  readonly mayBeGone: ReadonlySet<string>
  /** Whether the restic program is to check too. */
  readonly restic: boolean
}

/** Knows what a vault must hold, and looks whether it does. */
export class VaultWatch {
  readonly #vault: string
  readonly #password: string
  readonly #scratch: string
  readonly #withRestic: boolean
  /** Finished snapshots and what each must show. */
  readonly expected = new Map<string, Tree>()
  readonly losses: string[] = []
  ownChecks = 0
  resticChecks = 0
  comparisons = 0
  readonly #lanes = new Semaphore(2)
  readonly #under = new Set<Promise<void>>()
  readonly #digests = new Map<string, string>()

  constructor(options: { vault: string; password: string; scratch: string; withRestic: boolean }) {
    this.#vault = options.vault
    this.#password = options.password
    this.#scratch = options.scratch
    this.#withRestic = options.withRestic
  }

  /**
   * Checks the vault as it lies there. A snapshot that nobody reported (its process died just after saving it) must show
   * `current`. `mayBeGone` are snapshots that a forget was told to remove. With `restic` that program checks too, beside what goes on.
   * The check opens and hashes every blob each time; so each content is read out of the vault and compared once, and all
   * snapshots are compared with what they must show each time.
   */
  async look({ where, current, mayBeGone, restic }: Look): Promise<void> {
    const repository = await this.#open()
    const { findings } = await check(repository, { readData: true })
    this.ownChecks++
    for (const finding of findings) {
      if (finding.level !== 'hint') this.losses.push(`${where}: check finds ${JSON.stringify(finding)}`)
    }
    if (this.#withRestic && restic) await this.#lookWithRestic(where)
    const listed = new Set<string>((await repository.snapshots()).map(({ id }) => id))
    for (const id of listed) if (!this.expected.has(id)) this.expected.set(id, current)
    for (const id of [...this.expected.keys()]) {
      if (listed.has(id)) continue
      if (!mayBeGone.has(id)) this.losses.push(`${where}: the finished snapshot ${id.slice(0, 8)} is gone`)
      this.expected.delete(id)
    }
    const reader = new BlobReader(repository, await loadIndex(repository))
    for (const [id, tree] of this.expected) {
      const opened = await OpenedSnapshot.open(await repository.findSnapshot(id), reader)
      const found = differences(tree, await treeOfSnapshot(opened, this.#digests))
      this.comparisons++
      if (found.length > 0) this.losses.push(`${where}: snapshot ${id.slice(0, 8)}: ${found.join('; ')}`)
    }
  }

  /** Waits for the checks by restic. */
  async settled(): Promise<void> {
    await Promise.all(this.#under)
  }

  /** On a copy made of links, beside what goes on: files of a repository never change. */
  async #lookWithRestic(where: string): Promise<void> {
    const copy = join(this.#scratch, `copy-${++this.resticChecks}`)
    await linkTree(this.#vault, copy)
    const passwordFile = join(this.#scratch, 'password')
    await writeFile(passwordFile, this.#password)
    const options = ['--no-lock', '--no-cache', '--password-file', passwordFile]
    const work: Promise<void> = this.#lanes
      .run(async () => {
        try {
          await run('restic', ['-r', copy, ...options, 'check', '--read-data'])
        } catch (error) {
          this.losses.push(`${where}: restic says ${String(error)}`)
        }
        await rm(copy, { recursive: true, force: true })
      })
      .finally(() => this.#under.delete(work))
    this.#under.add(work)
  }

  async #open(): Promise<Repository> {
    return await Repository.open(new LocalStorage(this.#vault), { password: this.#password })
  }
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target)
    else await link(source, target).catch(() => cp(source, target))
  }
}
