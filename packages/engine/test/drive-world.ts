import { type Clock, quickXorHash, systemClock } from '@holdfast/base'
import { fixedToken, GraphClient, type GraphClientOptions, RequestBudget } from '@holdfast/graph'
import { type Drive, GraphEmulator, type Item, type RequestRecord } from '@holdfast/graph-emulator'
import { BlobReader, check, loadIndex, MemoryStorage, Repository, type Storage } from '@holdfast/repository'
import { expect } from 'vitest'
import {
  type BackupOptions,
  type BackupResult,
  backupDrive,
  nodeName,
  ONENOTE_FOLDER,
  OpenedSnapshot,
  selectEntries,
} from '../src/index.ts'

/** Path -> `dir`, or size and hash of a file's content. */
export type Tree = Map<string, string>

/** A clock for waits that a test need not sit out: sleeping moves it, and takes no time. */
export function hurriedClock(): Clock {
  let ahead = 0
  return {
    now: () => systemClock.now() + ahead,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      ahead += ms
    },
  }
}

/** A person with a drive in an emulated organisation, and the vault of that drive. */
export class DriveWorld implements AsyncDisposable {
  readonly emulator: GraphEmulator
  readonly drive: Drive
  readonly client: GraphClient
  readonly repository: Repository
  readonly storage: Storage

  private constructor(emulator: GraphEmulator, drive: Drive, client: GraphClient, repository: Repository) {
    this.emulator = emulator
    this.drive = drive
    this.client = client
    this.repository = repository
    this.storage = repository.storage
  }

  /** @param options `delta: false` for a cloud that has none; `clock`: the client's, where a test has it wait */
  static async make(
    options: { storage?: Storage; password?: string; pageSize?: number; delta?: boolean; clock?: Clock } = {},
  ): Promise<DriveWorld> {
    const emulator = await GraphEmulator.start({
      ...(options.pageSize !== undefined && { pageSize: options.pageSize }),
      ...(options.delta !== undefined && { delta: options.delta }),
    })
    const user = emulator.tenant.addUser({
      displayName: 'Adele Vance',
      userPrincipalName: 'adele@contoso.onmicrosoft.com',
    })
    const client = new GraphClient({
      tokens: fixedToken(emulator.issueToken()),
      graphRoot: emulator.baseUrl,
      budget: new RequestBudget({ unlimited: true, ...(options.clock && { clock: options.clock }) }),
      ...(options.clock && { clock: options.clock }),
    })
    const kdf = { N: 1024, r: 8, p: 1 }
    // Short waits (a lock settling) take no time.
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep: async (ms, signal) => (ms < 1000 ? undefined : await systemClock.sleep(ms, signal)),
    }
    const storage = options.storage ?? new MemoryStorage()
    const repository = await Repository.init(storage, { password: options.password ?? 'test', kdf, clock })
    return new DriveWorld(emulator, user.drive!, client, repository)
  }

  /** Another client of the same organisation, with a token that is as old as it is. */
  anotherClient(options: Partial<GraphClientOptions> = {}): GraphClient {
    return new GraphClient({
      tokens: fixedToken(this.emulator.issueToken()),
      graphRoot: this.emulator.baseUrl,
      budget: new RequestBudget({ unlimited: true }),
      ...options,
    })
  }

  /** An empty drive of another person, to restore into. */
  emptyDrive(name = 'Bob'): Drive {
    const userPrincipalName = `${name.toLowerCase()}@contoso.onmicrosoft.com`
    return this.emulator.tenant.addUser({ displayName: name, userPrincipalName }).drive!
  }

  /** Requests that the emulator gets from now on. */
  watch(): RequestRecord[] {
    const seen: RequestRecord[] = []
    this.emulator.meter.onRequest = (record) => seen.push(record)
    return seen
  }

  async backup(options: Partial<BackupOptions> = {}): Promise<BackupResult> {
    return await backupDrive({
      source: this.client,
      driveId: this.drive.id,
      repository: this.repository,
      workers: 1,
      ...options,
    })
  }

  async open(id: string = 'latest'): Promise<OpenedSnapshot> {
    const reader = new BlobReader(this.repository, await loadIndex(this.repository))
    return await OpenedSnapshot.open(await this.repository.findSnapshot(id), reader)
  }

  /** What a snapshot holds, read from the vault byte by byte. */
  async snapshotTree(id: string = 'latest'): Promise<Tree> {
    const opened = await this.open(id)
    const tree: Tree = new Map()
    for await (const { path, node } of selectEntries(opened)) {
      if (node.type === 'dir') tree.set(path.join('/'), 'dir')
      else tree.set(path.join('/'), await digest(opened.reader.readFile(node)))
    }
    return tree
  }

  /** What the drive holds now, with its notebooks where a snapshot shows them. */
  async driveTree(drive: Drive = this.drive): Promise<Tree> {
    const tree: Tree = new Map()
    await describeFolder(drive.root, '', tree)
    return tree
  }

  /** No findings: neither restic's kind nor ours. */
  async expectSound(): Promise<void> {
    const { findings } = await check(this.repository, { readData: true })
    expect(findings.filter((finding) => finding.level !== 'hint')).toEqual([])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client[Symbol.asyncDispose]()
    await this.emulator.close()
  }
}

async function describeFolder(folder: Item, path: string, tree: Tree): Promise<void> {
  for (const item of folder.children?.values() ?? []) {
    const shown = nodeName(item.name, item.id)
    const at = path === '' ? shown : `${path}/${shown}`
    if (item.remote) continue
    if (item.content) tree.set(at, await digest(item.content.read(0, item.size)))
    else if (item.package && !inOneNoteFolder(at)) await describeNotebook(item, at, tree)
    else {
      tree.set(at, 'dir')
      await describeFolder(item, at, tree)
    }
  }
}

/** A notebook stands under `OneNoteFolder`, below folders named as its own are; a real folder there is the same one. */
async function describeNotebook(notebook: Item, path: string, tree: Tree): Promise<void> {
  const names = [ONENOTE_FOLDER, ...path.split('/')]
  const real = [...tree.keys()]
  const shown: string[] = []
  for (const name of names) {
    const at = [...shown, name].join('/')
    shown.push(
      real
        .find((other) => other.toLowerCase() === at.toLowerCase())
        ?.split('/')
        .at(-1) ?? name,
    )
    tree.set(shown.join('/'), 'dir')
  }
  await describeFolder(notebook, shown.join('/'), tree)
}

function inOneNoteFolder(path: string): boolean {
  return path.toLowerCase().startsWith(`${ONENOTE_FOLDER.toLowerCase()}/`)
}

async function digest(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
  const parts = content instanceof Uint8Array ? [content] : await Array.fromAsync(content)
  const bytes = Buffer.concat(parts)
  return `${bytes.length} ${quickXorHash(bytes)}`
}
