import type { Severity } from '../database/tables.ts'

export type AlertValue = string | number | boolean | null

/** What is known of an alert's condition. `personId` limits who sees it; names of files never stand here. */
export type AlertDetails = Readonly<Record<string, AlertValue>>

export interface AlertKind {
  /** What is the matter, in one line. Words in braces stand for details. */
  readonly title: string
  /** What to do about it. */
  readonly hint: string
  /** Details that must be given. */
  readonly needs: readonly string[]
  readonly severity: Severity
  /** When it is worse than that. */
  readonly rises?: {
    readonly to: Severity
    readonly when: (alert: { readonly count: number; readonly details: AlertDetails }) => boolean
  }
  /** Hours after which it is told again while it lasts; 0 for never. */
  readonly repeatHours: number
  /** Days after which one that happened, rather than lasts, closes by itself. */
  readonly closesAfterDays?: number
}

/** Every kind of alert: raised once for each subject, and resolved when the condition has passed. */
export const ALERT_KINDS = {
  'key-provider-not-connected': {
    title: 'Not connected: the key provider {provider} ({reason})',
    hint: 'Start its connector, or see why it cannot reach the server; of a service, whether its key was disabled. Backups of the people whose keys it holds fail until then.',
    needs: ['provider', 'reason'],
    severity: 'critical',
    repeatHours: 4,
  },
  'microsoft-365-not-connected': {
    title: 'Microsoft 365 is not connected: {reason}',
    hint: 'Verify the connection in the settings; it names what is missing. Until then nothing is backed up, or restored, with that application.',
    needs: ['reason'],
    severity: 'critical',
    repeatHours: 4,
  },
  'storage-unreachable': {
    title: 'The storage {storage} cannot be reached: {reason}',
    hint: 'Check that it is up and that its credentials are valid. Nothing is backed up to it or restored from it until then.',
    needs: ['storage', 'reason'],
    severity: 'critical',
    repeatHours: 4,
  },
  'vault-damaged': {
    title: '{person}: the backup in the vault is damaged ({finding})',
    hint: 'Look at the log of the check, find out whether the storage can be trusted, and repair the vault: what is still in the OneDrive is fetched again.',
    needs: ['person', 'personId', 'vault', 'finding'],
    severity: 'critical',
    repeatHours: 24,
  },
  'upkeep-failed': {
    title: '{what} of the vault of {person} failed ({code})',
    hint: 'The log of the job tells why. It is tried again by itself; until then more space is used, or damage is found later.',
    needs: ['what', 'person', 'code'],
    severity: 'warning',
    rises: { to: 'high', when: ({ count }) => count >= 3 },
    repeatHours: 72,
  },
  anomaly: {
    title: '{person}: unusual changes in the OneDrive ({finding})',
    hint: 'Ask the person whether this was meant. If not, stop what changes the files, and restore from the backup before this one, which the job names.',
    needs: ['person', 'personId', 'finding'],
    severity: 'critical',
    repeatHours: 24,
    closesAfterDays: 30,
  },
  'backup-failed': {
    title: '{person}: the backup failed ({code})',
    hint: 'The log of the job tells why. It is tried again in the next backup cycle.',
    needs: ['person', 'personId', 'code'],
    severity: 'warning',
    rises: { to: 'high', when: ({ count }) => count >= 3 },
    repeatHours: 24,
  },
  'no-successful-backup': {
    title: '{person}: no successful backup in {days} days',
    hint: 'Look at the status of this OneDrive: whether its backups fail, or none was begun.',
    needs: ['person', 'personId', 'days'],
    severity: 'warning',
    repeatHours: 72,
  },
  'licence-limit': {
    title: '{used} of {limit} licences are used',
    hint: 'Add licences, or delete people who need no backup any more. Nobody new is backed up beyond the limit.',
    needs: ['used', 'limit'],
    severity: 'high',
    repeatHours: 72,
  },
  'secret-expiry': {
    title: '{what} expires on {expiresOn}',
    hint: 'Make a new one in Microsoft Entra, and enter it in the settings of the connection. Backups stop when it has expired.',
    needs: ['what', 'expiresOn', 'daysLeft'],
    severity: 'warning',
    rises: { to: 'critical', when: ({ details }) => Number(details.daysLeft) <= 7 },
    repeatHours: 72,
  },
  'directory-sync-failing': {
    title: 'People cannot be read from the directory: {reason}',
    hint: 'Check the connection to Microsoft 365. Until then, new people are not backed up and those who left stay active.',
    needs: ['reason'],
    severity: 'high',
    repeatHours: 24,
  },
  'change-notifications-failing': {
    title: 'Microsoft does not take on to tell of changes in {count} OneDrives: {reason}',
    hint: 'Check that Microsoft reaches the public address, and that the application for restores has Files.ReadWrite.All. Backups go on by their schedule.',
    needs: ['count', 'reason'],
    severity: 'warning',
    repeatHours: 72,
  },
  'space-low': {
    title: 'Little space is left on {place}: {freePercent} %',
    hint: 'Free some, or make it larger: when it is full, backups fail.',
    needs: ['place', 'freePercent'],
    severity: 'high',
    repeatHours: 24,
  },
  'one-administrator': {
    title: 'There is only one cloud administrator',
    hint: 'Invite a second one, so that the loss of one account locks nobody out.',
    needs: [],
    severity: 'warning',
    repeatHours: 168,
  },
  'sign-in-from-new-place': {
    title: '{account} signed in from {address} for the first time',
    hint: 'If it was not them, end their sessions, change the password and look through the audit trail.',
    needs: ['account', 'address'],
    severity: 'warning',
    repeatHours: 0,
    closesAfterDays: 7,
  },
  'delivery-failed': {
    title: 'Alerts could not be delivered to {target} for three days: {reason}',
    hint: 'Correct or delete the subscription; what it missed stands in the list of alerts.',
    needs: ['target', 'reason'],
    severity: 'high',
    repeatHours: 72,
  },
  'report-not-sent': {
    title: 'The report {report} could not be sent to {target}: {reason}',
    hint: 'Correct the mail server, or the recipients of the report’s schedule; send it again from there.',
    needs: ['report', 'target', 'reason'],
    severity: 'high',
    repeatHours: 72,
  },
} as const satisfies Readonly<Record<string, AlertKind>>

export type AlertKindName = keyof typeof ALERT_KINDS

export const ALERT_KIND_NAMES = Object.keys(ALERT_KINDS) as [AlertKindName, ...AlertKindName[]]

/** The details that a kind needs, and others besides. */
export type DetailsOf<Kind extends AlertKindName> = AlertDetails & {
  readonly [Name in (typeof ALERT_KINDS)[Kind]['needs'][number]]: AlertValue
}

/** False for one that another version had. */
export function isAlertKind(name: string): name is AlertKindName {
  return Object.hasOwn(ALERT_KINDS, name)
}
