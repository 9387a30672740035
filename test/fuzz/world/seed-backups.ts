import { systemClock } from '@holdfast/base'
import { type BackupJobServices, backupJob, type Control, type VaultStore } from '@holdfast/control'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { addJob } from '../../../packages/control/test/rows.ts'
import { runJob } from '../../../packages/control/test/upkeep/run-job.ts'
import type { SeededPeople } from './seed-people.ts'

/** What lies in the backups: requests that name it come as far as the files. */
export const PATHS = ['Plans', 'Plans/Bridge.txt', 'Plans/Größe 寿司.txt', 'b9.txt', 'empty.txt', '']

/** Two people with two snapshots each, and jobs in every state with a log. */
export async function seedBackups(control: Control, vaults: VaultStore, people: SeededPeople): Promise<void> {
  await using emulator = await GraphEmulator.start()
  await using client = new GraphClient({
    tokens: fixedToken(emulator.issueToken()),
    graphRoot: emulator.baseUrl,
    budget: new RequestBudget({ unlimited: true }),
  })
  const graph: BackupJobServices['graph'] = async () => client
  for (const [name, owner] of Object.entries({ adele: people.adele, ben: people.ben })) {
    const { drive, id } = emulator.tenant.addUser({
      displayName: name,
      userPrincipalName: `${name}@contoso.onmicrosoft.com`,
    })
    await control.sql
      .updateTable('person')
      .set({ directoryId: id })
      .where('id', '=', owner.personId)
      .execute()
    const handler = backupJob({ control, vaults, graph, programVersion: 'holdfast fuzz' })
    const folder = drive?.createFolder('root', 'Plans').id ?? ''
    drive?.putFile(folder, 'Bridge.txt', Buffer.from('first plan'))
    drive?.putFile(folder, 'Größe 寿司.txt', Buffer.from('metres'))
    drive?.putFile('root', 'empty.txt', Buffer.alloc(0))
    await runJob(control, 'backup', handler, owner)
    drive?.putFile('root', 'b9.txt', Buffer.from('nine'))
    drive?.putFile(folder, 'Bridge.txt', Buffer.from('second plan'))
    await runJob(control, 'backup', handler, owner)
  }
  await addJobs(control, people)
}

async function addJobs(control: Control, { adele, ben }: SeededPeople): Promise<void> {
  for (const [kind, state] of [
    ['restore', 'failed'],
    ['restore', 'queued'],
    ['check', 'errors'],
    ['retention', 'queued'],
    ['backup', 'cancelled'],
    ['directory-sync', 'running'],
    ['restore', 'running'],
    ['backup', 'queued'],
  ] as const) {
    const { onedriveId, personId } = state === 'failed' ? ben : adele
    await addJob(control, onedriveId, {
      kind,
      state,
      personId,
      request: JSON.stringify(kind === 'restore' ? { target: { kind: 'original' }, paths: ['b9.txt'] } : {}),
      ...(state === 'failed' && { errorCode: 'HF_NO_BACKUP', error: 'There is none.' }),
      ...(state === 'running' && { progress: JSON.stringify({ files: 3 }) }),
    })
  }
  const jobs = await control.sql.selectFrom('job').select('id').execute()
  await control.sql
    .insertInto('jobLog')
    .values(
      jobs.flatMap(({ id: jobId }) =>
        PATHS.map((path, i) => ({
          jobId,
          number: i + 1_000,
          at: new Date(systemClock.now()),
          level: 'warning' as const,
          code: 'HF_NO_BACKUP',
          message: 'a file was left out',
          path,
        })),
      ),
    )
    .execute()
}
