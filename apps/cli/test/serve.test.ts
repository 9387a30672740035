import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCommand } from '../src/commands/api.ts'
import { auditCommand } from '../src/commands/audit.ts'
import { jobsCommand } from '../src/commands/jobs.ts'
import { onedriveCommand } from '../src/commands/onedrive.ts'
import { peopleCommand } from '../src/commands/people.ts'
import { profileCommand } from '../src/commands/profile.ts'
import { rebuildCommand } from '../src/commands/rebuild.ts'
import { secretsCommand } from '../src/commands/secrets.ts'
import { runProgram } from '../src/program.ts'
import { ServedOrganisation } from './served-organisation.ts'

const served = new ServedOrganisation(18_420, [
  apiCommand,
  peopleCommand,
  onedriveCommand,
  profileCommand,
  jobsCommand,
  auditCommand,
  rebuildCommand,
  secretsCommand,
])
const { data } = served
const holdfast = (...args: string[]) => served.holdfast(...args)
beforeAll(() => served.start(), 120_000)
afterAll(() => served[Symbol.asyncDispose](), 60_000)

test('the server backs up everybody by itself, and says where it is', () => {
  expect(served.server.stdout.text).toContain(`Holdfast is running at http://127.0.0.1:${served.port}`)
  expect(served.server.stdout.text).toMatch(/open this link.*\s+http:\S+\/welcome#\S{20,}/)
  // One address and the link, and where below it the API is described.
  expect(served.server.stdout.text.match(/http:\/\//g)).toHaveLength(2)
  expect(served.server.stdout.text).toContain('/api/openapi.json')
  expect(served.server.stdout.text).toMatch(/backup ada\.lindqvist@\S+: done in /)
})

test('people, profiles and jobs are shown', async () => {
  const people = await holdfast('people')
  expect(people.out).toMatch(
    /Ada Lindqvist +ada\.lindqvist@\S+ +Default +enabled +\S+ \S+ +\S+ MiB +Backed up successfully/,
  )
  expect((await holdfast('people', 'nobody at all')).out).toBe('Nobody like that.\n')
  const { people: found } = JSON.parse((await holdfast('people', 'ada', '--json')).out)
  expect(found).toMatchObject([{ displayName: 'Ada Lindqvist', onedrive: { lastStatus: 'success' } }])
  expect((await holdfast('profile')).out).toMatch(/^Default +three-times-a-day/m)
  expect((await holdfast('profile', 'show', 'default')).out).toMatch(/retention\.keepDays +2557/)
  const { jobs } = JSON.parse((await holdfast('jobs', '--kind', 'backup', '--json')).out)
  expect(jobs.length).toBeGreaterThanOrEqual(5)
  expect((await holdfast('jobs', 'log', jobs[0].id)).code).toBe(0)
})

test('Backup Now is queued once, and seen by whoever watches', async () => {
  const watching = served.environment('jobs', '--watch', '--json')
  const watched = runProgram(served.verbs, watching)
  const asked = JSON.parse((await holdfast('onedrive', 'backup-now', 'ada.lindqvist', '--json')).out)
  expect(asked.backups).toMatchObject([{ isNew: true }])
  const [{ jobId }] = asked.backups
  await expect
    .poll(() => watching.stdout.text, { timeout: 30_000 })
    .toMatch(new RegExp(`"id":"${jobId}".*"state":"succeeded"`))
  watching.signal('SIGINT')
  await watched
})

test('a OneDrive is disabled and enabled, its backup deleted and brought back', async () => {
  expect((await holdfast('onedrive', 'disable', 'misaki.sato')).out).toBe('1 disabled.\n')
  expect((await holdfast('onedrive', 'disable', 'misaki.sato')).out).toBe('Already disabled.\n')
  expect((await holdfast('onedrive', 'enable', 'misaki.sato')).out).toBe('1 enabled.\n')
  expect((await holdfast('onedrive', 'delete', 'misaki.sato', '--reason', 'short')).err).toContain(
    'HF_INVALID',
  )
  expect((await holdfast('onedrive', 'delete', 'misaki.sato', '--reason', 'no longer wanted')).code).toBe(0)
  expect((await holdfast('onedrive', 'roll-back', 'misaki.sato')).out).toBe('1 rolled back.\n')
})

test('a profile is copied, changed, deleted and brought back', async () => {
  expect((await holdfast('profile', 'copy', 'default', 'Sales')).out).toBe('Sales made.\n')
  const change = [
    'profile',
    'set',
    'sales',
    'backup.frequency=hourly',
    'retention.keepDays=30',
    'maxPeople=5',
  ]
  expect((await holdfast(...change)).out).toBe('Sales changed.\n')
  expect((await holdfast(...change)).out).toBe('Nothing to change.\n')
  const shown = (await holdfast('profile', 'show', 'Sales')).out
  expect(shown).toMatch(/backup\.frequency +"hourly"/)
  expect(shown).toMatch(/retention\.keepDays +30/)
  expect((await holdfast('profile', 'set', 'Sales', 'retention.keepDays=')).code).toBe(0)
  expect((await holdfast('profile', 'show', 'Sales')).out).toMatch(/retention\.keepDays +2557/)
  expect((await holdfast('profile', 'set', 'Sales', 'nonsense')).err).toContain('HF_NO_SETTING')
  expect((await holdfast('profile', 'set', 'Sales', 'backup.frequency=often')).err).toContain('HF_INVALID')
  const reason = ['--reason', 'merged with Default']
  expect((await holdfast('profile', 'delete', 'Sales', ...reason)).out).toMatch(
    /^Sales deleted\. It can be restored until /,
  )
  expect((await holdfast('profile', 'show', 'Sales')).err).toContain('HF_NO_SUCH_PROFILE')
  expect((await holdfast('profile', 'restore', 'sales')).out).toBe('Sales is there again.\n')
})

test('anything that the API offers can be asked for', async () => {
  const exclusions = '/api/v1/settings/exclusions'
  const before = JSON.parse((await holdfast('api', 'get', exclusions)).out)
  expect(before).toMatchObject({ version: 0 })
  const lists = join(data, 'lists.json')
  writeFileSync(lists, JSON.stringify({ extensions: 'tmp;bak' }))
  const change = await holdfast('api', 'PUT', exclusions, '--if-match', '0', '--body', `@${lists}`)
  expect(JSON.parse(change.out)).toMatchObject({ version: 1, lists: { extensions: 'tmp;bak' } })
  expect((await holdfast('api', 'PUT', exclusions, '--body', '{}')).err).toContain('HF_VERSION_NEEDED')
  const { people } = JSON.parse((await holdfast('people', 'ada', '--json')).out)
  const zip = join(data, 'ada.zip')
  const path = `/api/v1/people/${people[0].id}/snapshots/latest/zip`
  expect((await holdfast('api', 'GET', path, '--output', zip)).out).toBe(`Written to ${zip}.\n`)
  expect(readFileSync(zip).subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
  expect((await holdfast('api', 'GET', path, '--output', zip)).err).toContain('HF_FILE_EXISTS')
  expect((await holdfast('api', 'GET', '//elsewhere.example/api')).err).toContain('HF_USAGE')
})

test('the audit trail holds together, and names who did what', async () => {
  expect(JSON.parse((await holdfast('audit', 'verify', '--json')).out)).toMatchObject({ brokenAt: null })
  expect((await holdfast('audit')).out).toMatch(/Command line.* +onedrive\./)
})

test('errors say what to do', async () => {
  expect(await holdfast('onedrive', 'backup-now')).toMatchObject({
    code: 1,
    err: expect.stringContaining('HF_NOBODY_NAMED'),
  })
  expect((await holdfast('onedrive', 'enable', 'nobody')).err).toContain('HF_NO_SUCH_PERSON')
  expect((await holdfast('onedrive', 'enable', 'contoso')).err).toContain('HF_SEVERAL_PEOPLE')
  expect((await holdfast('people', '--data', 'elsewhere')).err).toContain('HF_NO_SERVER')
  expect((await holdfast('people', '--server', 'http://127.0.0.1:9')).err).toContain('HF_NO_TOKEN')
  for (const verb of [['rebuild'], ['secrets', 'rotate']])
    expect((await holdfast(...verb)).err).toContain('HF_DATA_DIRECTORY_BUSY')
  expect((await holdfast('serve', '--emulated', '--port', '18421')).err).toContain('HF_DATA_DIRECTORY_BUSY')
})

test('a server whose data directory another one has taken over stops and says so', async () => {
  const lock = join(data, 'server.lock')
  writeFileSync(lock, 'another server')
  await served.ended()
  expect(served.server.exitCode).toBe(1)
  expect(served.server.stderr.text).toContain('HF_DATA_DIRECTORY_LOST')
  rmSync(lock)
}, 60_000)

test('secrets are sealed with a new key while no server runs', async () => {
  const key = () => readFileSync(join(data, 'secrets.key'), 'utf8')
  const before = key()
  expect(await holdfast('secrets', 'rotate')).toMatchObject({
    code: 0,
    out: expect.stringContaining('with a new key'),
  })
  expect(key()).not.toBe(before)
  expect((await holdfast('secrets', 'rotate', '--data', 'elsewhere')).err).toContain('HF_NO_DATA_DIRECTORY')
}, 60_000)

test('--once ends at once where everybody is backed up already, with secrets sealed anew', async () => {
  const { code, out } = await holdfast('serve', '--emulated', '--once', '--port', served.port)
  expect(out).toContain('Every OneDrive is backed up.')
  expect(code).toBe(0)
}, 60_000)
