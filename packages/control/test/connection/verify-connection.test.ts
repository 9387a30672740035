import { faultPresets } from '@holdfast/graph-emulator'
import { describe, expect, test } from 'vitest'
import {
  changeConnection,
  listAlerts,
  openGraphClient,
  ROLES,
  readConnection,
  removeConnection,
  systemActor,
  type Verification,
  verifyConnection,
} from '../../src/index.ts'
import { actor, auditOf, cloud } from '../rows.ts'
import { ConnectionWorld, READING, WRITING } from './connection-world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const system = systemActor('connection')

/** What is not as it should be. */
const troubles = ({ findings }: Verification) =>
  findings.filter(({ outcome }) => outcome !== 'passed').map(({ code, purpose }) => `${purpose} ${code}`)

const alerts = async ({ control }: ConnectionWorld) =>
  (await listAlerts(control, system)).alerts.map(({ subject, details }) => [subject, details.code])

async function connected(roles?: readonly string[]) {
  const world = await ConnectionWorld.make()
  world.emulator.tenant.addUser({ displayName: 'Adele', userPrincipalName: 'adele@contoso.com' })
  return Object.assign(world, { app: await world.connectBySecret(roles) })
}

/** Names another application for restores, too. */
async function addRestore(world: ConnectionWorld, clientId: string, roles: readonly string[] = WRITING) {
  const app = world.emulator.registerApp({ roles })
  await changeConnection(
    world.control,
    cloud,
    {
      tenantId: world.emulator.tenant.id,
      backup: { clientId },
      restore: {
        clientId: app.appId,
        clientSecret: { value: app.secrets[0]?.value ?? '', expiresAt: null },
      },
    },
    await world.version(),
  )
  return app
}

describe('verification', () => {
  test('finds the least permissions enough, and says so', async () => {
    await using world = await connected()
    await addRestore(world, world.app.appId)
    const verification = await verifyConnection(world.control, cloud)
    expect(troubles(verification)).toEqual([])
    expect(verification.findings.map(({ message }) => message)).toEqual([
      'Signed in by client secret.',
      'User.Read.All is granted.',
      'Files.Read.All is granted.',
      'People can be listed.',
      'The OneDrive of adele@contoso.com can be read.',
      'Signed in by client secret.',
      'Files.ReadWrite.All is granted.',
      'The application for restores reaches OneDrives.',
    ])
    const at = new Date(world.control.clock.now()).toISOString()
    const connectedSince = { state: 'connected', since: at, verifiedAt: at }
    expect(verification.state).toMatchObject({ backup: connectedSince, restore: connectedSince })
    expect((await auditOf(world.control)).at(-1)).toMatchObject({
      action: 'connection.verified',
      details: { failures: [], warnings: [] },
    })
  })

  test('is for who may change the organisation', async () => {
    await using world = await connected()
    for (const role of ROLES.filter((name) => name !== 'cloud-administrator'))
      await expect(verifyConnection(world.control, actor(role))).rejects.toMatchObject({
        code: 'HF_FORBIDDEN',
      })
    expect(world.emulator.meter.requests).toBe(0)
  })

  test('names a permission that is missing, and what to do; a granted one counts at once', async () => {
    await using world = await connected(['User.Read.All'])
    const verification = await verifyConnection(world.control, cloud)
    expect(verification.findings).toContainEqual({
      code: 'permission-missing',
      purpose: 'backup',
      step: 'permissions',
      outcome: 'failed',
      message: 'Files.Read.All is missing: OneDrives cannot be read.',
      hint: expect.stringContaining('grant admin consent'),
      details: { permission: 'Files.Read.All', reason: 'OneDrives cannot be read' },
    })
    expect(verification.state.backup).toMatchObject({
      state: 'not-connected',
      reason: 'Files.Read.All is missing: OneDrives cannot be read',
    })
    expect(await alerts(world)).toEqual([['backup', 'permission-missing']])
    world.app.roles = READING
    expect((await verifyConnection(world.control, cloud)).state.backup.state).toBe('connected')
    expect(await alerts(world)).toEqual([])
  })

  test.each<[string, (world: Awaited<ReturnType<typeof connected>>) => void]>([
    ['application-disabled', ({ app }) => Object.assign(app, { enabled: false })],
    ['blocked-by-policy', ({ app }) => Object.assign(app, { blocked: true })],
    ['secret-wrong', ({ app }) => app.secrets.splice(0, 1)],
    ['secret-expired', ({ app }) => app.secrets.splice(0, 1, { value: app.secrets[0]!.value, expires: 1 })],
    [
      'people-refused',
      ({ emulator }) =>
        emulator.faults.add({
          match: { route: 'users.list' },
          action: faultPresets.failing(403, 'Authorization_RequestDenied'),
        }),
    ],
    [
      'drive-refused',
      ({ emulator }) =>
        emulator.faults.add({
          match: { route: 'users.drive' },
          action: faultPresets.failing(403, 'accessDenied', 'Denied.'),
        }),
    ],
  ])('finds %s', async (code, harm) => {
    await using world = await connected()
    harm(world)
    const { findings, state } = await verifyConnection(world.control, cloud)
    const failed = findings.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map((finding) => finding.code)).toEqual([code])
    expect(failed[0]?.hint).not.toBe('')
    expect(failed[0]?.message).not.toMatch(/\{|\?|\.\.$/)
    expect(state.backup).toMatchObject({ state: 'not-connected', code })
    expect(await alerts(world)).toEqual([['backup', code]])
  })

  test('finds an unknown tenant and an unknown application', async () => {
    await using world = await connected()
    const { control, app, emulator } = world
    const secret = { value: app.secrets[0]?.value ?? '', expiresAt: null }
    const other = '11111111-1111-4111-8111-111111111111'
    const name = async (tenantId: string, clientId: string) =>
      await changeConnection(
        control,
        cloud,
        { tenantId, backup: { clientId, clientSecret: secret } },
        await world.version(),
      )
    await name(other, app.appId)
    expect(troubles(await verifyConnection(control, cloud))).toEqual(['backup tenant-unknown'])
    await name(emulator.tenant.id, other)
    expect(troubles(await verifyConnection(control, cloud))).toEqual(['backup application-unknown'])
  })

  test('says what is still to be entered, without an alert', async () => {
    await using world = await ConnectionWorld.make()
    const { findings, state } = await verifyConnection(world.control, cloud)
    expect(findings).toMatchObject([{ code: 'not-configured', step: 'settings' }])
    expect(state.backup.state).toBe('not-configured')
    expect(await alerts(world)).toEqual([])
  })

  test('tries with who is named', async () => {
    await using world = await connected()
    world.emulator.tenant.addUser({ displayName: 'Lee', userPrincipalName: 'lee@contoso.com' })
    const lee = await verifyConnection(world.control, cloud, { testUser: 'lee@contoso.com' })
    expect(lee.findings).toContainEqual(
      expect.objectContaining({ code: 'drive-read', details: { user: 'lee@contoso.com' } }),
    )
    const nobody = await verifyConnection(world.control, cloud, { testUser: 'nobody@contoso.com' })
    expect(troubles(nobody)).toContain('backup test-user-unknown')
  })

  test('warns of a directory without people or OneDrives', async () => {
    await using world = await ConnectionWorld.make()
    await world.connectBySecret()
    expect(troubles(await verifyConnection(world.control, cloud))).toContain('backup no-people')
    world.emulator.tenant.addUser({
      displayName: 'Lee',
      userPrincipalName: 'lee@contoso.com',
      drive: 'mysite-not-found',
    })
    expect(troubles(await verifyConnection(world.control, cloud))).toContain('backup no-drive')
  })

  test('warns of a clock that is off', async () => {
    await using world = await connected()
    world.control.clock.advance(3 * MINUTE)
    const { findings } = await verifyConnection(world.control, cloud)
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'clock-off',
        details: { seconds: expect.closeTo(180, -1), direction: 'ahead of' },
      }),
    )
  })

  test('of restores by an application of their own that may only read fails for restores alone', async () => {
    await using world = await connected()
    await addRestore(world, world.app.appId, ['Files.Read.All'])
    const { state } = await verifyConnection(world.control, cloud)
    expect(state.backup.state).toBe('connected')
    expect(state.restore).toMatchObject({ state: 'not-connected', code: 'permission-missing' })
    expect(await alerts(world)).toEqual([['restore', 'permission-missing']])
    await changeConnection(
      world.control,
      cloud,
      { tenantId: world.emulator.tenant.id, backup: { clientId: world.app.appId } },
      await world.version(),
    )
    const only = await verifyConnection(world.control, cloud)
    expect(only.state.restore).toMatchObject({ state: 'not-connected', code: 'restore-not-permitted' })
    expect(await alerts(world)).toEqual([])
  })
})

describe('the state', () => {
  test('is kept with its time, and lost with what it was about', async () => {
    await using world = await connected()
    const { control, app } = world
    const first = await verifyConnection(control, cloud)
    expect(first.state.backup).toMatchObject({ state: 'connected' })
    world.pass(10 * MINUTE)
    const second = await verifyConnection(control, system)
    expect(second.state.backup).toEqual({
      ...first.state.backup,
      verifiedAt: new Date(control.clock.now()).toISOString(),
    })
    const value = app.secrets[0]?.value ?? ''
    await changeConnection(
      control,
      cloud,
      {
        tenantId: 'contoso.example',
        backup: { clientId: app.appId, clientSecret: { value, expiresAt: null } },
      },
      await world.version(),
    )
    const { state } = (await readConnection(control, cloud)).value
    expect(state.backup).toMatchObject({ state: 'not-connected', code: 'not-verified' })
    await removeConnection(control, cloud, await world.version())
    expect((await readConnection(control, cloud)).value.state.backup.state).toBe('not-configured')
  })

  test('outlives a passing fault for a while', async () => {
    await using world = await connected()
    const { control, emulator } = world
    await verifyConnection(control, system)
    emulator.faults.add({ match: { route: 'login.configuration' }, action: faultPresets.emptyBody(503) })
    world.pass(30 * MINUTE)
    const passing = await verifyConnection(control, system)
    expect(troubles(passing)).toContain('backup service-unavailable')
    expect(passing.state.backup.state).toBe('connected')
    expect(await alerts(world)).toEqual([])
    world.pass(15 * MINUTE)
    const lasting = await verifyConnection(control, system)
    expect(lasting.state.backup).toMatchObject({ state: 'not-connected', code: 'service-unavailable' })
    expect(await alerts(world)).toEqual([['backup', 'service-unavailable']])
    emulator.faults.clear()
    expect((await verifyConnection(control, system)).state.backup.state).toBe('connected')
    expect(await alerts(world)).toEqual([])
  })

  test('is not connected from the moment at which the secret expires', async () => {
    await using world = await connected()
    const { control, app } = world
    const expiresAt = new Date(control.clock.now() + 40 * DAY).toISOString()
    await changeConnection(
      control,
      cloud,
      {
        tenantId: world.emulator.tenant.id,
        backup: { clientId: app.appId, clientSecret: { value: app.secrets[0]?.value ?? '', expiresAt } },
      },
      await world.version(),
    )
    expect((await verifyConnection(control, cloud)).state.backup.state).toBe('connected')
    control.clock.advance(40 * DAY)
    const { state } = (await readConnection(control, cloud)).value
    expect(state.backup).toEqual({
      state: 'not-connected',
      code: 'secret-expired',
      reason: 'The secret has expired',
      since: expiresAt,
    })
  })
})

describe('a certificate', () => {
  test('takes the place of a secret once it was uploaded, and clients that are open go on with it', async () => {
    await using world = await connected()
    const { control, app, emulator } = world
    await using client = await openGraphClient(control, 'backup')
    await client.user('adele@contoso.com')
    const thumbprint = await world.uploadCertificate(app)
    const uploaded = app.certificates.splice(0)
    const early = await verifyConnection(control, cloud)
    expect(early.findings.slice(0, 2)).toMatchObject([
      { code: 'renewal-refused', outcome: 'warning', message: expect.stringContaining('does not know') },
      { code: 'signed-in' },
    ])
    expect(early.state.backup.state).toBe('connected')
    app.certificates.push(...uploaded)
    const renewed = await verifyConnection(control, cloud)
    expect(renewed.findings[0]).toMatchObject({ code: 'credential-renewed' })
    const { value } = await readConnection(control, cloud)
    expect(value.backup).toMatchObject({ current: { kind: 'certificate', thumbprint }, next: null })
    expect(value.state.backup.state).toBe('connected')
    app.secrets.splice(0)
    // The token of before is taken back: another one comes by the certificate.
    emulator.faults.add({ when: { times: 1 }, action: faultPresets.expiredToken() })
    expect(await client.user('adele@contoso.com')).toMatchObject({ displayName: 'Adele' })
    expect((await auditOf(control)).map(({ action }) => action)).toContain('connection.credential-renewed')
  })

  test('that nobody uploaded is named', async () => {
    await using world = await connected()
    const { control, app, emulator } = world
    await removeConnection(control, cloud, await world.version())
    await changeConnection(
      control,
      cloud,
      { tenantId: emulator.tenant.id, backup: { clientId: app.appId } },
      await world.version(),
    )
    await world.uploadCertificate(app)
    app.certificates.splice(0)
    expect(troubles(await verifyConnection(control, cloud))).toEqual(['backup certificate-unknown'])
  })
})

test('a client without a connection says what is missing', async () => {
  await using world = await ConnectionWorld.make()
  await expect(openGraphClient(world.control, 'restore')).rejects.toMatchObject({
    code: 'HF_NOT_CONFIGURED',
    message: expect.stringContaining('the tenant id'),
  })
})

test('clients for backups and restores share one budget', async () => {
  await using world = await connected()
  await addRestore(world, world.app.appId)
  await using backup = await openGraphClient(world.control, 'backup')
  await using restore = await openGraphClient(world.control, 'restore')
  expect(restore.budget).toBe(backup.budget)
})
