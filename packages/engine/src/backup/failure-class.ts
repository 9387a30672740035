import { HoldfastError, hasCode } from '@holdfast/base'
import type { Item } from '../items/item.ts'

/** Why a file could not be fetched, as far as it tells what to do about it and when to try again. */
export type FailureClass =
  /** Deleted or moved away since it was listed: the next delta tells. */
  | 'gone'
  /** Open or checked out by someone, or the site is locked. */
  | 'locked'
  | 'malware'
  /** Rights management or a label: it is not handed out to an application. */
  | 'rights-protected'
  /** A OneNote section that Microsoft's service fails on each time, as it does on large ones. */
  | 'onenote-too-large'
  /** Refused for another reason: a policy, a blocked type. */
  | 'policy'
  /** The line, the service, or bytes that were not as listed. */
  | 'transient'
  /** An error that no rule knows. */
  | 'unknown'

/** In the order in which they are shown: what somebody can do something about comes first. */
export const FAILURE_CLASSES: readonly FailureClass[] = [
  'unknown',
  'malware',
  'rights-protected',
  'policy',
  'locked',
  'onenote-too-large',
  'gone',
  'transient',
]

const CLASS_BY_CODE: Readonly<Record<string, FailureClass>> = {
  HF_ITEM_GONE: 'gone',
  HF_ITEM_LOCKED: 'locked',
  HF_MALWARE: 'malware',
  HF_MALWARE_LISTED: 'malware',
  HF_QUARANTINE_REFUSED: 'malware',
  HF_ACCESS_DENIED: 'policy',
  HF_CONTENT_MISMATCH: 'transient',
  HF_THROTTLED: 'transient',
  HF_GRAPH_UNAVAILABLE: 'transient',
  HF_GRAPH_UNREACHABLE: 'transient',
  HF_DOWNLOAD_INCOMPLETE: 'transient',
}

/** Classes by the names that snapshots of earlier versions have. */
const FORMER_NAMES: Readonly<Record<string, FailureClass>> = { refused: 'policy', mismatch: 'transient' }

/** Microsoft has no code for it: its words tell protection from other policies. */
const PROTECTED = /rights management|\bIRM\b|\bRMS\b|sensitivity label|encrypted/i

/** Statuses that say no for good: other refusals (400, 409, 422…) say that something is odd. */
const FORBIDDEN = [401, 403, 451]

/** What concerns more than one file, although it came while one was fetched. */
const OF_THE_RUN = ['HF_SIGN_IN_FAILED', 'HF_CONNECTION_INCOMPLETE']

/** Whether an error from Microsoft's side concerns the whole run, whatever file was being fetched. */
export function endsRun(error: unknown): boolean {
  return hasCode(error, ...OF_THE_RUN)
}

/** Whether an error is one that a single file has, and that is known as such. */
export function isFileFailure(error: unknown): error is HoldfastError {
  return (
    error instanceof HoldfastError && (error.code in CLASS_BY_CODE || error.code === 'HF_DOWNLOAD_REFUSED')
  )
}

/** The class of what Microsoft's side answered for a file. `again`: it has failed before, in the same state. */
export function classOf(error: unknown, item: Pick<Item, 'name' | 'mime'>, again: boolean): FailureClass {
  if (!(error instanceof HoldfastError)) return 'unknown'
  if (error.code === 'HF_DOWNLOAD_REFUSED') return classOfRefusal(error)
  if (again && error.code === 'HF_GRAPH_UNAVAILABLE' && isOneNoteFile(item)) return 'onenote-too-large'
  return CLASS_BY_CODE[error.code] ?? 'unknown'
}

function classOfRefusal({ context }: HoldfastError): FailureClass {
  if (context.suspected === 'malware') return 'malware'
  if (PROTECTED.test(String(context.reason))) return 'rights-protected'
  return FORBIDDEN.includes(Number(context.status)) ? 'policy' : 'unknown'
}

/** Whether trying once more in the same run may help. Bytes that differ were fetched twice already. */
export function isWorthAnotherTry(error: unknown, kind: FailureClass): boolean {
  return kind === 'transient' && !hasCode(error, 'HF_CONTENT_MISMATCH')
}

/** A class as a snapshot has it, under its name of today. */
export function readFailureClass(stored: string): FailureClass {
  const known = FAILURE_CLASSES.find((name) => name === stored)
  return known ?? FORMER_NAMES[stored] ?? 'unknown'
}

/** Sections of a notebook and their table of contents, wherever they lie. */
export function isOneNoteFile({ name, mime }: Pick<Item, 'name' | 'mime'>): boolean {
  return mime === 'application/msonenote' || /\.(one|onetoc2)$/i.test(name)
}
