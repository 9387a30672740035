import { expect, test } from 'vitest'
import { type Actor, sendTestMail } from '../../src/index.ts'
import { testControl } from '../test-control.ts'

const administrator: Actor = {
  kind: 'account',
  id: 'admin',
  name: 'Administrator',
  role: 'cloud-administrator',
}

test('a test mail goes to who is named, and stands in the audit trail', async () => {
  await using control = await testControl()
  const sent: unknown[] = []
  const mail = { send: async (message: unknown) => void sent.push(message) }
  await sendTestMail(control, administrator, { mail }, 'ops@example.com')
  expect(sent).toMatchObject([{ target: 'ops@example.com', digest: { alerts: [{ kind: 'test' }] } }])
  const trail = await control.sql.selectFrom('auditEvent').select('action').execute()
  expect(trail).toContainEqual({ action: 'mail.tested' })
})

test('only who may change the settings sends one', async () => {
  await using control = await testControl()
  const mail = { send: () => Promise.reject(new Error('sent')) }
  const auditor: Actor = { ...administrator, role: 'auditor' }
  await expect(sendTestMail(control, auditor, { mail }, 'ops@example.com')).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
})
