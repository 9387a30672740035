import { join } from 'node:path'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { fillOrganisation } from '../demo/organisation/organisation.ts'

/** An organisation that is there again at the next start, with people and documents. */
export async function startEmulatedOrganisation(dataDirectory: string, seed: number): Promise<GraphEmulator> {
  const emulator = await GraphEmulator.start({
    tls: true,
    seed,
    stateDirectory: join(dataDirectory, 'emulator'),
  })
  if (emulator.restored) return emulator
  await fillOrganisation(emulator, { seed })
  // Whoever kills the process at once finds the same organisation again.
  await emulator.save()
  return emulator
}
