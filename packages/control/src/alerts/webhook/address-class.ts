import { BlockList, isIP } from 'node:net'

export type AddressClass = 'public' | 'private' | 'loopback' | 'never'

/** Addresses by what lies behind them (IANA's registries of special-purpose addresses). */
const RANGES: Readonly<Record<Exclude<AddressClass, 'public'>, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  /** One's own network, and ways into IPv4 that may end there. */
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', '64:ff9b::/96'],
  /** This host, link-local (where clouds keep their instances' credentials), documentation, multicast, tunnels, reserved. */
  never: [
    '0.0.0.0/8',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '::/128',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    '3fff::/20',
    '5f00::/16',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
}

const LISTS = Object.entries(RANGES).map(([name, ranges]) => {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    list.addSubnet(network, Number(bits), familyOf(network))
  }
  return { name: name as AddressClass, list }
})

/** What lies behind an address; IPv4 in IPv6's clothes (`::ffff:10.0.0.1`) is taken for what it is. */
export function addressClass(address: string): AddressClass {
  if (isIP(address) === 0) return 'never'
  const family = familyOf(address)
  return LISTS.find(({ list }) => list.check(address, family))?.name ?? 'public'
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6'
}
