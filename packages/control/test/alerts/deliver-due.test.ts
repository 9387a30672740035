import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backOff } from '../../src/alerts/delivery/back-off.ts'
import {
  type AlertChannels,
  type AlertMessage,
  changeAlertRule,
  createSubscription,
  deliverDue,
  dropOldAlerts,
  listAlerts,
  listSubscriptions,
  muteAlert,
  raiseAlert,
  resolveAlert,
  systemActor,
} from '../../src/index.ts'
import { countOf, type TestControl, testControl } from '../test-control.ts'
import { administrator, DAY, HOUR, MINUTE } from './populate.ts'
import { testSecrets } from './secret-box.ts'

const system = systemActor('test')
const NOBODY = '00000000-0000-4000-8000-000000000000'

/** A channel that notes what it takes, and fails while it is told to. */
function noting() {
  const sent: AlertMessage[] = []
  const state = { failing: false }
  const channel = {
    async send(message: AlertMessage) {
      if (state.failing) throw new Error('refused')
      sent.push(message)
    },
  }
  const channels: AlertChannels = { mail: channel, webhook: channel }
  return { sent, state, channels }
}

async function subscribe(control: TestControl, more: object = {}): Promise<string> {
  const input = { channel: 'mail', target: 'ops@example.com', ...more } as const
  return (await createSubscription(control, administrator, testSecrets, input)).id
}

async function raise(
  control: TestControl,
  subject: string,
  kind: 'backup-failed' | 'anomaly' = 'backup-failed',
) {
  const details = { person: subject, personId: NOBODY, code: 'HF_X', finding: 'odd' }
  await raiseAlert(control, undefined, { kind, subject, details })
}

const subjects = ({ digest }: AlertMessage) => digest.alerts.map(({ subject }) => subject)

describe('delivery', () => {
  test('collates what is due into one message for each subscription, worst first', async () => {
    await using control = await testControl()
    const all = await subscribe(control)
    const critical = await subscribe(control, { minSeverity: 'critical' })
    const backups = await subscribe(control, { kinds: ['backup-failed'] })
    await subscribe(control, { kinds: ['space-low'] })
    await raise(control, 'megan')
    await raise(control, 'lee', 'anomaly')
    const { sent, channels } = noting()
    expect(await deliverDue(control, channels)).toEqual({ delivered: 3, failed: 0 })
    const bySubscription = new Map(sent.map((message) => [message.subscriptionId, subjects(message)]))
    expect(bySubscription).toEqual(
      new Map([
        [all, ['lee', 'megan']],
        [critical, ['lee']],
        [backups, ['megan']],
      ]),
    )
    expect(await deliverDue(control, channels)).toEqual({ delivered: 0, failed: 0 })
  })

  test('tells a lasting alert again after the hours of its kind or rule, and not if it is never repeated', async () => {
    await using control = await testControl()
    await subscribe(control)
    const { sent, channels } = noting()
    const told = async () => {
      sent.length = 0
      await deliverDue(control, channels)
      return sent.flatMap(subjects)
    }
    await raise(control, 'megan')
    expect(await told()).toEqual(['megan'])
    control.clock.advance(24 * HOUR - 1)
    expect(await told()).toEqual([])
    control.clock.advance(1)
    expect(await told()).toEqual(['megan'])
    await changeAlertRule(control, administrator, 'backup-failed', { repeatHours: 2 }, 0)
    control.clock.advance(2 * HOUR)
    expect(await told()).toEqual(['megan'])
    await changeAlertRule(control, administrator, 'backup-failed', { repeatHours: 0 }, 1)
    control.clock.advance(100 * DAY)
    expect(await told()).toEqual([])
  })

  test('tells at once what has become worse', async () => {
    await using control = await testControl()
    await subscribe(control)
    const { sent, channels } = noting()
    for (let i = 0; i < 4; i++) {
      await raise(control, 'megan')
      await deliverDue(control, channels)
    }
    expect(sent.map(({ digest }) => digest.alerts[0]?.severity)).toEqual(['warning', 'high'])
  })

  test('tells once that a told alert is over, and nothing of one that nobody was told of', async () => {
    await using control = await testControl()
    await subscribe(control)
    const { sent, channels } = noting()
    await raise(control, 'megan')
    await deliverDue(control, channels)
    control.clock.advance(MINUTE)
    await raise(control, 'lee')
    for (const subject of ['megan', 'lee']) {
      await resolveAlert(control, undefined, { kind: 'backup-failed', subject })
    }
    control.clock.advance(MINUTE)
    await deliverDue(control, channels)
    await deliverDue(control, channels)
    expect(sent.slice(1).map(({ digest }) => [digest.open, digest.resolved])).toEqual([[0, 1]])
    expect(sent.slice(1).map(subjects)).toEqual([['megan']])
  })

  test('leaves muted alerts and kinds alone until the silence is over', async () => {
    await using control = await testControl()
    await subscribe(control)
    await raise(control, 'megan')
    await raise(control, 'lee', 'anomaly')
    const mutedUntil = new Date(control.clock.now() + HOUR).toISOString()
    const megan = (await listAlerts(control, system)).alerts.find(({ subject }) => subject === 'megan')
    await muteAlert(control, administrator, megan!.id, { until: mutedUntil })
    await changeAlertRule(control, administrator, 'anomaly', { mutedUntil }, 0)
    const { sent, channels } = noting()
    await deliverDue(control, channels)
    expect(sent).toEqual([])
    control.clock.advance(HOUR)
    await deliverDue(control, channels)
    expect(sent.map(subjects)).toEqual([['lee', 'megan']])
  })

  test('tells a new subscription what was never told', async () => {
    await using control = await testControl()
    await raise(control, 'megan')
    const { sent, channels } = noting()
    await deliverDue(control, channels)
    await subscribe(control)
    await deliverDue(control, channels)
    expect(sent.map(subjects)).toEqual([['megan']])
  })

  test('lists a hundred alerts and tells the number of all', async () => {
    await using control = await testControl()
    await subscribe(control)
    for (let i = 0; i < 120; i++) await raise(control, `${i}`)
    const { sent, channels } = noting()
    await deliverDue(control, channels)
    expect(sent[0]?.digest).toMatchObject({ open: 120, resolved: 0 })
    expect(sent[0]?.digest.alerts).toHaveLength(100)
  })
})

describe('a message that is not taken', () => {
  test('is tried again after 1 minute, then twice as long each time, to 6 hours; under the same id', async () => {
    await using control = await testControl()
    await subscribe(control)
    await changeAlertRule(control, administrator, 'backup-failed', { repeatHours: 0 }, 0)
    await raise(control, 'megan')
    const { sent, state, channels } = noting()
    state.failing = true
    const waits: number[] = []
    for (let i = 0; i < 12; i++) {
      expect(await deliverDue(control, channels)).toEqual({ delivered: 0, failed: 1 })
      const { nextAt } = await control.sql.selectFrom('delivery').selectAll().executeTakeFirstOrThrow()
      waits.push((nextAt.getTime() - control.clock.now()) / MINUTE)
      control.clock.advance(nextAt.getTime() - control.clock.now() - 1)
      expect(await deliverDue(control, channels)).toMatchObject({ failed: 0 })
      control.clock.advance(1)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
    const { id } = await control.sql.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
    state.failing = false
    await deliverDue(control, channels)
    expect(sent.map((message) => message.id)).toEqual([id])
  })

  test('is given up after three days, with an alert that the others are told', async () => {
    await using control = await testControl()
    const broken = await subscribe(control, { kinds: ['backup-failed'], target: 'broken@example.com' })
    const other = await subscribe(control, { kinds: ['delivery-failed', 'anomaly'] })
    await raise(control, 'megan')
    await changeAlertRule(control, administrator, 'backup-failed', { repeatHours: 0 }, 0)
    const { sent, channels } = noting()
    const mailbox = { isFull: true }
    const failing: AlertChannels = {
      ...channels,
      mail: {
        async send(message) {
          if (message.subscriptionId === broken && mailbox.isFull) throw new Error('mailbox full')
          await channels.mail.send(message, { signal: new AbortController().signal })
        },
      },
    }
    for (let hour = 0; hour < 90; hour++) {
      await deliverDue(control, failing)
      control.clock.advance(HOUR)
    }
    expect(sent.map(({ subscriptionId }) => subscriptionId)).toEqual([other])
    expect(sent[0]?.digest.alerts).toMatchObject([
      {
        kind: 'delivery-failed',
        title: 'Alerts could not be delivered to broken@example.com for three days: mailbox full',
      },
    ])
    const listed = (await listSubscriptions(control, administrator)).find(({ id }) => id === broken)
    expect(listed).toMatchObject({ waiting: 0, lastError: 'mailbox full', lastDeliveredAt: null })
    // What is delivered again ends the alert.
    mailbox.isFull = false
    await raise(control, 'lee')
    await deliverDue(control, failing)
    const { alerts } = await listAlerts(control, system, { kinds: ['delivery-failed'] })
    expect(alerts).toEqual([])
  })

  test('does not keep others from being sent', async () => {
    await using control = await testControl()
    await subscribe(control)
    await subscribe(control, { channel: 'webhook', target: 'https://example.com/hook' })
    await raise(control, 'megan')
    const { sent, channels } = noting()
    const refusing = { send: () => Promise.reject(new Error('down')) }
    expect(await deliverDue(control, { ...channels, webhook: refusing })).toEqual({ delivered: 1, failed: 1 })
    expect(sent).toHaveLength(1)
  })
})

describe('a server that dies', () => {
  test('between sending and noting it sends again, under the same id', async () => {
    await using control = await testControl()
    await subscribe(control)
    await raise(control, 'megan')
    const { sent, channels } = noting()
    let arrived = () => {}
    const isSent = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const dying: AlertChannels = {
      ...channels,
      mail: {
        async send(message) {
          sent.push(message)
          arrived()
          // Nothing is heard of this server any more.
          await new Promise(() => {})
        },
      },
    }
    void deliverDue(control, dying)
    await isSent
    expect(await deliverDue(control, channels)).toEqual({ delivered: 0, failed: 0 })
    control.clock.advance(5 * MINUTE)
    expect(await deliverDue(control, channels)).toEqual({ delivered: 1, failed: 0 })
    expect(sent.map(({ id }) => id)).toEqual([sent[0]?.id, sent[0]?.id])
  })

  test('or is stopped while it sends counts no failure', async () => {
    await using control = await testControl()
    await subscribe(control)
    await raise(control, 'megan')
    const { channels } = noting()
    const stop = new AbortController()
    const stopped: AlertChannels = {
      ...channels,
      mail: {
        async send() {
          stop.abort()
          stop.signal.throwIfAborted()
        },
      },
    }
    await expect(deliverDue(control, stopped, { signal: stop.signal })).rejects.toThrow('aborted')
    expect(await control.sql.selectFrom('delivery').selectAll().executeTakeFirst()).toMatchObject({
      lastError: null,
      deliveredAt: null,
    })
    control.clock.advance(5 * MINUTE)
    expect(await deliverDue(control, channels)).toEqual({ delivered: 1, failed: 0 })
  })
})

test('several servers send each message once', async () => {
  await using control = await testControl()
  for (let i = 0; i < 10; i++) await subscribe(control)
  await raise(control, 'megan')
  const { sent, channels } = noting()
  await Promise.all(Array.from({ length: 4 }, () => deliverDue(control, channels)))
  await deliverDue(control, channels)
  expect(sent).toHaveLength(10)
  expect(new Set(sent.map(({ id }) => id)).size).toBe(10)
})

test('what is over and delivered is dropped after the days of the setting', async () => {
  await using control = await testControl()
  await subscribe(control)
  await raise(control, 'megan')
  await raise(control, 'lee')
  await deliverDue(control, noting().channels)
  await resolveAlert(control, undefined, { kind: 'backup-failed', subject: 'megan' })
  control.clock.advance(366 * DAY)
  await dropOldAlerts(control)
  expect([await countOf(control, 'alert'), await countOf(control, 'delivery')]).toEqual([2, 1])
  control.clock.advance(1)
  await dropOldAlerts(control)
  expect([await countOf(control, 'alert'), await countOf(control, 'delivery')]).toEqual([1, 0])
})

test('waits are never shorter than a minute or the one before, nor longer than six hours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (attempts) => {
      const wait = backOff(attempts)
      return wait >= MINUTE && wait <= 6 * HOUR && wait <= backOff(attempts + 1)
    }),
  )
})
