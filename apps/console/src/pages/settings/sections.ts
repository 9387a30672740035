import type { Permission } from '../../api/me.ts'

/** The parts of the settings, in the order in which they are listed, with the permission that each needs. */
export const SECTIONS = {
  connection: 'organisation:read',
  storage: 'organisation:read',
  accounts: 'accounts:read',
  'sign-in': 'organisation:read',
  mail: 'organisation:read',
  webhooks: 'organisation:read',
  keeping: 'organisation:read',
  licence: 'organisation:read',
  tokens: 'organisation:read',
} as const satisfies Readonly<Record<string, Permission>>

export type Section = keyof typeof SECTIONS

export const SECTION_NAMES = Object.keys(SECTIONS) as readonly Section[]

export function isSection(name: string): name is Section {
  return name in SECTIONS
}
