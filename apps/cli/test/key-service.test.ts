import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LocalServer } from '../../../packages/keys/test/kms/local-server.ts'
import { TRANSIT_TOKEN, TransitService } from '../../../packages/keys/test/kms/transit-service.ts'
import { apiCommand } from '../src/commands/api.ts'
import { jobsCommand } from '../src/commands/jobs.ts'
import { keyCommand } from '../src/commands/key.ts'
import { onedriveCommand } from '../src/commands/onedrive.ts'
import { ServedOrganisation } from './served-organisation.ts'

const PERSON = 'layla.haddad@contoso.onmicrosoft.com'

const served = new ServedOrganisation(18_425, [keyCommand, onedriveCommand, jobsCommand, apiCommand], {
  VAULT_TOKEN: TRANSIT_TOKEN,
})
const service = new TransitService()
let place: LocalServer

beforeAll(async () => {
  place = await LocalServer.start((request) => service.answer(request))
  await served.start()
}, 120_000)
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
}, 60_000)

const isConnectedAlerted = async (): Promise<boolean> => {
  const { items } = await served.json('api', 'GET', '/api/v1/alerts')
  return items.some(({ kind }: { kind: string }) => kind === 'key-provider-not-connected')
}

/** When each vault's slot of the service was made. */
function slotTimes(): string[] {
  const folder = join(served.data, 'storage', 'vaults')
  return readdirSync(folder).map((vault) => {
    const { slots } = JSON.parse(readFileSync(join(folder, vault, 'holdfast-key-slots.json'), 'utf8'))
    return slots[0].createdAt
  })
}

test('a service that does not know the key is not taken on', async () => {
  const { err } = await served.holdfast(
    ...['key', 'add-service', 'Wrong', '--kind', 'transit', '--address', place.url, '--key', 'other'],
  )
  expect(err).toMatch(/EKEY_|404/)
  expect((await served.holdfast('key')).out).not.toContain('Wrong')
})

test('a service gets the key of every vault, is shown as connected at once, and backups go on with it alone', async () => {
  const { code } = await served.holdfast(
    ...['key', 'add-service', 'OpenBao', '--kind', 'transit', '--address', place.url, '--key', 'holdfast'],
  )
  expect(code).toBe(0)
  await served.until(async () => /OpenBao +kms +connected +5 of 5/.test((await served.holdfast('key')).out))
  expect(await isConnectedAlerted()).toBe(false)
  expect((await served.holdfast('key', 'remove', 'This server')).code).toBe(0)
  const { unwraps } = service
  expect((await served.backUp(PERSON)).state).toBe('succeeded')
  expect(service.unwraps).toBeGreaterThan(unwraps)
  // What lets in there never went along with a question.
  const bodies = place.requests.map(({ path, body }) => path + body.toString())
  expect(bodies.join()).not.toContain(TRANSIT_TOKEN)
}, 120_000)

test('a rotation wraps every slot anew, with the newest version of the key', async () => {
  await served.until(async () => slotTimes().length === 5)
  const before = slotTimes()
  service.rotate()
  expect((await served.holdfast('key', 'rotate')).code).toBe(0)
  await served.until(async () => slotTimes().every((time, i) => time > (before[i] ?? '')))
  expect((await served.backUp(PERSON)).state).toBe('succeeded')
}, 120_000)

test('a key that was revoked fails backups with the words of the service, touches nothing, and raises the alert; then all goes on', async () => {
  service.isRevoked = true
  const failed = await served.backUp(PERSON)
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'EKEY_UNAVAILABLE' } })
  expect(JSON.stringify(failed.error)).toContain('permission denied')
  await served.until(isConnectedAlerted)
  service.isRevoked = false
  await served.until(async () => !(await isConnectedAlerted()))
  await served.until(
    async () => (await served.json('jobs', '--kind', 'backup')).jobs[0].state === 'succeeded',
  )
}, 180_000)
