import type { MissingDrive } from '@holdfast/graph-emulator'
import type { Language } from './sentences.ts'

export interface Person {
  readonly name: string
  /** The part of the sign-in name before the `@`. */
  readonly alias: string
  readonly language: Language
  readonly job: string
  readonly enabled?: boolean
  /** Without a OneDrive, in one of the ways that happens. */
  readonly missing?: MissingDrive
}

/** An engineering office in six languages. */
export const PEOPLE: readonly Person[] = [
  { name: 'Ada Lindqvist', alias: 'ada.lindqvist', language: 'en', job: 'Lead engineer' },
  { name: 'Jürgen Weiß', alias: 'juergen.weiss', language: 'de', job: 'Surveyor' },
  { name: '佐藤 美咲', alias: 'misaki.sato', language: 'ja', job: 'Architect' },
  { name: 'ليلى حداد', alias: 'layla.haddad', language: 'ar', job: 'Site manager' },
  { name: 'Tomás Araújo', alias: 'tomas.araujo', language: 'pt', job: 'Former bookkeeper', enabled: false },
  {
    name: 'Nina Okafor',
    alias: 'nina.okafor',
    language: 'en',
    job: 'Starts next month',
    missing: 'mysite-not-found',
  },
]

/** Groups of the office, by the aliases of who is in them. */
export const GROUPS: readonly { readonly name: string; readonly members: readonly string[] }[] = [
  { name: 'Engineering', members: ['ada.lindqvist', 'juergen.weiss', 'misaki.sato'] },
  { name: 'Building site', members: ['layla.haddad', 'juergen.weiss'] },
]
