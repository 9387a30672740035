import { Semaphore } from '@holdfast/base'
import { type Drive, GraphEmulator } from '@holdfast/graph-emulator'
import { addPeople, change, fill, mirror, moveFolder } from './drive-recipes.ts'
import type { EmulatorReply, EmulatorRequest } from './emulator-messages.ts'

/** The emulator in a process of its own, steered by messages: its work must not count as ours. */
let emulator: GraphEmulator | undefined

// Whoever started it is gone: nobody will ask any more.
process.once('disconnect', () => {
  emulator?.close().catch(() => {})
})

const turns = new Semaphore(1)
process.on('message', (request: EmulatorRequest) => {
  const { number } = request
  turns
    .run(() => answer(request))
    .then(
      (value) => process.send?.({ number, value } satisfies EmulatorReply),
      (error: unknown) => process.send?.({ number, error: String(error) } satisfies EmulatorReply),
    )
    .catch(() => {})
})

async function answer(request: EmulatorRequest): Promise<unknown> {
  switch (request.kind) {
    case 'start': {
      const { number: _, kind: __, ...options } = request
      // A day of an organisation takes longer than a token lives.
      emulator = await GraphEmulator.start({ ...options, tokenLifetimeSeconds: 86_400 })
      const { baseUrl, caCertificate } = emulator
      return { baseUrl, token: emulator.issueToken(), caCertificate }
    }
    case 'person': {
      const user = running().tenant.addUser({
        displayName: request.name,
        userPrincipalName: `${request.name}@contoso.onmicrosoft.com`,
      })
      return { driveId: user.drive?.id, refreshToken: running().refreshTokens.issue(user.id) }
    }
    case 'people':
      return addPeople(running(), request.count, request.files)
    case 'fill':
      return fill(drive(request.driveId), request.recipe)
    case 'change':
      return change(drive(request.driveId), request.files)
    case 'moveFolder':
      return moveFolder(drive(request.driveId), request.path, request.into)
    case 'mirror':
      return mirror(drive(request.driveId), request.folder)
    case 'fault':
      return running().faults.add(request.rule)
    case 'fired':
      return running().faults.fired(request.fault)
    case 'latency':
      running().latency = request.ms
      return undefined
    case 'stop':
      await emulator?.close()
      process.disconnect?.()
      return undefined
  }
}

function running(): GraphEmulator {
  if (!emulator) throw new Error('the emulator was not started')
  return emulator
}

function drive(id: string): Drive {
  const found = running().tenant.drive(id)
  if (!found) throw new Error(`there is no drive ${id}`)
  return found
}
