import {
  AlertRegular,
  ArrowSyncCheckmarkRegular,
  BriefcaseRegular,
  CloudRegular,
  DataPieRegular,
  DocumentBulletListRegular,
  FilterDismissRegular,
  type FluentIcon,
  FolderRegular,
  GridRegular,
  HistoryRegular,
  HomeRegular,
  KeyRegular,
  PeopleRegular,
  SettingsRegular,
  ShieldTaskRegular,
} from '@fluentui/react-icons'
import type { Permission } from '../api/me.ts'
import type { SHELL } from './words.ts'

type Name = keyof (typeof SHELL)['en']['places']

export interface Place {
  readonly to: string
  readonly name: Name
  readonly icon: FluentIcon
  /** One of them is enough to see the page. */
  readonly needs: readonly Permission[]
}

export interface Group {
  readonly name: keyof (typeof SHELL)['en']['groups'] | null
  readonly places: readonly Place[]
}

/** Where administrators can go. */
export const ADMINISTRATION: readonly Group[] = [
  {
    name: null,
    places: [{ to: '/', name: 'overview', icon: GridRegular, needs: ['people:read', 'audit:read'] }],
  },
  {
    name: 'protection',
    places: [
      { to: '/onedrive', name: 'onedrive', icon: CloudRegular, needs: ['people:read'] },
      { to: '/people', name: 'people', icon: PeopleRegular, needs: ['people:read'] },
      { to: '/profiles', name: 'profiles', icon: BriefcaseRegular, needs: ['profiles:read'] },
      { to: '/exclusions', name: 'exclusions', icon: FilterDismissRegular, needs: ['organisation:read'] },
    ],
  },
  {
    name: 'insight',
    places: [
      { to: '/governance', name: 'governance', icon: DataPieRegular, needs: ['reports:read'] },
      { to: '/reports', name: 'reports', icon: DocumentBulletListRegular, needs: ['reports:read'] },
    ],
  },
  {
    name: 'activity',
    places: [
      { to: '/jobs', name: 'jobs', icon: ArrowSyncCheckmarkRegular, needs: ['jobs:read'] },
      { to: '/alerts', name: 'alerts', icon: AlertRegular, needs: ['alerts:read'] },
      { to: '/audit', name: 'audit', icon: HistoryRegular, needs: ['audit:read'] },
    ],
  },
  {
    name: 'organisation',
    places: [
      { to: '/keys', name: 'keys', icon: KeyRegular, needs: ['organisation:read'] },
      {
        to: '/settings',
        name: 'settings',
        icon: SettingsRegular,
        needs: ['organisation:read', 'accounts:read'],
      },
    ],
  },
]

/** Where a person can go, whose OneDrive it is. */
export const OWN: readonly Group[] = [
  {
    name: null,
    places: [
      { to: '/my', name: 'myHome', icon: HomeRegular, needs: ['own:read'] },
      { to: '/my/files', name: 'myFiles', icon: FolderRegular, needs: ['own:read'] },
      { to: '/my/activity', name: 'myActivity', icon: HistoryRegular, needs: ['own:read'] },
      { to: '/my/privacy', name: 'myPrivacy', icon: ShieldTaskRegular, needs: ['own:read'] },
    ],
  },
]
