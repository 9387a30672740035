import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, systemRandom } from '@holdfast/base'
import {
  changeConnection,
  changeMailSettings,
  createControl,
  createSubscription,
  openDatabase,
  openSecretBox,
  systemActor,
} from '@holdfast/control'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockDirectory } from '../src/serve/directory-lock.ts'
import { rotateSecrets } from '../src/serve/rotate-secrets.ts'

const data = mkdtempSync(join(tmpdir(), 'holdfast-rotate-'))
const actor = systemActor('test')

beforeAll(async () => {
  await using database = await openDatabase({ folder: join(data, 'database') })
  const secrets = await openSecretBox(data)
  const control = { ...createControl(database, { clock: systemClock, random: systemRandom }), secrets }
  const mail = {
    host: 'mail.example.com',
    user: 'backup',
    from: 'backup@example.com',
    password: 'one of mail',
  }
  await changeMailSettings(control, actor, secrets, mail, 0)
  const hook = { channel: 'webhook', target: 'https://hooks.example.com/' } as const
  await createSubscription(control, actor, secrets, hook)
  const clientSecret = { value: 'one of Microsoft', expiresAt: null }
  const ids = { tenantId: crypto.randomUUID(), clientId: crypto.randomUUID() }
  await changeConnection(
    control,
    actor,
    { tenantId: ids.tenantId, backup: { clientId: ids.clientId, clientSecret } },
    0,
  )
}, 60_000)
afterAll(() => rmSync(data, { recursive: true, force: true }))

/** Every sealed text of the database, whatever it is for. */
async function sealedTexts(): Promise<readonly string[]> {
  await using database = await openDatabase({ folder: join(data, 'database') })
  const settings = await database.sql.selectFrom('setting').select('value').execute()
  const subscriptions = await database.sql.selectFrom('subscription').select('secret').execute()
  return JSON.stringify([settings, subscriptions]).match(/hfs1\.[\w.-]+/g) ?? []
}

test('a rotation seals mail, webhooks and the connection anew, and forgets the old key', async () => {
  const key = () => readFileSync(join(data, 'secrets.key'), 'utf8')
  const [keyBefore, before] = [key(), await sealedTexts()]
  expect(before).toHaveLength(3)
  await rotateSecrets({ dataDirectory: data })
  expect(key()).not.toContain(keyBefore.trim())
  expect(key().trim().split('\n')).toHaveLength(1)
  const after = await sealedTexts()
  const box = await openSecretBox(data)
  expect(after).toHaveLength(3)
  for (const text of after) {
    expect(box.isCurrent(text)).toBe(true)
    expect(before).not.toContain(text)
  }
}, 60_000)

test('a rotation beside a server that runs is refused', async () => {
  await using _ = await lockDirectory(data)
  await expect(rotateSecrets({ dataDirectory: data })).rejects.toMatchObject({
    code: 'HF_DATA_DIRECTORY_BUSY',
  })
})
