import type { KeyProvider } from '../providers/key-provider.ts'
import type { ConnectorHub } from './connector-hub.ts'

/** A connector, or a device, as the broker asks it: wherever it is connected from. */
export function hubProvider(
  hub: ConnectorHub,
  { id, name, kind }: Pick<KeyProvider, 'id' | 'name' | 'kind'>,
): KeyProvider {
  return {
    id,
    name,
    kind,
    get isConnected() {
      return hub.isConnected(id)
    },
    answer: (slot, question, use, signal) => hub.ask(id, slot, question, use, signal),
  }
}
