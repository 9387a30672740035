import { describe, expect, test } from 'vitest'
import { alertMail } from '../../src/alerts/mail/alert-mail.ts'
import {
  changeMailSettings,
  createMailChannel,
  createMailer,
  createSubscription,
  createWebhookChannel,
  deliverDue,
  listAudit,
  raiseAlert,
  showMailSettings,
  systemActor,
  type ToldAlert,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { mailServer, partsOf } from './mail-server.ts'
import { actorWith, administrator } from './populate.ts'
import { testSecrets } from './secret-box.ts'
import { selfSigned } from './self-signed.ts'

const plain = { host: '127.0.0.1', security: 'none', from: 'holdfast@example.com' } as const

async function raise(control: TestControl): Promise<void> {
  const details = { account: 'Zoë <b>"Bold"</b>', address: '192.0.2.1' }
  await raiseAlert(control, undefined, { kind: 'sign-in-from-new-place', subject: 'zoe', details })
}

describe('a mail', () => {
  test('reaches a mail server with a text and an HTML part', async () => {
    await using control = await testControl()
    await using server = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
    const settings = { ...plain, port: server.port, publicUrl: 'https://backup.example.com/holdfast' }
    await changeMailSettings(control, administrator, testSecrets, settings, 0)
    const mail = { channel: 'mail', target: 'ops@example.com' } as const
    await createSubscription(control, administrator, testSecrets, mail)
    await raise(control)
    const channels = {
      mail: createMailChannel(createMailer(control, testSecrets)),
      webhook: createWebhookChannel(control, testSecrets),
    }
    expect(await deliverDue(control, channels)).toEqual({ delivered: 1, failed: 0 })
    const [received] = server.received
    expect(received).toMatchObject({ from: 'holdfast@example.com', to: ['ops@example.com'] })
    const { id } = await control.sql.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
    expect(received?.source).toContain(`Message-ID: <${id}@example.com>`)
    expect(received?.source).toContain('From: Holdfast <holdfast@example.com>')
    expect(received?.source).toContain('Auto-Submitted: auto-generated')
    const parts = partsOf(received?.source ?? '')
    expect(parts['text/plain']).toContain('[warning] Zoë <b>"Bold"</b> signed in from 192.0.2.1')
    expect(parts['text/plain']).toContain('All alerts: https://backup.example.com/holdfast/alerts')
    expect(parts['text/html']).toContain('Zoë &lt;b&gt;&quot;Bold&quot;&lt;/b&gt; signed in')
    expect(parts['text/html']).toContain('href="https://backup.example.com/holdfast/alerts"')
  })

  test.each(['tls', 'starttls'] as const)('is sent with %s and a password', async (security) => {
    const { key, certificate } = selfSigned('localhost')
    await using control = await testControl()
    await using server = await mailServer({
      secure: security === 'tls',
      key,
      cert: certificate,
      authOptional: false,
    })
    const settings = { ...plain, host: 'localhost', security, port: server.port, user: 'holdfast' }
    const password = 'correct horse'
    await changeMailSettings(control, administrator, testSecrets, { ...settings, password }, 0)
    const mailer = createMailer(control, testSecrets, { ca: certificate })
    const mail = { id: 'a', to: 'ops@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello' }
    await mailer.send(mail)
    expect(server.received).toMatchObject([{ isSecure: true, user: 'holdfast' }])

    // An authority that nobody trusts, and a password that does not fit, send nothing.
    await expect(createMailer(control, testSecrets).send(mail)).rejects.toMatchObject({
      code: 'HF_MAIL_FAILED',
    })
    await changeMailSettings(control, administrator, testSecrets, { ...settings, password: 'wrong' }, 1)
    await expect(mailer.send(mail)).rejects.toThrow('Wrong name or password')
    expect(server.received).toHaveLength(1)
  })

  test('is not sent without the TLS that is asked for', async () => {
    await using control = await testControl()
    await using server = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
    const settings = { ...plain, security: 'starttls', port: server.port } as const
    await changeMailSettings(control, administrator, testSecrets, settings, 0)
    const mail = { id: 'a', to: 'ops@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello' }
    await expect(createMailer(control, testSecrets).send(mail)).rejects.toMatchObject({
      code: 'HF_MAIL_FAILED',
      context: { target: 'ops@example.com' },
    })
    expect(server.received).toEqual([])
  })

  test('says so when no server is set, when none answers, or too late', async () => {
    await using control = await testControl()
    const mail = { id: 'a', to: 'ops@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello' }
    const mailer = createMailer(control, testSecrets, { timeout: 200 })
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'HF_MAIL_NOT_CONFIGURED' })
    await changeMailSettings(control, administrator, testSecrets, { ...plain, port: 1 }, 0)
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'HF_MAIL_FAILED' })
    await using silent = await mailServer({ disabledCommands: ['STARTTLS'], onConnect: () => {} })
    await changeMailSettings(control, administrator, testSecrets, { ...plain, port: silent.port }, 1)
    await expect(mailer.send(mail)).rejects.toThrow('no answer within 0.2 seconds')
  })
})

describe('the settings of mail', () => {
  const settings = { ...plain, security: 'starttls', user: 'holdfast' } as const

  test('never show the password, and hold it sealed', async () => {
    await using control = await testControl()
    const change = (input: object, version: number) =>
      changeMailSettings(control, administrator, testSecrets, { ...settings, ...input }, version)
    expect((await change({ password: 'correct horse' }, 0)).value).toMatchObject({ hasPassword: true })
    const shown = await showMailSettings(control, actorWith('auditor'))
    expect(shown).toMatchObject({ version: 1, value: { ...settings, hasPassword: true } })
    const stored = JSON.stringify(await control.sql.selectFrom('setting').selectAll().execute())
    expect(stored + JSON.stringify(shown)).not.toContain('correct horse')
    const { entries } = await listAudit(control, systemActor('x'), {}, async () => new Set())
    expect(JSON.stringify(entries)).not.toContain(testSecrets.seal('mail-password', 'mail', 'correct horse'))
    expect(entries[0]?.details.changed).toContain('sealedPassword')
    // It stays where nothing is said of it, and goes when it is taken away.
    expect((await change({ from: 'other@example.com' }, 1)).value).toMatchObject({ hasPassword: true })
    expect((await change({ password: null }, 2)).value).toMatchObject({ hasPassword: false })
  })

  test.each([{ host: 'elsewhere.example.com' }, { port: 2525 }, { user: 'other' }, { security: 'tls' }])(
    'do not take the password along to another server (%j)',
    async (other) => {
      await using control = await testControl()
      const change = (input: object, version: number) =>
        changeMailSettings(control, administrator, testSecrets, { ...settings, ...input } as never, version)
      await change({ password: 'correct horse' }, 0)
      await expect(change(other, 1)).rejects.toMatchObject({ code: 'HF_INVALID' })
      expect((await change({ ...other, password: 'another' }, 1)).version).toBe(2)
    },
  )

  test.each([
    { host: 'relay.example.com', security: 'none', password: 'correct horse' },
    { from: 'nobody' },
    { port: 0 },
    { publicUrl: 'javascript:alert(1)' },
    { unknown: 1 },
  ])('are not %j', async (wrong) => {
    await using control = await testControl()
    const input = { ...settings, ...wrong } as never
    const changing = changeMailSettings(control, administrator, testSecrets, input, 0)
    await expect(changing).rejects.toMatchObject({ code: 'HF_INVALID' })
  })

  test('are changed by their version, and by who may', async () => {
    await using control = await testControl()
    await changeMailSettings(control, administrator, testSecrets, settings, 0)
    for (const version of [0, 2]) {
      const late = changeMailSettings(control, administrator, testSecrets, settings, version)
      await expect(late).rejects.toMatchObject({ code: 'HF_CONFLICT' })
    }
    const auditor = actorWith('auditor')
    const changing = changeMailSettings(control, auditor, testSecrets, settings, 1)
    await expect(changing).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    const showing = showMailSettings(control, actorWith('help-desk'))
    await expect(showing).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
  })
})

describe('the words of a mail', () => {
  const alert: ToldAlert = {
    id: '1',
    kind: 'anomaly',
    subject: 's',
    severity: 'critical',
    title: 'Something odd',
    hint: 'Look at it.',
    details: {},
    count: 1,
    firstAt: '2026-03-02T09:00:00.000Z',
    lastAt: '2026-03-02T09:00:00.000Z',
    resolvedAt: null,
  }
  const over = { ...alert, resolvedAt: '2026-03-03T10:30:00.000Z' }
  const at = '2026-03-03T10:30:00.000Z'

  test.each([
    [{ open: 1, resolved: 0, alerts: [alert] }, 'Holdfast: critical: Something odd'],
    [{ open: 0, resolved: 1, alerts: [over] }, 'Holdfast: resolved: Something odd'],
    [{ open: 0, resolved: 2, alerts: [over, over] }, 'Holdfast: 2 alerts resolved'],
    [{ open: 2, resolved: 0, alerts: [alert, alert] }, 'Holdfast: 2 alerts (worst: critical)'],
    [{ open: 1, resolved: 1, alerts: [alert, over] }, 'Holdfast: 1 alert (worst: critical), 1 resolved'],
  ])('tell in the subject what there is', (digest, subject) => {
    expect(alertMail({ at, ...digest }, null).subject).toBe(subject)
  })

  test('tell since when, how often, until when, and how many are not listed', () => {
    const many = { ...alert, count: 7, lastAt: '2026-03-02T12:34:00.000Z' }
    const { text, html } = alertMail({ at, open: 500, resolved: 1, alerts: [many, over] }, null)
    expect(text).toContain('since 2026-03-02 09:00 UTC, 7 times, last at 2026-03-02 12:34 UTC\nLook at it.')
    expect(text).toContain('since 2026-03-02 09:00 UTC, over at 2026-03-03 10:30 UTC')
    expect(text).toContain('and 499 more.')
    expect(html).toContain('and 499 more.')
    expect(text).not.toContain('http')
  })
})
