export { type Clock, systemClock } from './clock.ts'
export {
  defineErrors,
  type ErrorCatalogue,
  type ErrorContext,
  type ErrorDefinition,
  HoldfastError,
  hasCode,
  type RetryClass,
} from './errors.ts'
export { errorOf, type Fault, faultOf } from './fault.ts'
export { formatBytes, formatDuration } from './format.ts'
export { keepHeapLean } from './lean-heap.ts'
export { mappedMemory, sharedMappedMemory } from './mapped-memory.ts'
export { QuickXorHash, type QuickXorState, quickXorHash } from './quick-xor-hash.ts'
export { type Random, seededRandom, systemRandom } from './random.ts'
export { reclaimAll, reclaimBuffers } from './reclaim-buffers.ts'
export { Semaphore } from './semaphore.ts'
