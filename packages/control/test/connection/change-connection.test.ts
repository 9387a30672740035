import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  changeConnection,
  discardNextCredential,
  makeCertificate,
  ROLES,
  readCertificate,
  readConnection,
  removeConnection,
  resealConnectionSecrets,
  SecretBox,
} from '../../src/index.ts'
import { actor, auditOf, cloud } from '../rows.ts'
import { ConnectionWorld } from './connection-world.ts'

const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001'
const CLIENT = 'bbbbbbbb-0000-4000-8000-000000000001'
const OTHER = 'bbbbbbbb-0000-4000-8000-000000000002'
const SECRET = 'abc8Q~the value of a secret'
const DAY = 86_400_000

const secret = { value: SECRET, expiresAt: null }
const entered = { tenantId: TENANT, backup: { clientId: CLIENT, clientSecret: secret } }

describe('the connection', () => {
  test('is entered, read without its secret, and audited without it', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    expect((await readConnection(control, cloud)).value).toMatchObject({
      tenantId: '',
      state: {
        backup: {
          state: 'not-configured',
          missing: ['the tenant id', 'the client id', 'a certificate or a client secret'],
        },
      },
    })
    const { value, version } = await changeConnection(control, cloud, entered, 0)
    expect(version).toBe(1)
    expect(value).toMatchObject({
      tenantId: TENANT,
      cloud: 'global',
      backup: { clientId: CLIENT, current: { kind: 'secret', expiresAt: null }, next: null },
      restore: null,
    })
    const read = await readConnection(control, actor('auditor'))
    expect(read.value.state.backup).toMatchObject({ state: 'not-connected', code: 'not-verified' })
    const [audit] = await auditOf(control)
    expect(audit).toMatchObject({ action: 'connection.changed', details: { newSecrets: ['backup'] } })
    const stored = await control.sql.selectFrom('setting').selectAll().execute()
    for (const shown of [value, read, audit, stored]) {
      expect(JSON.stringify(shown)).not.toContain(SECRET)
      expect(JSON.stringify(shown)).not.toContain('PRIVATE KEY')
    }
  })

  test.each([
    ['a tenant that is neither an id nor a domain', { ...entered, tenantId: 'contoso' }],
    ['a client that is no id', { ...entered, backup: { clientId: 'backup' } }],
    [
      'the id of a secret for its value',
      { ...entered, backup: { clientId: CLIENT, clientSecret: { ...secret, value: OTHER } } },
    ],
    [
      'a secret that has expired',
      {
        ...entered,
        backup: { clientId: CLIENT, clientSecret: { ...secret, expiresAt: '2020-01-01T00:00:00Z' } },
      },
    ],
    ['one application named twice', { ...entered, restore: { clientId: CLIENT } }],
  ])('is not taken with %s', async (_, input) => {
    await using world = await ConnectionWorld.make()
    await expect(changeConnection(world.control, cloud, input, 0)).rejects.toMatchObject({
      code: 'HF_INVALID',
    })
  })

  test('is changed over the version that was read', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    await changeConnection(control, cloud, entered, 0)
    const conflict = { code: 'HF_CONFLICT' }
    await expect(changeConnection(control, cloud, entered, 0)).rejects.toMatchObject(conflict)
    await expect(makeCertificate(control, cloud, 'backup', 2)).rejects.toMatchObject(conflict)
    await expect(removeConnection(control, cloud, 2)).rejects.toMatchObject(conflict)
  })

  test('is for who may change the organisation', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    for (const role of ROLES.filter((name) => name !== 'cloud-administrator')) {
      const other = actor(role)
      for (const attempt of [
        changeConnection(control, other, entered, 0),
        makeCertificate(control, other, 'backup', 0),
        discardNextCredential(control, other, 'backup', 0),
        removeConnection(control, other, 0),
        ...(role === 'auditor'
          ? []
          : [readConnection(control, other), readCertificate(control, other, 'backup')]),
      ])
        await expect(attempt).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    expect(await auditOf(control)).toEqual([])
  })

  test('forgets a secret that was entered for another application, and keeps its certificate', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    await changeConnection(control, cloud, entered, 0)
    await makeCertificate(control, cloud, 'backup', 1)
    const { value } = await changeConnection(control, cloud, { ...entered, backup: { clientId: OTHER } }, 2)
    expect(value.backup).toMatchObject({ current: { kind: 'certificate' }, next: null })
    const moved = await changeConnection(control, cloud, { ...entered, backup: { clientId: OTHER } }, 3)
    expect(moved.value.backup.current).toEqual(value.backup.current)
  })

  test('is removed with all that is secret', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    await changeConnection(control, cloud, entered, 0)
    await removeConnection(control, cloud, 1)
    const { value, version } = await readConnection(control, cloud)
    expect(value).toMatchObject({ tenantId: '', backup: { clientId: '', current: null } })
    await changeConnection(control, cloud, entered, version)
  })
})

describe('a certificate', () => {
  test('is made by us, for two years, and can be downloaded', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    await expect(readCertificate(control, cloud, 'backup')).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    const { value } = await makeCertificate(control, cloud, 'backup', 0)
    const { pem, der, thumbprint } = await readCertificate(control, actor('auditor'), 'backup')
    expect(value.backup.current).toMatchObject({ kind: 'certificate', certificate: pem, thumbprint })
    const certificate = new X509Certificate(der)
    expect(certificate.fingerprint.replaceAll(':', '')).toBe(thumbprint)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.subject).toBe('CN=Holdfast backup')
    expect(certificate.validFromDate.getTime()).toBeLessThanOrEqual(control.clock.now() - DAY)
    const years = (certificate.validToDate.getTime() - control.clock.now()) / (365 * DAY)
    expect(years).toBeCloseTo(2, 2)
  })

  test('beside a credential that works waits to be verified, and can be discarded', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    await changeConnection(control, cloud, entered, 0)
    const first = await makeCertificate(control, cloud, 'backup', 1)
    expect(first.value.backup).toMatchObject({ current: { kind: 'secret' }, next: { kind: 'certificate' } })
    const second = await makeCertificate(control, cloud, 'backup', 2)
    expect(second.value.backup.next?.id).not.toBe(first.value.backup.next?.id)
    const left = await discardNextCredential(control, cloud, 'backup', 3)
    expect(left.value.backup).toMatchObject({ current: { kind: 'secret' }, next: null })
    expect((await auditOf(control)).map(({ action }) => action)).toEqual([
      'connection.changed',
      'connection.certificate-made',
      'connection.certificate-made',
      'connection.credential-discarded',
    ])
  })

  test('for restores needs an application for restores', async () => {
    await using world = await ConnectionWorld.make()
    const { control } = world
    await changeConnection(control, cloud, entered, 0)
    await expect(makeCertificate(control, cloud, 'restore', 1)).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    await changeConnection(control, cloud, { ...entered, restore: { clientId: OTHER } }, 1)
    const { value } = await makeCertificate(control, cloud, 'restore', 2)
    expect(value.restore?.current).toMatchObject({ kind: 'certificate' })
    expect((await readCertificate(control, cloud, 'restore')).thumbprint).toMatch(/^[0-9A-F]{40}$/)
  })
})

test('secrets are sealed again with a new key, and the old key can go', async () => {
  await using world = await ConnectionWorld.make()
  const { control } = world
  await changeConnection(control, cloud, entered, 0)
  await makeCertificate(control, cloud, 'backup', 1)
  const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const withKeys = (...which: Buffer[]) => ({
    ...control,
    secrets: new SecretBox('secrets.key', which, control.random),
  })
  await resealConnectionSecrets(withKeys(...keys))
  await resealConnectionSecrets(withKeys(keys[1]!))
  await expect(resealConnectionSecrets(withKeys(keys[0]!))).rejects.toMatchObject({
    code: 'HF_SECRET_KEY_WRONG',
  })
})
