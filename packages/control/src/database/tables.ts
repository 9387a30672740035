import type { KeySlot, ProviderKind } from '@holdfast/keys'
import type { ColumnType, Generated, GeneratedAlways, Insertable, JSONColumnType, Selectable } from 'kysely'
import type { AuditActor } from '../access/actor.ts'
import type { AuditDetails } from '../audit/audit-event.ts'
import type { KnownUser } from '../directory/known-user.ts'
import type { MappingCondition } from '../directory/mapping-condition.ts'
import type { PersonAttributes } from '../people/person-attributes.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import type { ReportFilter } from '../reports/report-filter.ts'
import type { Rhythm } from '../reports/schedules/report-schedule.ts'

/** Columns as the database has them, in camel case. Times are instants; counts and bytes fit a number. */
type Json<T extends object> = JSONColumnType<T>
type OptionalJson<T extends object> = JSONColumnType<T | null, string | null | undefined, string | null>
/** A column with a default. */
type WithDefault<T> = Generated<T>
type Time = ColumnType<Date, Date, Date>
type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

export type PersonSource = 'directory' | 'hand' | 'csv' | 'scim'
export type PersonState = 'active' | 'preserved' | 'deleted'
export type OneDriveState = 'enabled' | 'disabled' | 'deleted'
export type BackupStatus = 'never' | 'success' | 'errors' | 'failed'
export type JobState = 'queued' | 'running' | 'succeeded' | 'errors' | 'failed' | 'cancelled'
export type Severity = 'critical' | 'high' | 'warning' | 'info'

export interface Tables {
  setting: {
    key: string
    value: Json<object>
    version: WithDefault<number>
    updatedAt: Time
  }
  profile: {
    id: string
    name: string
    description: WithDefault<string>
    isDefault: WithDefault<boolean>
    /** 0 for no limit. */
    maxPeople: WithDefault<number>
    settings: Json<ProfileSettings>
    version: WithDefault<number>
    createdAt: Time
    updatedAt: Time
    deletedAt: OptionalTime
    purgeAt: OptionalTime
  }
  mappingRule: {
    id: string
    /** The lowest that applies decides. */
    priority: number
    condition: Json<MappingCondition>
    profileId: string
    version: WithDefault<number>
    createdAt: Time
  }
  /** The directory as it was last read: rules are applied to it whether or not somebody changed. */
  directoryUser: {
    /** Microsoft's object id in lower case. */
    id: string
    value: Json<KnownUser>
    /** Deleted by hand though there: no rule brings this person back. */
    leftOut: WithDefault<boolean>
  }
  person: {
    id: string
    /** Microsoft's object id: what a person is known by when names change. */
    directoryId: Optional<string>
    /** The provisioning client's own id. */
    externalId: Optional<string>
    principalName: string
    email: Optional<string>
    displayName: string
    /** Names and addresses in lower case, a line each: what a search looks through. */
    searchText: GeneratedAlways<string>
    source: PersonSource
    state: PersonState
    attributes: Json<PersonAttributes>
    profileId: string
    /** Put there by hand: no mapping rule moves this person. */
    profileFixed: WithDefault<boolean>
    /** The person's own word on whether administrators may reach the data; null while none was said. */
    adminAccess: Optional<boolean>
    preservedAt: OptionalTime
    /** What preserved this person: `directory`, `scim` (`scim-removed` where it withdrew them), or an account's id. */
    preservedBy: Optional<string>
    deletedAt: OptionalTime
    purgeAt: OptionalTime
    version: WithDefault<number>
    createdAt: Time
    updatedAt: Time
  }
  storage: {
    id: string
    name: string
    kind: 'local' | 's3' | 'azure'
    region: WithDefault<string>
    settings: Json<object>
    isDefault: WithDefault<boolean>
    createdAt: Time
  }
  vault: {
    id: string
    storageId: string
    path: string
    repositoryId: Optional<string>
    driveId: Optional<string>
    storedBytes: WithDefault<number>
    createdAt: Time
    /** When retention is to look at it next; null before that is planned. */
    retentionAt: OptionalTime
    /** Whether pruning may find something to free. */
    pruneWanted: WithDefault<boolean>
    prunedAt: OptionalTime
    /** When it is to be checked next; null before that is planned. */
    checkAt: OptionalTime
    /** Checks without an error so far: which part of the data the next one reads. */
    checkedParts: WithDefault<number>
    checkedAt: OptionalTime
    /** From when on nothing needs it any more and its key and data are to be destroyed. */
    destroyAt: OptionalTime
    destroyedAt: OptionalTime
  }
  onedrive: {
    id: string
    personId: string
    vaultId: Optional<string>
    driveId: Optional<string>
    state: OneDriveState
    /** While deleted: what comes back when the delete is rolled back. */
    stateBefore: Optional<Exclude<OneDriveState, 'deleted'>>
    /** When the first backup ever began: from then on a licence is used. */
    firstStartedAt: OptionalTime
    nextSlotAt: OptionalTime
    /** Fingerprint of the schedule that the next slot was taken from. */
    plannedSchedule: Optional<string>
    lastStatus: WithDefault<BackupStatus>
    lastAttemptAt: OptionalTime
    lastSuccessAt: OptionalTime
    lastErrorCode: Optional<string>
    lastError: Optional<string>
    items: WithDefault<number>
    bytes: WithDefault<number>
    deletedAt: OptionalTime
    purgeAt: OptionalTime
    version: WithDefault<number>
    updatedAt: Time
  }
  snapshot: {
    id: string
    vaultId: string
    takenAt: Time
    items: number
    bytes: number
    addedBytes: number
    jobId: Optional<string>
    forgottenAt: OptionalTime
  }
  job: {
    id: string
    kind: string
    state: JobState
    onedriveId: Optional<string>
    personId: Optional<string>
    /** The place in the schedule that this job fills; null for one that was asked for. */
    slotAt: OptionalTime
    requestedBy: string
    request: Json<object>
    progress: OptionalJson<object>
    result: OptionalJson<object>
    errorCode: Optional<string>
    error: Optional<string>
    attempt: WithDefault<number>
    createdAt: Time
    startedAt: OptionalTime
    endedAt: OptionalTime
    cancelRequestedAt: OptionalTime
    updatedAt: Time
  }
  jobLog: {
    jobId: string
    number: number
    at: Time
    level: 'info' | 'warning' | 'error'
    code: Optional<string>
    message: string
    /** The file that is spoken of: hidden from whoever may not see the person's data. */
    path: Optional<string>
  }
  usageFact: {
    onedriveId: string
    fileType: string
    sizeClass: string
    ageClass: string
    items: number
    bytes: number
  }
  /** What stood at the end of each day, or stands now on the last one. */
  growth: {
    /** Of UTC, as YYYY-MM-DD. */
    day: string
    profileId: string
    /** Of whom there was a backup. */
    people: number
    items: number
    bytes: number
    storedBytes: number
  }
  account: {
    id: string
    role: string
    /** Profiles that the role is limited to; null for all. */
    profiles: Optional<string[]>
    personId: Optional<string>
    email: string
    name: string
    state: 'invited' | 'active' | 'disabled'
    passwordHash: Optional<string>
    /** Sealed. */
    totpSecret: Optional<string>
    /** Sealed; not yet proved by a code. */
    totpPending: Optional<string>
    totpLastStep: Optional<number>
    issuer: Optional<string>
    subject: Optional<string>
    failedAttempts: WithDefault<number>
    lockedUntil: OptionalTime
    lastSignInAt: OptionalTime
    version: WithDefault<number>
    createdAt: Time
    updatedAt: Time
  }
  /** What is still unused. */
  recoveryCode: {
    accountId: string
    codeHash: string
  }
  session: {
    id: string
    tokenHash: string
    accountId: string
    stage: 'second-factor' | 'full'
    address: WithDefault<string>
    createdAt: Time
    seenAt: Time
    expiresAt: Time
  }
  apiToken: {
    id: string
    tokenHash: string
    accountId: string
    name: string
    scopes: string[]
    createdAt: Time
    expiresAt: Time
    usedAt: OptionalTime
    revokedAt: OptionalTime
  }
  /** Gone when it is used. */
  signInLink: {
    tokenHash: string
    purpose: 'first-administrator' | 'invitation' | 'password'
    accountId: Optional<string>
    createdAt: Time
    expiresAt: Time
  }
  knownPlace: {
    accountId: string
    address: string
    seenAt: Time
  }
  auditEvent: {
    number: number
    at: Time
    actor: Json<AuditActor>
    action: string
    targetKind: string
    targetId: string
    personId: Optional<string>
    reason: Optional<string>
    details: Json<AuditDetails>
    /** Names of files: hidden from whoever may not see the person's data. */
    privateDetails: OptionalJson<AuditDetails>
    previousHash: string
    hash: string
  }
  alert: {
    id: string
    kind: string
    subject: string
    severity: Severity
    details: Json<object>
    count: WithDefault<number>
    firstAt: Time
    lastAt: Time
    toldAt: OptionalTime
    mutedUntil: OptionalTime
    resolvedAt: OptionalTime
  }
  alertRule: {
    kind: string
    enabled: WithDefault<boolean>
    severity: Optional<Severity>
    repeatHours: Optional<number>
    mutedUntil: OptionalTime
    version: WithDefault<number>
    updatedAt: Time
  }
  subscription: {
    id: string
    channel: 'mail' | 'webhook'
    target: string
    /** Sealed. */
    secret: Optional<string>
    kinds: Optional<string[]>
    minSeverity: Severity
    version: WithDefault<number>
    createdAt: Time
  }
  delivery: {
    id: string
    subscriptionId: string
    body: Json<object>
    attempts: WithDefault<number>
    nextAt: Time
    deliveredAt: OptionalTime
    givenUpAt: OptionalTime
    lastError: Optional<string>
    createdAt: Time
  }
  event: {
    id: Generated<number>
    /** Its place in the order that pullers see; given once it is committed, never before. */
    number: Optional<number>
    at: Time
    category: string
    type: string
    severity: number
    identity: string
    details: Json<object>
  }
  graphSubscription: {
    id: string
    onedriveId: string
    /** At Microsoft: what is watched. */
    driveId: string
    notificationUrl: string
    clientStateHash: string
    renewAt: Time
    expiresAt: Time
  }
  idempotencyKey: {
    accountId: string
    key: string
    requestHash: string
    status: Optional<number>
    response: OptionalJson<object>
    createdAt: Time
  }
  keyProvider: {
    /** Made of its public keys: one that is enrolled again is the same. */
    id: string
    kind: ProviderKind
    name: string
    /** Whose device it is. */
    personId: Optional<string>
    /** X25519, in base64url: what slots are sealed to; null for a key management service. */
    publicKey: Optional<string>
    /** Ed25519, in base64url: who it is. */
    identity: Optional<string>
    /** Of a key management service, without secrets. */
    settings: OptionalJson<object>
    createdAt: Time
    /** When it was last seen connected. */
    seenAt: OptionalTime
    removedAt: OptionalTime
  }
  keySlot: {
    id: string
    vaultId: string
    /** Of a provider, or the recovery kit's. */
    providerId: string
    purpose: string
    slot: Json<KeySlot>
    createdAt: Time
  }
  enrolmentToken: {
    id: string
    kind: 'connector' | 'device'
    personId: Optional<string>
    sealedSecret: string
    createdBy: string
    createdAt: Time
    expiresAt: Time
    usedAt: OptionalTime
  }
  /** A report that is sent again and again. */
  reportSchedule: {
    id: string
    report: string
    filter: Json<ReportFilter>
    rhythm: Json<Rhythm>
    /** `HH:MM` in the time zone. */
    time: string
    timeZone: string
    attachCsv: WithDefault<boolean>
    recipients: string[]
    /** Who saved it last: it tells what this account may see when it is sent. */
    accountId: string
    accountName: string
    nextAt: Time
    version: WithDefault<number>
    createdAt: Time
    updatedAt: Time
  }
  /** A report to one address. */
  reportMail: {
    id: string
    scheduleId: string
    slotAt: Time
    recipient: string
    attempts: WithDefault<number>
    nextAt: Time
    deliveredAt: OptionalTime
    givenUpAt: OptionalTime
    lastError: Optional<string>
    createdAt: Time
  }
}

export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>
export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>
