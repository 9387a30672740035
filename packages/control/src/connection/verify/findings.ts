import type { Purpose } from '@holdfast/graph'

type Outcome = 'passed' | 'warning' | 'failed' | 'skipped'

interface FindingDefinition {
  /** What was looked at. */
  readonly step: 'settings' | 'clock' | 'sign-in' | 'permissions' | 'people' | 'drive'
  /** A failure: the connection does not work for its purpose. A warning: it does, but not as it should. */
  readonly outcome: Outcome
  /** Words in braces stand for details. */
  readonly message: string
  /** What to do; empty when there is nothing to do. */
  readonly hint: string
}

const WAIT = 'Nothing has to be changed; it is looked at again later.'
const CONSENT = 'In Microsoft Entra under App registrations > API permissions'

/** Everything that a verification can find. docs/connect-microsoft-365.md explains each; a test holds the two together. */
export const FINDINGS = {
  'not-configured': {
    step: 'settings',
    outcome: 'failed',
    message: 'Still to be entered: {missing}.',
    hint: 'Register the application in Microsoft Entra, and enter what is missing.',
  },
  unreachable: {
    step: 'sign-in',
    outcome: 'failed',
    message: 'Microsoft cannot be reached: {reason}.',
    hint: 'Check network, proxy, name resolution and firewall; the hosts of each cloud stand in docs/connect-microsoft-365.md.',
  },
  'service-unavailable': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'Microsoft’s service has a fault of its own just now: {reason}.',
    hint: WAIT,
  },
  'clock-off': {
    step: 'clock',
    outcome: 'warning',
    message: 'The clock here is {seconds} s {direction} Microsoft’s.',
    hint: 'Let the machine follow a time server (NTP). From five minutes on, sign-in by certificate fails.',
  },
  'signed-in': {
    step: 'sign-in',
    outcome: 'passed',
    message: 'Signed in by {kind}.',
    hint: '',
  },
  'credential-renewed': {
    step: 'sign-in',
    outcome: 'passed',
    message: 'The new {kind} works, and has taken the place of the old one.',
    hint: 'Delete the old one in Microsoft Entra under Certificates & secrets.',
  },
  'renewal-refused': {
    step: 'sign-in',
    outcome: 'warning',
    message: 'The new {kind} does not work yet: {reason}. The old one is still used.',
    hint: 'Upload the new certificate, or enter the new secret again, and verify. It can take some minutes until Microsoft knows of it.',
  },
  'credential-unreadable': {
    step: 'settings',
    outcome: 'failed',
    message: 'The {kind} cannot be used here: {reason}.',
    hint: 'Put the key file of sealed settings back that belongs to this database, or enter the secret or make a certificate again.',
  },
  'secret-wrong': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'The client secret is not one of this application’s (AADSTS{number}).',
    hint: 'Enter the value of the secret, not its id. Was it deleted, make a new one.',
  },
  'secret-expired': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'The client secret has expired (AADSTS{number}).',
    hint: 'Make a new one in Microsoft Entra under Certificates & secrets; better, use a certificate.',
  },
  'certificate-unknown': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'The application does not know the certificate (AADSTS{number}).',
    hint: 'Upload it in Microsoft Entra under Certificates & secrets > Certificates. The thumbprint must be the one shown here. It can take some minutes until it counts.',
  },
  'certificate-expired': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'The certificate has expired (AADSTS{number}).',
    hint: 'Make a new one, upload it, and verify.',
  },
  'assertion-refused': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'Microsoft does not accept what the certificate signed (AADSTS{number}): {reason}.',
    hint: 'Check client id, tenant and cloud. Make a new certificate and upload it.',
  },
  'clock-refused': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'For Microsoft the sign-in is from another time (AADSTS{number}).',
    hint: 'Set the clock of this machine: Microsoft allows five minutes.',
  },
  'application-unknown': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'The tenant has no application with this client id (AADSTS{number}).',
    hint: 'Compare client id and tenant id with Overview of the application in Microsoft Entra.',
  },
  'application-disabled': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'The application is switched off in the tenant (AADSTS{number}).',
    hint: 'In Microsoft Entra under Enterprise applications > Properties, let it be enabled for sign-in.',
  },
  'tenant-unknown': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'Microsoft knows no such tenant in this cloud (AADSTS{number}).',
    hint: 'Check the tenant id, and whether it is the right national cloud.',
  },
  'blocked-by-policy': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'A conditional access policy keeps the application out (AADSTS{number}).',
    hint: 'In Microsoft Entra under Sign-in logs > Service principal sign-ins, the entry names the policy. Add the address of this machine to its locations, or exclude the application.',
  },
  'sign-in-refused': {
    step: 'sign-in',
    outcome: 'failed',
    message: 'Microsoft refuses the sign-in: {reason}.',
    hint: 'Look the number up at https://login.microsoftonline.com/error.',
  },
  'roles-unreadable': {
    step: 'permissions',
    outcome: 'skipped',
    message: 'The token does not show what it allows.',
    hint: '',
  },
  'permission-granted': {
    step: 'permissions',
    outcome: 'passed',
    message: '{permission} is granted.',
    hint: '',
  },
  'permission-missing': {
    step: 'permissions',
    outcome: 'failed',
    message: '{permission} is missing: {reason}.',
    hint: `${CONSENT}, add it as an application permission (not a delegated one), and grant admin consent. It can take some minutes until it counts.`,
  },
  'groups-not-permitted': {
    step: 'permissions',
    outcome: 'warning',
    message: '{permission} is missing: rules by group cannot be followed.',
    hint: `${CONSENT}, add it as an application permission, and grant admin consent. Without rules by group it is not needed.`,
  },
  'restore-not-permitted': {
    step: 'permissions',
    outcome: 'warning',
    message: '{permission} is missing: backups work, restores to OneDrive do not.',
    hint: 'Give restores an application of their own with this permission, or grant it to this one.',
  },
  'restore-by-same-application': {
    step: 'permissions',
    outcome: 'warning',
    message: 'The application for backups may write ({permission}).',
    hint: 'Safer: an application of its own for restores, and only Files.Read.All for backups.',
  },
  'permission-broader': {
    step: 'permissions',
    outcome: 'warning',
    message: '{permission} is more than is needed: {instead} is enough.',
    hint: `${CONSENT}, grant {instead} and take {permission} away.`,
  },
  'permission-excess': {
    step: 'permissions',
    outcome: 'warning',
    message: '{permission} is not needed.',
    hint: `${CONSENT}, take it away: what an application may do, whoever steals its key may do, too.`,
  },
  'people-listed': {
    step: 'people',
    outcome: 'passed',
    message: 'People can be listed.',
    hint: '',
  },
  'people-refused': {
    step: 'people',
    outcome: 'failed',
    message: 'People cannot be listed: {reason}.',
    hint: `${CONSENT}, grant User.Read.All.`,
  },
  'no-people': {
    step: 'people',
    outcome: 'warning',
    message: 'The directory has no people.',
    hint: 'Check that it is the right tenant.',
  },
  'test-user-unknown': {
    step: 'people',
    outcome: 'failed',
    message: 'The directory has no {user}.',
    hint: 'Give the sign-in name (name@domain) of somebody, or the object id.',
  },
  'drive-read': {
    step: 'drive',
    outcome: 'passed',
    message: 'The OneDrive of {user} can be read.',
    hint: '',
  },
  'drive-reached': {
    step: 'drive',
    outcome: 'passed',
    message: 'The application for restores reaches OneDrives.',
    hint: '',
  },
  'drive-refused': {
    step: 'drive',
    outcome: 'failed',
    message: 'A OneDrive cannot be read: {reason}.',
    hint: `${CONSENT}, grant Files.Read.All (Files.ReadWrite.All for restores).`,
  },
  'no-drive': {
    step: 'drive',
    outcome: 'warning',
    message: 'No OneDrive was found to try with ({reason}).',
    hint: 'Verify with somebody who uses OneDrive.',
  },
} as const satisfies Readonly<Record<string, FindingDefinition>>

export type FindingCode = keyof typeof FINDINGS

/** What a verification found, in data and in words. */
export interface Finding {
  readonly code: FindingCode
  /** Whose application it is about. */
  readonly purpose: Purpose
  readonly step: FindingDefinition['step']
  readonly outcome: Outcome
  readonly message: string
  readonly hint: string
  readonly details: FindingDetails
}

export type FindingDetails = Readonly<Record<string, string | number>>

export function finding(purpose: Purpose, code: FindingCode, details: FindingDetails = {}): Finding {
  const { step, outcome, message, hint } = FINDINGS[code]
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name) => String(details[name] ?? '?'))
  return { code, purpose, step, outcome, message: fill(message), hint: fill(hint), details }
}
