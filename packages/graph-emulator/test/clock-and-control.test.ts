import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@holdfast/base'
import { describe, expect, it } from 'vitest'
import { GraphEmulator, VirtualClock } from '../src/index.ts'
import { clientOf } from './client.ts'

describe('the virtual clock', () => {
  it('runs, moves, freezes and goes on', async () => {
    const clock = new VirtualClock()
    expect(Math.abs(clock.now() - systemClock.now())).toBeLessThan(50)
    clock.advance(86_400_000)
    expect(clock.now() - systemClock.now()).toBeGreaterThan(86_300_000)
    clock.freeze(1_000)
    await systemClock.sleep(15)
    expect(clock.now()).toBe(1_000)
    clock.advance(5)
    expect(clock.now()).toBe(1_005)
    clock.resume()
    await systemClock.sleep(15)
    expect(clock.now()).toBeGreaterThan(1_010)
  })

  it('wakes sleepers by real time, by a move, and after a frozen time', async () => {
    const clock = new VirtualClock()
    await clock.sleep(10)
    const long = clock.sleep(3_600_000)
    clock.advance(3_600_000)
    await long
    clock.freeze()
    const frozen = clock.sleep(10)
    const first = await Promise.race([frozen.then(() => 'woke'), systemClock.sleep(40).then(() => 'asleep')])
    expect(first).toBe('asleep')
    clock.resume()
    await frozen
  })

  it('lets sleepers be stopped', async () => {
    const clock = new VirtualClock()
    const stop = new AbortController()
    const sleeping = clock.sleep(60_000, stop.signal)
    stop.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough')
  })
})

describe('the control API', () => {
  it('steers faults, clock and throttling, and reads the meter', async () => {
    await using emulator = await GraphEmulator.start()
    const control = async (method: string, path: string, body?: object) => {
      const init = body ? { method, body: JSON.stringify(body) } : { method }
      const response = await fetch(`${emulator.baseUrl}/_control${path}`, init)
      // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
      return (await response.json()) as any
    }
    const info = await control('GET', '/info')
    expect(info).toMatchObject({ graphRoot: emulator.graphRoot, ...emulator.credentials })
    const { call } = clientOf(emulator)

    const rule = {
      match: { route: 'users.list' },
      when: { times: 1 },
      action: { kind: 'reply', status: 418 },
    }
    const { id } = await control('POST', '/faults', rule)
    expect((await call('/users')).status).toBe(418)
    expect(await control('GET', '/faults')).toMatchObject([{ id, fired: 1 }])
    expect(await control('DELETE', `/faults/${id}`)).toEqual({ removed: true })
    expect(await control('POST', '/faults', { match: {} })).toMatchObject({
      error: { code: 'badControlRequest' },
    })

    await control('POST', '/clock', { freeze: true, set: '2030-05-06T07:08:09Z' })
    expect(await control('POST', '/clock', { advance: 1_000 })).toEqual({
      now: '2030-05-06T07:08:10.000Z',
      frozen: true,
    })
    expect(await control('POST', '/clock', { freeze: false })).toMatchObject({ frozen: false })

    expect(
      await control('POST', '/throttling', { enabled: true, licences: 20_000, limits: { day: 7 } }),
    ).toMatchObject({
      enabled: true,
      limits: { minute: 4_800, day: 7 },
    })
    expect((await control('GET', '/meter')).routes['users.list']).toEqual({
      requests: 1,
      units: 0,
      errors: 1,
    })
    await control('DELETE', '/meter')
    expect((await control('GET', '/meter')).routes['users.list']).toBeUndefined()
  })
})

describe('the state directory', () => {
  it('keeps authority, applications and tokens across a restart, for the owner only', async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'emulator-'))
    try {
      const first = await GraphEmulator.start({ stateDirectory, tls: true })
      const app = first.registerApp({ roles: ['Files.Read.All'] })
      const token = first.issueToken(app)
      await first.close()
      expect((await stat(join(stateDirectory, 'identity.json'))).mode & 0o077).toBe(0)
      const second = await GraphEmulator.start({ stateDirectory, tls: true })
      expect(second.caCertificate).toBe(first.caCertificate)
      expect(second.credentials).toEqual(first.credentials)
      expect(second.tokens.verify(token, second.clock.now())).toMatchObject({ appId: app.appId })
      await second.close()
    } finally {
      await rm(stateDirectory, { recursive: true })
    }
  })

  it('gives the same tenant and credentials for the same seed, and others for another', async () => {
    await using a = await GraphEmulator.start({ seed: 5 })
    await using b = await GraphEmulator.start({ seed: 5 })
    await using c = await GraphEmulator.start({ seed: 6 })
    expect(b.credentials).toEqual(a.credentials)
    expect(c.credentials.clientId).not.toBe(a.credentials.clientId)
    expect(c.credentials.tenantId).not.toBe(a.credentials.tenantId)
  })
})
