export { type EmulatorOptions, GraphEmulator } from './emulator.ts'
export type { FaultAction, FaultReply, Quirk, QuirkFault, WireFault } from './faults/fault-action.ts'
export { FaultRegistry } from './faults/fault-registry.ts'
export type { FaultMatch, FaultRule, FaultSubject, FaultTiming } from './faults/fault-rule.ts'
export {
  type Caller,
  type Context,
  graphError,
  type Links,
  type Reply,
  ReplyError,
  type Route,
} from './http/route.ts'
export { VirtualClock } from './virtual-clock.ts'
