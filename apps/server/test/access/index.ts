import { access } from './access.ts'
import { alerts } from './alerts.ts'
import { audit } from './audit.ts'
import { connection } from './connection.ts'
import type { Expectations } from './expectation.ts'
import { governance } from './governance.ts'
import { jobs } from './jobs.ts'
import { keys } from './keys.ts'
import { onedrives } from './onedrives.ts'
import { operation } from './operation.ts'
import { people } from './people.ts'
import { profiles } from './profiles.ts'
import { reports } from './reports.ts'
import { scim } from './scim.ts'
import { settings } from './settings.ts'
import { snapshots } from './snapshots.ts'

export const EXPECTATIONS: Expectations = {
  ...operation,
  ...access,
  ...audit,
  ...connection,
  ...alerts,
  ...governance,
  ...reports,
  ...settings,
  ...scim,
  ...jobs,
  ...keys,
  ...people,
  ...onedrives,
  ...profiles,
  ...snapshots,
}
