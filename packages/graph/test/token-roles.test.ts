import { GraphEmulator } from '@holdfast/graph-emulator'
import { expect, test } from 'vitest'
import { tokenRoles } from '../src/index.ts'

const token = (claims: unknown): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

test('names what was consented to, nothing where that is nothing', async () => {
  await using emulator = await GraphEmulator.start()
  const app = emulator.registerApp({ roles: ['User.Read.All', 'Files.Read.All'] })
  expect(tokenRoles(emulator.issueToken(app))).toEqual(['Files.Read.All', 'User.Read.All'])
  expect(tokenRoles(emulator.issueToken(emulator.registerApp({ roles: [] })))).toEqual([])
})

test.each([
  ['an opaque token', 'EwB4A8l6BAAU'],
  ['an encrypted token', 'a.b.c.d.e'],
  ['no JSON', 'a.b.c'],
  ['no object', token(7)],
  ['null', token(null)],
  ['roles of another form', token({ roles: 'Files.Read.All' })],
])('cannot tell from %s', (_, text) => {
  expect(tokenRoles(text)).toBeUndefined()
})
