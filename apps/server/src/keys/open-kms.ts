import type { OpenKms } from '@holdfast/control'
import { lazyKms } from '@holdfast/keys'

export interface KmsAccess {
  /** Lets us in at the transit engine; AWS and Azure find their credentials as their own tools do. */
  readonly transitToken?: () => Promise<string | undefined>
}

export function openKmsWith({ transitToken = async () => undefined }: KmsAccess): OpenKms {
  return (settings) => lazyKms(settings, transitToken)
}
