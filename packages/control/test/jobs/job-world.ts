import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '@holdfast/base'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { GraphEmulator, type MissingDrive, type TenantUser } from '@holdfast/graph-emulator'
import {
  backupJob,
  type Control,
  checkJob,
  createControl,
  DEFAULT_SETTINGS,
  derivedVaultKeys,
  destroyVaultJob,
  ensureLocalStorage,
  JobQueue,
  JobWorker,
  jobEnded,
  newId,
  now,
  OpenVaults,
  type Row,
  requestBackups,
  restoreJob,
  retentionJob,
  systemActor,
  VaultStore,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'

export const VAULT_KEYS = derivedVaultKeys(Buffer.alloc(32, 7))

export interface Protected {
  readonly user: TenantUser
  readonly personId: string
  readonly onedriveId: string
}

/** An emulated organisation, its people in the database, and a worker for their backups. */
export class JobWorld implements AsyncDisposable {
  readonly emulator: GraphEmulator
  readonly control: Control
  readonly vaults: VaultStore
  readonly client: GraphClient
  readonly openVaults: OpenVaults
  /** Restores to the server land here. */
  readonly restoreDirectory = mkdtempSync(join(tmpdir(), 'holdfast-restores-'))
  queue: JobQueue
  #worker: JobWorker | undefined
  readonly #test: TestControl

  private constructor(
    emulator: GraphEmulator,
    test: TestControl,
    control: Control,
    client: GraphClient,
    queue: JobQueue,
  ) {
    this.emulator = emulator
    this.#test = test
    this.control = control
    this.client = client
    this.queue = queue
    this.vaults = new VaultStore(control, VAULT_KEYS, shortWaits)
    this.openVaults = new OpenVaults(control, this.vaults)
  }

  static async make(): Promise<JobWorld> {
    const test = await testControl()
    const emulator = await GraphEmulator.start()
    const control = createControl(test.database)
    await ensureLocalStorage(control, mkdtempSync(join(tmpdir(), 'holdfast-jobs-')))
    await control.sql
      .insertInto('profile')
      .values({
        id: newId(control),
        name: 'Default',
        isDefault: true,
        settings: JSON.stringify(DEFAULT_SETTINGS),
        createdAt: now(control),
        updatedAt: now(control),
      })
      .execute()
    const client = new GraphClient({
      tokens: fixedToken(emulator.issueToken()),
      graphRoot: emulator.baseUrl,
      budget: new RequestBudget({ unlimited: true }),
    })
    return new JobWorld(emulator, test, control, client, await JobQueue.start(control))
  }

  /** A person with a OneDrive of some files. */
  async person(name: string, files = 3, missing?: MissingDrive): Promise<Protected> {
    const user = this.emulator.tenant.addUser({
      displayName: name,
      userPrincipalName: `${name}@contoso.onmicrosoft.com`,
      ...(missing && { drive: missing }),
    })
    for (let i = 0; i < files; i++)
      user.drive?.putFile('root', `${name} ${i}.txt`, Buffer.from(`${name} wrote ${i}`))
    const { id: profileId } = await this.control.sql
      .selectFrom('profile')
      .select('id')
      .executeTakeFirstOrThrow()
    const personId = newId(this.control)
    await this.control.sql
      .insertInto('person')
      .values({
        id: personId,
        directoryId: user.id,
        principalName: user.userPrincipalName,
        displayName: name,
        source: 'directory',
        state: 'active',
        attributes: '{}',
        profileId,
        createdAt: now(this.control),
        updatedAt: now(this.control),
      })
      .execute()
    const onedriveId = newId(this.control)
    await this.control.sql
      .insertInto('onedrive')
      .values({ id: onedriveId, personId, state: 'enabled', updatedAt: now(this.control) })
      .execute()
    return { user, personId, onedriveId }
  }

  /** Begins to work on the queue. */
  async work(): Promise<JobWorker> {
    this.#worker = await JobWorker.start(this.control, this.queue, {
      handlers: {
        backup: backupJob({
          control: this.control,
          vaults: this.vaults,
          graph: async () => this.client,
          programVersion: 'holdfast test',
        }),
        restore: restoreJob({
          control: this.control,
          vaults: this.vaults,
          graph: async () => this.client,
          directory: this.restoreDirectory,
        }),
        retention: retentionJob(this),
        check: checkJob(this),
        'destroy-vault': destroyVaultJob(this),
      },
      concurrency: { backup: 2, restore: 1, upkeep: 1 },
      interval: 0.5,
      onEnded: (transaction, job) => jobEnded(this.control, transaction, job),
    })
    return this.#worker
  }

  async job(id: string): Promise<Row<'job'>> {
    return await this.control.sql.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  }

  async onedrive({ onedriveId }: Protected): Promise<Row<'onedrive'>> {
    return await this.control.sql
      .selectFrom('onedrive')
      .selectAll()
      .where('id', '=', onedriveId)
      .executeTakeFirstOrThrow()
  }

  /** Backs a OneDrive up. */
  async backUp({ onedriveId }: Protected): Promise<Row<'job'>> {
    const requested = await requestBackups(this.control, this.queue, systemActor('test'), [onedriveId])
    return await this.ended(requested[0]?.jobId ?? '')
  }

  /** Waits until a job has ended. */
  async ended(id: string): Promise<Row<'job'>> {
    for (;;) {
      const job = await this.job(id)
      if (job.endedAt) return job
      await systemClock.sleep(50)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.[Symbol.asyncDispose]()
    await this.queue[Symbol.asyncDispose]()
    await this.client[Symbol.asyncDispose]()
    await this.emulator.close()
    await this.#test[Symbol.asyncDispose]()
  }
}

/** A lock that settles takes no time. */
export const shortWaits: Clock = {
  now: () => systemClock.now(),
  sleep: async (ms, signal) => (ms < 1_000 ? undefined : await systemClock.sleep(ms, signal)),
}
