import { describe, expect, test } from 'vitest'
import { type Drive, GraphEmulator } from '../src/index.ts'

const SHORTCUTS = { prefer: 'Include-Feature=AddToOneDrive' }

interface Listing {
  readonly status: number
  readonly value: { name: string; permissions?: { roles: string[]; inheritedFrom?: object }[] }[]
  readonly next?: string
}

async function list(
  emulator: GraphEmulator,
  path: string,
  headers: Record<string, string> = {},
): Promise<Listing> {
  const response = await fetch(path.startsWith('http') ? path : `${emulator.graphRoot}${path}`, {
    headers: { authorization: `Bearer ${emulator.issueToken()}`, ...headers },
  })
  const json = (await response.json()) as { value?: Listing['value']; '@odata.nextLink'?: string }
  const next = json['@odata.nextLink']
  return { status: response.status, value: json.value ?? [], ...(next && { next }) }
}

async function withDrive(
  options: { delta?: boolean } = {},
): Promise<{ emulator: GraphEmulator; drive: Drive }> {
  const emulator = await GraphEmulator.start(options)
  const { drive } = emulator.tenant.addUser({
    displayName: 'Adele',
    userPrincipalName: 'adele@contoso.onmicrosoft.com',
  })
  return { emulator, drive: drive! }
}

describe('$expand=permissions', () => {
  test('was charged, and not answered', async () => {
    const { emulator, drive } = await withDrive()
    await using _ = emulator
    const folder = drive.createFolder('root', 'shared')
    drive.putFile(folder.id, 'inside', Buffer.from('x'))
    drive.share(folder.id, { roles: ['read'], grantedTo: { displayName: 'Bob' } })
    const before = emulator.meter.units
    const [inside] = (
      await list(emulator, `/drives/${drive.id}/items/${folder.id}/children?$expand=permissions`)
    ).value
    expect(emulator.meter.units - before).toBe(5)
    expect(inside?.permissions).toMatchObject([
      { roles: ['owner'], inheritedFrom: {} },
      { roles: ['read'], inheritedFrom: {} },
    ])
    const delta = await list(emulator, `/drives/${drive.id}/root/delta?$expand=permissions`)
    const own = delta.value.find(({ name }) => name === 'shared')?.permissions
    expect(own?.find(({ roles }) => roles[0] === 'read')).not.toHaveProperty('inheritedFrom')
    expect(emulator.meter.units - before).toBe(10)
    const plain = await list(emulator, `/drives/${drive.id}/root/children`)
    expect(plain.value[0]).not.toHaveProperty('permissions')
  })
})

test('shortcuts are listed for those only who ask for them', async () => {
  const { emulator, drive } = await withDrive()
  await using _ = emulator
  const target = { driveId: 'b!other', id: '01X', name: 'theirs', kind: 'folder', size: 0 } as const
  drive.createShortcut('root', 'theirs', target)
  for (const path of ['root/children', 'root/delta']) {
    const names = async (headers?: Record<string, string>): Promise<string[]> =>
      (await list(emulator, `/drives/${drive.id}/${path}`, headers)).value.map(({ name }) => name)
    expect(await names()).not.toContain('theirs')
    expect(await names(SHORTCUTS)).toContain('theirs')
  }
})

test('a cloud without delta says so', async () => {
  const { emulator, drive } = await withDrive({ delta: false })
  await using _ = emulator
  expect((await list(emulator, `/drives/${drive.id}/root/delta`)).status).toBe(501)
})

test('an empty page of children leads on to the rest', async () => {
  const { emulator, drive } = await withDrive()
  await using _ = emulator
  for (const name of ['a', 'b', 'c']) drive.putFile('root', name, Buffer.from(name))
  emulator.faults.quirk('children-empty-page', { when: { nth: [1, 3] } })
  const pages: number[] = []
  for (let at: string | undefined = `/drives/${drive.id}/root/children?$top=2`; at; ) {
    const page: Listing = await list(emulator, at)
    pages.push(page.value.length)
    at = page.next
  }
  expect(pages).toEqual([0, 2, 0, 1])
})
