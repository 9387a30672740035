export { ALL_ROLES, type AppOptions, type AppRegistration } from './auth/app-registry.ts'
export { Directory, type DirectoryUser, type DirectoryUserOptions } from './directory/directory.ts'
export { type Group, type GroupOptions, Groups } from './directory/groups.ts'
export { type EmulatorCredentials, GraphEmulator } from './emulator.ts'
export type { EmulatorOptions } from './emulator-options.ts'
export type { FaultAction, FaultReply, Quirk, QuirkFault, WireFault } from './faults/fault-action.ts'
export * as faultPresets from './faults/fault-presets.ts'
export { FaultRegistry } from './faults/fault-registry.ts'
export type { FaultMatch, FaultRule, FaultSubject, FaultTiming } from './faults/fault-rule.ts'
export { MISSING_DRIVE_REPLIES, type MissingDrive, missingDriveReply } from './faults/missing-drive.ts'
export { ConnectProxy } from './http/connect-proxy.ts'
export {
  type Caller,
  type Context,
  graphError,
  type Links,
  type Reply,
  ReplyError,
  type Route,
} from './http/route.ts'
export type { Meter, RequestRecord, RouteUsage } from './meter.ts'
export { type Content, type ContentSource, fileContent } from './model/content.ts'
export { Drive, type PutOptions, type Times } from './model/drive.ts'
export type { Identity, Item, ItemPermission, RemoteTarget } from './model/item.ts'
export { MAX_NAME, MAX_PATH, nameProblem } from './model/names.ts'
export { Tenant, type TenantUser, type TenantUserOptions } from './model/tenant.ts'
export { limitsFor, type ThrottleLimits } from './throttle/limits.ts'
export { createAuthority, createServerIdentity } from './tls/authority.ts'
export { createCertificate } from './tls/certificate.ts'
export { VirtualClock } from './virtual-clock.ts'
