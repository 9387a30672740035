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
  test('lets twenty in a minute come from one network', () => {
    const clock = new TestClock()
    const limit = new AttemptLimit(clock)
    for (let i = 0; i < 20; i++) {
      limit.take(`192.0.2.${i}`)
      clock.advance(1_000)
    }
    expect(() => limit.take('192.0.2.99')).toThrow(
      expect.objectContaining({ code: 'HF_TOO_MANY_ATTEMPTS', status: 429, context: { seconds: 40 } }),
    )
    limit.take('198.51.100.1')
    clock.advance(40_000)
    limit.take('192.0.2.99')
    expect(() => limit.take('192.0.2.99')).toThrow(/Too many/)
  })

  test('never lets more in than it may, in any span', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 200 }), (waits) => {
        const clock = new TestClock()
        const limit = new AttemptLimit(clock, { attempts: 5, perMs: 1_000 })
        const taken: number[] = []
        for (const wait of waits) {
          clock.advance(wait)
          try {
            limit.take('::1')
            taken.push(clock.now())
          } catch {
            expect(taken.filter((time) => time > clock.now() - 1_000)).toHaveLength(5)
          }
        }
        for (const end of taken) {
          expect(taken.filter((time) => time > end - 1_000 && time <= end).length).toBeLessThanOrEqual(5)
        }
      }),
    )
  })
})
