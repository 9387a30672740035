export { clockSkew } from './auth/ask-sign-in-host.ts'
export { CLOUDS, type Cloud, type GraphConnection } from './auth/connection.ts'
export { createTokenProvider, fixedToken, type TokenProvider } from './auth/token-provider.ts'
export { tokenRoles } from './auth/token-roles.ts'
export {
  AdaptiveLimit,
  type AdaptiveLimitOptions,
  type CallOutcome,
  type EndCall,
} from './budget/adaptive-limit.ts'
export { type Forecast, forecastCompletion, type Pace, type Work } from './budget/forecast-completion.ts'
export { bandFor, LICENCE_BANDS, type LicenceBand } from './budget/licence-bands.ts'
export { type OffPeak, OffPeakHours } from './budget/off-peak.ts'
export {
  type BudgetOptions,
  type BudgetReading,
  RequestBudget,
} from './budget/request-budget.ts'
export { type Purpose, type RequestKind, UNITS } from './budget/request-kinds.ts'
export type { MeterReading } from './budget/request-meter.ts'
export type { UnitsByHour, Usage } from './budget/usage.ts'
export { UsageFile, type UsageFileOptions } from './budget/usage-file.ts'
export {
  DIRECTORY_FIELDS,
  type DirectoryChange,
  type DirectoryPage,
  type DirectoryUser,
} from './directory/directory-user.ts'
export type { UsersDeltaOptions } from './directory/users-delta.ts'
export type { DeltaOptions } from './drives/delta.ts'
export { graphErrors } from './errors.ts'
export { GraphClient, type GraphClientOptions } from './graph-client.ts'
export type { Drive, DriveLookup, User } from './model/drive.ts'
export { type DeltaPage, type DriveItem, ITEM_FIELDS } from './model/drive-item.ts'
export type { Permission, Version } from './model/permission.ts'
export {
  type ChangeSubscription,
  LONGEST_SUBSCRIPTION,
  type NewSubscription,
} from './subscriptions/change-subscription.ts'
export type { DownloadOptions } from './transfer/download.ts'
export type { UploadContent } from './transfer/upload.ts'
export type { UploadTarget } from './transfer/upload-target.ts'
