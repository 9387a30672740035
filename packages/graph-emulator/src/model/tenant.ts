import { type Clock, seededRandom } from '@holdfast/base'
import { formatGuid } from '../auth/app-registry.ts'
import { Directory, type DirectoryUser } from '../directory/directory.ts'
import type { FaultRegistry } from '../faults/fault-registry.ts'

export interface TenantOptions {
  readonly clock: Clock
  readonly seed: number
  readonly faults: FaultRegistry
}

/** The organisation: who is in it. */
export class Tenant {
  readonly id: string
  readonly displayName = 'Contoso'
  readonly domain = 'contoso.onmicrosoft.com'
  readonly directory: Directory

  constructor({ clock, seed }: TenantOptions) {
    const random = seededRandom(seed)
    this.id = formatGuid(random.bytes(16))
    this.directory = new Directory({ clock, random })
  }

  user(idOrName: string): (DirectoryUser & { drive?: { id: string } }) | undefined {
    return this.directory.find(idOrName)
  }

  drive(_id: string): { seq: number } | undefined {
    return undefined
  }
}
