import { request } from 'node:http'
import { systemClock } from '@holdfast/base'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FaultRegistry, faultPresets, GraphEmulator, type WireFault } from '../src/index.ts'
import { clientOf, until } from './client.ts'

let emulator: GraphEmulator
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  emulator = await GraphEmulator.start()
  client = clientOf(emulator)
  for (let i = 0; i < 30; i++) {
    emulator.tenant.directory.add({ displayName: `User ${i}`, userPrincipalName: `user${i}@contoso.com` })
  }
  return () => emulator.close()
})
afterEach(() => emulator.faults.clear())

describe('the registry', () => {
  const reply = faultPresets.emptyBody(500)

  function firings(registry: FaultRegistry, calls: number): number[] {
    const fired: number[] = []
    for (let i = 1; i <= calls; i++) if (registry.wire({ route: 'items.get' }).length > 0) fired.push(i)
    return fired
  }

  it('draws the same faults from the same seed, and others from another', () => {
    const draw = (seed: number): number[] => {
      const registry = new FaultRegistry(seed)
      registry.add({ when: { probability: 0.3 }, action: reply })
      return firings(registry, 200)
    }
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    expect(draw(7).length).toBeGreaterThan(35)
    expect(draw(7).length).toBeLessThan(90)
  })

  it.each([
    [{ nth: 2 }, [2]],
    [{ nth: [1, 4] }, [1, 4]],
    [{ every: 3 }, [3, 6, 9]],
    [{ after: 7 }, [8, 9, 10]],
    [{ times: 2 }, [1, 2]],
    [{ every: 2, after: 4, times: 1 }, [6]],
  ])('times %j', (when, expected) => {
    const registry = new FaultRegistry()
    const id = registry.add({ when, action: reply })
    expect(firings(registry, 10)).toEqual(expected)
    expect(registry.fired(id)).toBe(expected.length)
    expect(registry.list()[0]).toMatchObject({ calls: 10, fired: expected.length })
  })

  it('counts only what matches, each rule by itself', () => {
    const registry = new FaultRegistry()
    registry.add({ match: { route: 'items.*', drive: 'b!A' }, when: { nth: 2 }, action: reply })
    registry.quirk('delta-gone', { match: { name: '*.DOCX' }, value: { location: true } })
    expect(registry.wire({ route: 'items.get', drive: 'b!A' })).toHaveLength(0)
    expect(registry.wire({ route: 'items.get', drive: 'other' })).toHaveLength(0)
    expect(registry.wire({ route: 'items.get' })).toHaveLength(0)
    expect(registry.wire({ route: 'users.get', drive: 'b!A' })).toHaveLength(0)
    expect(registry.wire({ route: 'items.children', drive: 'b!A' })).toEqual([reply])
    expect(registry.find('delta-gone', { name: 'a.txt' })).toBeUndefined()
    expect(registry.find('delta-loop', { name: 'a.docx' })).toBeUndefined()
    expect(registry.find('delta-gone', { name: 'a.docx' })?.value).toEqual({ location: true })
  })

  it('replaces a rule by its id and forgets removed ones', () => {
    const registry = new FaultRegistry()
    registry.add({ id: 'a', action: reply })
    registry.add({ id: 'a', action: { kind: 'delay', ms: 1 } })
    expect(registry.wire({})).toEqual([{ kind: 'delay', ms: 1 }])
    expect(registry.remove('a')).toBe(true)
    expect(registry.remove('a')).toBe(false)
    expect(registry.active).toBe(false)
  })
})

describe('faults on the wire', () => {
  function inject(action: WireFault): string {
    return emulator.faults.add({ match: { route: 'users.list' }, when: { times: 1 }, action })
  }

  it('replies instead: 429 with and without Retry-After, HTML, empty', async () => {
    inject(faultPresets.throttled(7))
    const limited = await client.call('/users')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await limited.json()).toMatchObject({
      error: { innerError: { code: 'throttledRequest', date: expect.any(String) } },
    })
    inject(faultPresets.throttled(null, 503))
    const busy = await client.call('/users')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, null])
    inject(faultPresets.htmlPage())
    const page = await client.call('/users')
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
    inject(faultPresets.emptyBody(502))
    expect(await (await client.call('/users')).text()).toBe('')
    expect((await client.call('/users')).status).toBe(200)
  })

  it('lets a route do its work and hides the outcome', async () => {
    const apps = (): number => emulator.apps.list().length
    const before = apps()
    const url = `${emulator.baseUrl}/_control/apps`
    const match = { route: 'control.post.apps' }
    emulator.faults.add({
      match,
      when: { nth: 1 },
      action: faultPresets.afterCommit(faultPresets.emptyBody(504)),
    })
    emulator.faults.add({ match, when: { nth: 2 }, action: { kind: 'reset-after-commit' } })
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(504)
    expect(apps()).toBe(before + 1)
    await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow()
    expect(apps()).toBe(before + 2)
  })

  it('holds a request back until the rule is gone', async () => {
    const held = emulator.faults.add({ action: { kind: 'hold' } })
    let isAnswered = false
    const answer = client.call('/users').finally(() => {
      isAnswered = true
    })
    await until(() => emulator.faults.fired(held) === 1)
    await systemClock.sleep(30)
    expect(isAnswered).toBe(false)
    emulator.faults.remove(held)
    expect((await answer).status).toBe(200)
  })

  it('delays', async () => {
    inject({ kind: 'delay', ms: 120 })
    const start = systemClock.now()
    await client.json('/users')
    expect(systemClock.now() - start).toBeGreaterThanOrEqual(115)
  })

  it('resets at once and in the middle of the body', async () => {
    inject({ kind: 'reset' })
    await expect(client.call('/users')).rejects.toThrow()
    inject({ kind: 'reset', afterBytes: 50 })
    const response = await client.call('/users')
    expect(response.status).toBe(200)
    const received: Uint8Array[] = []
    await expect(async () => {
      for await (const chunk of response.body ?? []) received.push(chunk)
    }).rejects.toThrow()
    expect(Buffer.concat(received)).toHaveLength(50)
  })

  it('resets while it takes in a request, without doing the work', async () => {
    const before = emulator.apps.list().length
    emulator.faults.add({
      match: { route: 'control.post.apps' },
      action: { kind: 'reset', receivedBytes: 100_000 },
    })
    const body = JSON.stringify({ displayName: 'x'.repeat(1_000_000) })
    await expect(fetch(`${emulator.baseUrl}/_control/apps`, { method: 'POST', body })).rejects.toThrow()
    expect(emulator.apps.list()).toHaveLength(before)
  })

  it('truncates with an honest length, and flips a byte', async () => {
    const whole = await (await client.call('/users')).bytes()
    inject({ kind: 'truncate', afterBytes: 100 })
    expect(Buffer.from(await (await client.call('/users')).bytes())).toEqual(
      Buffer.from(whole.subarray(0, 100)),
    )
    inject({ kind: 'corrupt', at: 10 })
    const wrong = await (await client.call('/users')).bytes()
    expect(wrong).toHaveLength(whole.length)
    expect([...wrong.keys()].filter((i) => wrong[i] !== whole[i])).toEqual([10])
  })

  it('stalls: nothing more comes, but the connection stays', async () => {
    inject({ kind: 'stall', afterBytes: 40 })
    const stop = new AbortController()
    const response = await client.call('/users', { signal: stop.signal })
    const reader = response.body!.getReader()
    expect((await reader.read()).value).toHaveLength(40)
    const next = reader.read().then(
      () => 'came',
      () => 'stopped',
    )
    const winner = await Promise.race([next, systemClock.sleep(100).then(() => 'silent')])
    expect(winner).toBe('silent')
    stop.abort()
    expect(await next).toBe('stopped')
  })

  it('trickles', async () => {
    const size = (await (await client.call('/users?top=5')).bytes()).length
    inject({ kind: 'trickle', bytesPerSecond: size * 5 })
    const start = systemClock.now()
    expect(await (await client.call('/users?top=5')).bytes()).toHaveLength(size)
    expect(systemClock.now() - start).toBeGreaterThan(150)
  })

  it('ends the emulator quickly even while a client hangs', async () => {
    const own = await GraphEmulator.start()
    own.faults.add({ action: { kind: 'stall' } })
    const { port } = new URL(own.baseUrl)
    const hanging = request({ port, path: '/v1.0/users' }).on('error', () => undefined)
    hanging.end()
    await systemClock.sleep(30)
    const start = systemClock.now()
    await own.close()
    expect(systemClock.now() - start).toBeLessThan(1_000)
  })
})
