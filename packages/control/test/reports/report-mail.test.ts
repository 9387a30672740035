import { expect, test } from 'vitest'
import {
  changeMailSettings,
  createMailer,
  createReportSchedule,
  exportReport,
  sendReportNow,
} from '../../src/index.ts'
import { mailServer } from '../alerts/mail-server.ts'
import { administrator } from '../alerts/populate.ts'
import { testSecrets } from '../alerts/secret-box.ts'
import { auditOf } from '../rows.ts'
import { testControl } from '../test-control.ts'
import { organisation } from './world.ts'

test('a report reaches a mail server with all rows as a file, in which nothing is computed', async () => {
  await using control = await testControl()
  await organisation(control)
  await using server = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
  const settings = {
    host: '127.0.0.1',
    security: 'none',
    from: 'holdfast@example.com',
    port: server.port,
    publicUrl: 'https://backup.example.com',
  } as const
  await changeMailSettings(control, administrator, testSecrets, settings, 0)
  const id = await createReportSchedule(control, administrator, {
    report: 'last-backup-status',
    filter: { status: 'failed' },
    rhythm: { every: 'month', day: 1 },
    time: '07:00',
    timeZone: 'Europe/Berlin',
    recipients: ['ops@example.com'],
  })
  await sendReportNow(control, administrator, createMailer(control, testSecrets), id)
  const [received] = server.received
  expect(received?.to).toEqual(['ops@example.com'])
  expect(received?.source).toContain('Subject: Holdfast: Last backup status (1)')
  expect(received?.source).toContain('filename=last-backup-status-2026-03-02.csv')
  const encoded = received?.source.split(/filename=[^\r]+\r\n\r\n/)[1]?.split('\r\n--')[0] ?? ''
  const file = Buffer.from(encoded, 'base64').toString()
  expect(file.split('\r\n')[0]).toBe(
    'Person,Sign-in name,Profile,App status,Status,Last attempt,Last success,Error code,Error,Files,Data (bytes)',
  )
  expect(file).toContain('Ben,ben@example.com,Sales,enabled,failed,2026-03-02T07:00:00.000Z')
  expect(file).toContain(`"'=HYPERLINK(""https://evil.example"")\nfull",5,500`)
  expect(file).not.toContain('Ada')
})

test('an export has every row, also of many pages, and the audit trail names who took it', async () => {
  await using control = await testControl()
  const { sales } = await organisation(control)
  await control.database.queue.executeSql(
    `insert into person (id, principal_name, display_name, source, state, attributes, profile_id, created_at, updated_at)
     select gen_random_uuid(), 'p' || n || '@example.com', 'Person', 'hand', 'active', '{}', '${sales}', now(), now()
     from generate_series(1, 1200) as n`,
  )
  await control.database.queue.executeSql(
    `insert into onedrive (id, person_id, state, updated_at)
     select gen_random_uuid(), id, 'enabled', now() from person where display_name = 'Person'`,
  )
  const pieces = await exportReport(control, administrator, 'last-backup-status', { profileId: sales })
  const text = (await Array.fromAsync(pieces)).join('')
  const addresses = text.split('\r\n').map((line) => line.split(',')[1])
  expect(new Set(addresses.filter((address) => address?.endsWith('@example.com'))).size).toBe(1_203)
  expect(await auditOf(control)).toMatchObject([
    { action: 'report.exported', targetId: 'last-backup-status' },
  ])
  const refused = exportReport(control, administrator, 'licences', { sort: 'none' })
  await expect(refused).rejects.toMatchObject({ code: 'HF_INVALID' })
})
