import { describe, expect, test } from 'vitest'
import {
  changeSetting,
  changeSubscription,
  createSubscription,
  deleteSubscription,
  listAudit,
  listSubscriptions,
  type Role,
  systemActor,
  testSubscription,
  WEBHOOK_SETTING,
} from '../../src/index.ts'
import { testControl } from '../test-control.ts'
import { actorWith, administrator } from './populate.ts'
import { testSecrets } from './secret-box.ts'

const mail = { channel: 'mail', target: 'ops@example.com' } as const
const hook = { channel: 'webhook', target: 'https://hooks.example.com/T0/secret?key=1' } as const
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

describe('a subscription', () => {
  test('is made, changed by its version, and deleted; the audit trail holds no secret of a URL', async () => {
    await using control = await testControl()
    const { id, secret } = await createSubscription(control, administrator, testSecrets, hook)
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const changed = { ...hook, minSeverity: 'high' as const, kinds: ['anomaly' as const] }
    await changeSubscription(control, administrator, id, changed, 1)
    const late = changeSubscription(control, administrator, id, hook, 1)
    await expect(late).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    expect(await listSubscriptions(control, administrator)).toEqual([
      {
        ...changed,
        id,
        version: 2,
        createdAt: expect.any(Date),
        waiting: 0,
        lastDeliveredAt: null,
        lastError: null,
      },
    ])
    await deleteSubscription(control, administrator, id)
    const again = deleteSubscription(control, administrator, id)
    await expect(again).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    const { entries } = await listAudit(control, systemActor('x'), {}, async () => new Set())
    expect(entries.map(({ action }) => action)).toEqual([
      'subscription.deleted',
      'subscription.changed',
      'subscription.created',
    ])
    expect(JSON.stringify(entries)).not.toContain('/T0/')
    expect(JSON.stringify(entries)).toContain('https://hooks.example.com')
  })

  test('keeps its secret sealed, for itself alone', async () => {
    await using control = await testControl()
    const { id, secret } = await createSubscription(control, administrator, testSecrets, hook)
    const row = await control.sql.selectFrom('subscription').selectAll().executeTakeFirstOrThrow()
    expect(row.secret).not.toContain(secret)
    expect(await testSecrets.open('webhook-secret', id, row.secret ?? '')).toBe(secret)
    expect((await createSubscription(control, administrator, testSecrets, mail)).secret).toBeNull()
  })

  test('does not change its channel', async () => {
    await using control = await testControl()
    const { id } = await createSubscription(control, administrator, testSecrets, mail)
    for (const unknown of [UNKNOWN, 'not an id']) {
      const changing = changeSubscription(control, administrator, unknown, mail, 1)
      await expect(changing).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    }
    const changing = changeSubscription(control, administrator, id, hook, 1)
    await expect(changing).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  })

  test.each([
    [{ channel: 'mail', target: 'nobody' }, 'HF_INVALID'],
    [{ channel: 'mail', target: 'a@example.com,b@example.com' }, 'HF_INVALID'],
    [{ channel: 'mail', target: 'a@example.com\r\nBcc: b@example.com' }, 'HF_INVALID'],
    [{ channel: 'mail', target: 'a@example.com', kinds: ['unknown'] }, 'HF_INVALID'],
    [{ channel: 'mail', target: 'a@example.com', kinds: [] }, 'HF_INVALID'],
    [{ channel: 'pigeon', target: 'a@example.com' }, 'HF_INVALID'],
    [{ channel: 'webhook', target: '/hook' }, 'HF_INVALID'],
    [{ channel: 'webhook', target: 'http://example.com/hook' }, 'HF_WEBHOOK_REFUSED'],
    [{ channel: 'webhook', target: 'http://127.0.0.1/hook' }, 'HF_WEBHOOK_REFUSED'],
    [{ channel: 'webhook', target: 'file:///etc/passwd' }, 'HF_WEBHOOK_REFUSED'],
    [{ channel: 'webhook', target: 'https://name:password@example.com/' }, 'HF_WEBHOOK_REFUSED'],
  ])('is not %j', async (input, code) => {
    await using control = await testControl()
    const creating = createSubscription(control, administrator, testSecrets, input as typeof mail)
    await expect(creating).rejects.toMatchObject({ code })
    expect(await listSubscriptions(control, administrator)).toEqual([])
  })

  test('may call this machine where the setting allows it', async () => {
    await using control = await testControl()
    await changeSetting(control, administrator, WEBHOOK_SETTING, { allowLoopback: true }, 0)
    for (const target of ['http://127.0.0.1:1/', 'http://localhost:1/', 'http://[::1]:1/']) {
      await createSubscription(control, administrator, testSecrets, { channel: 'webhook', target })
    }
    const elsewhere = { channel: 'webhook', target: 'http://10.0.0.1/' } as const
    const creating = createSubscription(control, administrator, testSecrets, elsewhere)
    await expect(creating).rejects.toMatchObject({ code: 'HF_WEBHOOK_REFUSED' })
  })

  test('is tried out with a test message', async () => {
    await using control = await testControl()
    const { id } = await createSubscription(control, administrator, testSecrets, mail)
    const sent: unknown[] = []
    const channel = { send: async (message: unknown) => void sent.push(message) }
    const channels = { mail: channel, webhook: channel }
    await testSubscription(control, administrator, channels, id)
    expect(sent).toMatchObject([{ target: 'ops@example.com', digest: { alerts: [{ kind: 'test' }] } }])
    const unknown = testSubscription(control, administrator, channels, UNKNOWN)
    await expect(unknown).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
  })
})

describe('who has no right', () => {
  test.each<Role>(['profile-administrator', 'help-desk', 'legal-officer', 'auditor', 'person'])(
    'a %s changes no subscription',
    async (role) => {
      await using control = await testControl()
      const { id } = await createSubscription(control, administrator, testSecrets, mail)
      const actor = actorWith(role)
      const channel = { send: () => Promise.reject(new Error('sent')) }
      for (const change of [
        createSubscription(control, actor, testSecrets, mail),
        changeSubscription(control, actor, id, mail, 1),
        deleteSubscription(control, actor, id),
        testSubscription(control, actor, { mail: channel, webhook: channel }, id),
      ]) {
        await expect(change).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
      }
    },
  )

  test('an auditor sees the origin of a webhook only, and whoever is limited to profiles nothing', async () => {
    await using control = await testControl()
    await createSubscription(control, administrator, testSecrets, hook)
    const [listed] = await listSubscriptions(control, actorWith('auditor'))
    expect(listed?.target).toBe('https://hooks.example.com')
    for (const actor of [actorWith('help-desk', []), actorWith('person')]) {
      await expect(listSubscriptions(control, actor)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
  })
})
