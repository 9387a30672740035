import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttemptLimit, networkOf } from '../../src/index.ts'
import { TestClock } from '../test-control.ts'

describe('the network of an address', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
    ['', ''],
    ['unix:socket', 'unix:socket'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  test('is the same for whatever differs in the rest alone', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, last) => {
        const neighbour = address.replace(/\d+$/, String(last))
        expect(networkOf(neighbour)).toBe(networkOf(address))
      }),
    )
    const group = fc.nat(0xffff)
    const four = fc.tuple(group, group, group, group)
    fc.assert(
      fc.property(four, four, four, (network, one, another) => {
        const text = (groups: number[]) => groups.map((value) => value.toString(16)).join(':')
        expect(networkOf(text([...network, ...one]))).toBe(networkOf(text([...network, ...another])))
        expect(networkOf(text([...network, ...one]))).toBe(`${text(network)}::/64`)
      }),
    )
  })
})

describe('the limit of attempts', () => {
  const fails = () => Promise.reject(new Error('wrong'))
  const works = async () => 'in'
  const wrong = expect.objectContaining({ message: 'wrong' })

  test('lets twenty in a minute fail from one network', async () => {
    const clock = new TestClock()
    const limit = new AttemptLimit(clock)
    for (let i = 0; i < 20; i++) {
      await expect(limit.attempt(`192.0.2.${i}`, fails)).rejects.toEqual(wrong)
      clock.advance(1_000)
    }
    await expect(limit.attempt('192.0.2.99', works)).rejects.toMatchObject({
      code: 'HF_TOO_MANY_ATTEMPTS',
      status: 429,
      context: { seconds: 40 },
    })
    await expect(limit.attempt('198.51.100.1', works)).resolves.toBe('in')
    clock.advance(40_000)
    await expect(limit.attempt('192.0.2.99', fails)).rejects.toEqual(wrong)
    await expect(limit.attempt('192.0.2.99', works)).rejects.toThrow(/Too many/)
  })

  test('does not hold an office down whose people all sign in well', async () => {
    const limit = new AttemptLimit(new TestClock(), { attempts: 2 })
    for (let i = 0; i < 50; i++) await limit.attempt('192.0.2.1', works)
    // Whoever knows one secret has no more attempts at another's.
    await expect(limit.attempt('192.0.2.1', fails)).rejects.toEqual(wrong)
    await limit.attempt('192.0.2.1', works)
    await expect(limit.attempt('192.0.2.1', fails)).rejects.toEqual(wrong)
    await expect(limit.attempt('192.0.2.1', works)).rejects.toThrow(/Too many/)
  })

  test('counts attempts under way', async () => {
    const limit = new AttemptLimit(new TestClock(), { attempts: 2 })
    const { promise, resolve } = Promise.withResolvers<void>()
    const under = [limit.attempt('::1', () => promise), limit.attempt('::1', () => promise)]
    await expect(limit.attempt('::1', works)).rejects.toThrow(/Too many/)
    resolve()
    await Promise.all(under)
    await limit.attempt('::1', works)
  })

  test('never lets more fail than it may, in any span', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(400), fc.boolean()), { maxLength: 200 }), async (tries) => {
        const clock = new TestClock()
        const limit = new AttemptLimit(clock, { attempts: 5, perMs: 1_000 })
        const failed: number[] = []
        for (const [wait, isGood] of tries) {
          clock.advance(wait)
          const error = await limit.attempt('::1', isGood ? works : fails).catch((reason: Error) => reason)
          if (error instanceof Error && error.message === 'wrong') failed.push(clock.now())
          else if (error instanceof Error)
            expect(failed.filter((time) => time > clock.now() - 1_000)).toHaveLength(5)
        }
        for (const end of failed) {
          expect(failed.filter((time) => time > end - 1_000 && time <= end).length).toBeLessThanOrEqual(5)
        }
      }),
    )
  })
})
