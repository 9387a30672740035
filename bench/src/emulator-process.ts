import { Semaphore } from '@holdfast/base'
import { GraphEmulator } from '@holdfast/graph-emulator'
import type { DriveRecipe, EmulatorReply, EmulatorRequest } from './emulator-messages.ts'

/** The emulator in a process of its own, steered by messages: its work must not count as ours. */
let emulator: GraphEmulator | undefined

const turns = new Semaphore(1)
process.on('message', (request: EmulatorRequest) => {
  turns
    .run(() => answer(request))
    .then(
      (reply) => process.send?.(reply),
      (error: unknown) =>
        process.send?.({ number: request.number, error: String(error) } satisfies EmulatorReply),
    )
    .catch(() => {})
})

async function answer(request: EmulatorRequest): Promise<EmulatorReply> {
  const { number } = request
  switch (request.kind) {
    case 'start':
      emulator = await GraphEmulator.start({
        tls: request.tls ?? false,
        keepUploads: request.keepUploads ?? true,
        ...(request.egressBytesPerSecond && { egressBytesPerSecond: request.egressBytesPerSecond }),
      })
      return {
        number,
        value: {
          baseUrl: emulator.baseUrl,
          token: emulator.issueToken(),
          caCertificate: emulator.caCertificate,
        },
      }
    case 'person': {
      const user = running().tenant.addUser({
        displayName: request.name,
        userPrincipalName: `${request.name}@contoso.onmicrosoft.com`,
      })
      return {
        number,
        value: { driveId: user.drive?.id, refreshToken: running().refreshTokens.issue(user.id) },
      }
    }
    case 'fill':
      fill(request.driveId, request.recipe)
      return { number, value: undefined }
    case 'change':
      change(request.driveId, request.files)
      return { number, value: undefined }
    case 'moveFolder': {
      const drive = running().tenant.drive(request.driveId)
      const folder = drive?.at(request.path)
      if (drive && folder) drive.move(folder.id, drive.createFolder('root', request.into).id)
      return { number, value: undefined }
    }
    case 'fault':
      running().faults.add(request.rule)
      return { number, value: undefined }
    case 'stop':
      await emulator?.close()
      process.disconnect?.()
      return { number, value: undefined }
  }
}

function running(): GraphEmulator {
  if (!emulator) throw new Error('the emulator was not started')
  return emulator
}

function fill(driveId: string, recipe: DriveRecipe): void {
  const drive = running().tenant.drive(driveId)
  if (!drive) throw new Error(`there is no drive ${driveId}`)
  let parent = drive.root
  for (let i = 0; i < recipe.files; i++) {
    const folder = `Folder ${Math.floor(i / recipe.filesPerFolder)}`
    if (i % recipe.filesPerFolder === 0) parent = drive.at(folder) ?? drive.createFolder('root', folder)
    const seed = (recipe.seed ?? 1) * 1_000_003 + i
    const file = drive.putFile(parent.id, `file ${i}.bin`, { seed, size: recipe.size })
    // Computed now: a listing that has to do it would be a bottleneck that Microsoft's service does not have.
    file.content?.hash()
  }
}

function change(driveId: string, files: number): void {
  const drive = running().tenant.drive(driveId)
  let left = files
  for (const item of drive?.items() ?? []) {
    if (left === 0) return
    if (!item.content) continue
    drive?.replaceContent(item.id, { seed: 7_000_000 + left, size: item.size })
    left--
  }
}
