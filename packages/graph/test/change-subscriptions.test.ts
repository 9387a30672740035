import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fixedToken, GraphClient, LONGEST_SUBSCRIPTION } from '../src/index.ts'

let emulator: GraphEmulator
let client: GraphClient
let receiver: Server
let address: string
let driveId: string
let answers: boolean

beforeEach(async () => {
  answers = true
  emulator = await GraphEmulator.start()
  emulator.clock.freeze()
  client = clientWith()
  const adele = emulator.tenant.addUser({ userPrincipalName: 'adele@contoso.com', displayName: 'Adele' })
  driveId = adele.drive!.id
  receiver = createServer((request, response) => {
    const token = new URL(request.url ?? '', 'http://x').searchParams.get('validationToken')
    response.writeHead(answers ? 200 : 404, { 'content-type': 'text/plain' }).end(token)
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})

afterEach(async () => {
  await client[Symbol.asyncDispose]()
  await emulator.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

function clientWith(roles?: readonly string[]): GraphClient {
  return new GraphClient({
    tokens: fixedToken(emulator.issueToken(roles && emulator.registerApp({ roles }))),
    graphRoot: emulator.baseUrl,
  })
}

const subscription = (life = LONGEST_SUBSCRIPTION) => ({
  driveId,
  notificationUrl: `${address}/changes`,
  lifecycleUrl: `${address}/lifecycle`,
  clientState: 'a secret',
  expiresAt: emulator.clock.now() + life,
})

test('is made for the root of a drive, lives on when renewed, and ends', async () => {
  const made = await client.createSubscription(subscription(3_600_000))
  expect(made).toMatchObject({ resource: `/drives/${driveId}/root`, notificationUrl: `${address}/changes` })
  expect(emulator.subscriptions.find(made.id)).toMatchObject({
    clientState: 'a secret',
    lifecycleNotificationUrl: `${address}/lifecycle`,
  })
  const expiresAt = emulator.clock.now() + LONGEST_SUBSCRIPTION
  const renewed = await client.renewSubscription(made.id, expiresAt)
  expect(Date.parse(renewed.expirationDateTime)).toBe(expiresAt)
  expect(await Array.fromAsync(client.subscriptions())).toMatchObject([{ id: made.id }])
  await client.deleteSubscription(made.id)
  await client.deleteSubscription(made.id)
  expect(await Array.fromAsync(client.subscriptions())).toEqual([])
  await expect(client.renewSubscription(made.id, expiresAt)).rejects.toMatchObject({ code: 'HF_ITEM_GONE' })
})

test('is refused with the reason', async () => {
  await expect(client.createSubscription(subscription(LONGEST_SUBSCRIPTION + 1))).rejects.toMatchObject({
    code: 'HF_GRAPH_REFUSED',
    message: expect.stringContaining('42300 minutes'),
  })
  await expect(client.createSubscription({ ...subscription(), driveId: 'b!no' })).rejects.toMatchObject({
    code: 'HF_ITEM_GONE',
  })
  answers = false
  await expect(client.createSubscription(subscription())).rejects.toMatchObject({
    code: 'HF_GRAPH_REFUSED',
    message: expect.stringContaining('validation request failed'),
  })
})

test('takes a permission that reading does not, which is named', async () => {
  await using reader = clientWith(['Files.Read.All'])
  await expect(reader.createSubscription(subscription())).rejects.toMatchObject({
    code: 'HF_ACCESS_DENIED',
    hint: expect.stringContaining('Files.ReadWrite.All'),
  })
})
