import { describe, expect, test } from 'vitest'
import { type Actor, may, PERMISSIONS, type Permission, ROLES, requirePermission } from '../../src/index.ts'

const COLUMNS = [
  'cloud-administrator',
  'profile-administrator',
  'help-desk',
  'legal-officer',
  'auditor',
  'person',
] as const

/** Who may do what, as it is meant: written here once more, by hand. */
const TABLE: Readonly<Record<Permission, string>> = {
  //                       cloud profile help legal auditor person
  'organisation:read': '   yes   -       -    -     yes     -     ',
  'organisation:write': '  yes   -       -    -     -       -     ',
  'accounts:read': '       yes   -       -    -     yes     -     ',
  'accounts:write': '      yes   -       -    -     -       -     ',
  'people:read': '         yes   yes     yes  yes   yes     -     ',
  'people:write': '        yes   yes     -    -     -       -     ',
  'people:delete': '       yes   yes     -    -     -       -     ',
  'profiles:read': '       yes   yes     yes  yes   yes     -     ',
  'profiles:write': '      yes   yes     -    -     -       -     ',
  'onedrives:write': '     yes   yes     -    -     -       -     ',
  'backups:run': '         yes   yes     yes  -     -       -     ',
  'jobs:read': '           yes   yes     yes  yes   yes     -     ',
  'jobs:cancel': '         yes   yes     yes  -     -       -     ',
  'data:read': '           yes   yes     yes  yes   -       -     ',
  'data:restore': '        yes   yes     yes  yes   -       -     ',
  'data:override-privacy': '-    -       -    yes   -       -     ',
  'alerts:read': '         yes   yes     yes  -     yes     -     ',
  'alerts:write': '        yes   -       -    -     -       -     ',
  'audit:read': '          yes   -       -    yes   yes     -     ',
  'reports:read': '        yes   yes     -    yes   yes     -     ',
  'reports:write': '       yes   yes     -    -     -       -     ',
  'own:read': '            -     -       -    -     -       yes   ',
  'own:backup': '          -     -       -    -     -       yes   ',
  'own:restore': '         -     -       -    -     -       yes   ',
  'own:privacy': '         -     -       -    -     -       yes   ',
}

const rows = PERMISSIONS.flatMap((permission) =>
  COLUMNS.map((role, column) => {
    const cell = TABLE[permission].trim().split(/\s+/)[column]
    return { role, permission, allowed: cell === 'yes', cell }
  }),
)

describe('what a role may do', () => {
  test('is written down for each role and permission', () => {
    expect([...COLUMNS]).toEqual([...ROLES])
    expect(Object.keys(TABLE)).toEqual([...PERMISSIONS])
    for (const { cell } of rows) expect(['yes', '-']).toContain(cell)
  })

  test.each(rows)('$role, $permission: $allowed', ({ role, permission, allowed }) => {
    const actor: Actor = { kind: 'account', id: 'a', name: 'A', role }
    expect(may(actor, permission)).toBe(allowed)
    // A token has what it was given of what the role allows, never more.
    expect(may({ ...actor, scopes: [permission] }, permission)).toBe(allowed)
    expect(may({ ...actor, scopes: [...PERMISSIONS] }, permission)).toBe(allowed)
    expect(may({ ...actor, scopes: PERMISSIONS.filter((one) => one !== permission) }, permission)).toBe(false)
    const attempt = () => requirePermission(actor, permission)
    if (allowed) attempt()
    else expect(attempt).toThrow(expect.objectContaining({ code: 'HF_FORBIDDEN', status: 403 }))
  })

  test.each(PERMISSIONS)('who has no role may not: %s', (permission) => {
    expect(may({ kind: 'account', id: 'a', name: 'A' }, permission)).toBe(false)
  })
})
