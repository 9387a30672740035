import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BackupResult, backupDrive, OpenedSnapshot, restoreToDrive } from '@holdfast/engine'
import { GraphClient, RequestBudget, type User } from '@holdfast/graph'
import { type Drive, GraphEmulator, type TenantUser } from '@holdfast/graph-emulator'
import { BlobReader, loadIndex } from '@holdfast/repository'
import manifest from '../../package.json' with { type: 'json' }
import type { Run } from '../command-context.ts'
import { restoreProgress } from '../commands/restore.ts'
import { backupProgress, printBackup } from '../show-backup.ts'
import { openVault, type VaultPlace, vaultPlace } from '../vault-directory.ts'
import { type Comparison, compareDrives } from './compare-drives.ts'
import { type ImportedFolder, importFolder } from './import-folder.ts'
import { fillOrganisation } from './organisation/organisation.ts'

export interface DemoOptions {
  readonly once?: boolean
  readonly import?: string
  readonly data?: string
  readonly seed: number
}

/** What the demo did, for its summary and for programs. */
export interface DemoOutcome {
  readonly people: number
  readonly drives: number
  /** Files and bytes of the drive that was restored, and of all. */
  readonly files: number
  readonly bytes: number
  readonly allFiles: number
  readonly allBytes: number
  readonly identical: boolean
  readonly comparison: Comparison
  readonly requestUnits: number
  readonly requests: number
  readonly vault: VaultPlace
  readonly owner: string
  readonly leftOut: ImportedFolder['leftOut']
  readonly failures: number
  readonly seconds: number
}

interface BackedUp {
  readonly user: User
  readonly driveId: string
  readonly vault: VaultPlace
  readonly result: BackupResult
}

/** An organisation, its backup, a restore into an empty drive, and a comparison of every byte. */
export class Demo implements AsyncDisposable {
  readonly #run: Run<DemoOptions>
  readonly emulator: GraphEmulator
  readonly #client: GraphClient
  readonly dataDirectory: string
  #imported: ImportedFolder | undefined
  #importedDrive: Drive | undefined
  #restoredInto: TenantUser | undefined

  private constructor(run: Run<DemoOptions>, emulator: GraphEmulator, dataDirectory: string) {
    this.#run = run
    this.emulator = emulator
    this.dataDirectory = dataDirectory
    const { tenantId, clientId, clientSecret } = emulator.credentials
    this.#client = new GraphClient({
      connection: {
        tenantId,
        clientId,
        clientSecret,
        authority: emulator.loginAuthority,
        graphRoot: emulator.baseUrl,
        ...(emulator.caCertificate && { ca: emulator.caCertificate }),
      },
      budget: new RequestBudget({ unlimited: true, clock: run.clock }),
      version: manifest.version,
      clock: run.clock,
    })
  }

  static async start(run: Run<DemoOptions>): Promise<Demo> {
    const { environment, options } = run
    const data = options.data ? resolve(environment.workingDirectory, options.data) : undefined
    if (data) await mkdir(data, { recursive: true })
    // A new directory each time: the organisation of this run is not that of the last one.
    const directory = await mkdtemp(join(data ?? tmpdir(), 'holdfast-demo-'))
    return new Demo(run, await GraphEmulator.start({ tls: true, seed: options.seed }), directory)
  }

  async perform(): Promise<DemoOutcome> {
    const startedAt = this.#run.clock.now()
    await this.#makeOrganisation()
    const backedUp = await this.#backUpEveryone()
    const chosen = this.#choose(backedUp)
    const before = this.#client.meter
    await this.#restore(chosen)
    const meter = this.#client.meter
    const comparison = await this.#compare(chosen)
    const { counts } = chosen.result
    return {
      people: this.emulator.tenant.directory.list().length,
      drives: backedUp.length,
      files: counts.files,
      bytes: counts.bytes,
      allFiles: backedUp.reduce((sum, { result }) => sum + result.counts.files, 0),
      allBytes: backedUp.reduce((sum, { result }) => sum + result.counts.bytes, 0),
      identical: comparison.identical,
      comparison,
      requestUnits: before.units,
      requests: meter.requests,
      vault: chosen.vault,
      owner: chosen.user.userPrincipalName ?? chosen.user.id,
      leftOut: this.#imported?.leftOut ?? [],
      failures: backedUp.reduce((sum, { result }) => sum + result.failures.length, 0),
      seconds: (this.#run.clock.now() - startedAt) / 1000,
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
    await this.emulator.close()
  }

  async #makeOrganisation(): Promise<void> {
    const { options, environment, terminal, signal } = this.#run
    const { tenant } = this.emulator
    if (options.import === undefined) {
      terminal.progress.phase('Making an organisation')
      await fillOrganisation(this.emulator, { seed: options.seed })
      return
    }
    const user = tenant.addUser({
      displayName: 'Imported Files',
      userPrincipalName: `imported@${tenant.domain}`,
    })
    if (!user.drive) return
    terminal.progress.phase('Importing', { noun: 'file' })
    this.#importedDrive = user.drive
    this.#imported = await importFolder(user.drive, resolve(environment.workingDirectory, options.import), {
      signal,
      onFile: (bytes) => terminal.progress.add(1, bytes),
    })
    const { files, folders, bytes, leftOut } = this.#imported
    terminal.note(
      `Imported ${files} files in ${folders} folders, ${terminal.size(bytes)}; ${leftOut.length} left out.`,
    )
    for (const { path, reason } of leftOut.slice(0, 10)) terminal.note(`  ${path}: ${reason}`)
    if (leftOut.length > 10) terminal.note(`  … and ${leftOut.length - 10} more (--json lists them all)`)
  }

  async #backUpEveryone(): Promise<BackedUp[]> {
    const { terminal, signal, clock } = this.#run
    const done: BackedUp[] = []
    for await (const user of this.#client.users({ signal })) {
      const name = user.userPrincipalName ?? user.id
      const lookup = await this.#client.findDrive(user.id, { signal })
      if (lookup.state !== 'found') {
        terminal.print(`${name}: no OneDrive (${lookup.reason})`)
        continue
      }
      const vault = vaultPlace(this.dataDirectory, lookup.drive.id)
      const result = await backupDrive({
        source: this.#client,
        driveId: lookup.drive.id,
        principal: name,
        repository: await openVault(vault, { clock, signal }),
        clock,
        signal,
        programVersion: `holdfast ${manifest.version}`,
        onProgress: backupProgress(terminal, name),
      })
      printBackup(terminal, name, result)
      done.push({ user, driveId: lookup.drive.id, vault, result })
    }
    return done
  }

  /** The imported drive, or the one with the most files. */
  #choose(backedUp: readonly BackedUp[]): BackedUp {
    const imported = backedUp.find(({ driveId }) => driveId === this.#importedDrive?.id)
    const largest = backedUp.reduce((best, entry) =>
      entry.result.counts.files > best.result.counts.files ? entry : best,
    )
    return imported ?? largest
  }

  async #restore(chosen: BackedUp): Promise<void> {
    const { terminal, signal, clock } = this.#run
    const { tenant } = this.emulator
    this.#restoredInto = tenant.addUser({
      displayName: 'Restore Target',
      userPrincipalName: `restored@${tenant.domain}`,
    })
    const repository = await openVault(chosen.vault, { clock, signal })
    const reader = new BlobReader(repository, await loadIndex(repository, { signal }))
    const snapshot = await OpenedSnapshot.open(await repository.findSnapshot('latest'), reader)
    const result = await restoreToDrive({
      snapshot,
      target: this.#client,
      driveId: this.#restoredInto.drive?.id ?? '',
      concurrency: 8,
      signal,
      onProgress: restoreProgress(terminal),
    })
    terminal.print(
      `Restored ${result.restored} files, ${terminal.size(result.bytes)}, of ${chosen.user.userPrincipalName} into the empty drive of ${this.#restoredInto.userPrincipalName}.`,
    )
    for (const { path, message } of result.failures) terminal.warn(`${path}: ${message}`)
  }

  async #compare(chosen: BackedUp): Promise<Comparison> {
    const { terminal, signal } = this.#run
    const { sources } = this.#imported ?? {}
    terminal.progress.phase('Comparing', {
      noun: 'file',
      items: chosen.result.counts.files,
      bytes: chosen.result.counts.bytes,
    })
    return await compareDrives({
      client: this.#client,
      sourceDrive: chosen.driveId,
      targetDrive: this.#restoredInto?.drive?.id ?? '',
      except: new Set(chosen.result.failures.map((failure) => failure.path)),
      readSource: (path) => {
        const local = sources?.get(path)
        return local === undefined ? undefined : createReadStream(local)
      },
      signal,
      onFile: (bytes) => terminal.progress.add(1, bytes),
    })
  }
}
