import { access } from './access.ts'
import { audit } from './audit.ts'
import type { Expectations } from './expectation.ts'
import { jobs } from './jobs.ts'
import { onedrives } from './onedrives.ts'
import { operation } from './operation.ts'
import { people } from './people.ts'
import { profiles } from './profiles.ts'
import { snapshots } from './snapshots.ts'

export const EXPECTATIONS: Expectations = {
  ...operation,
  ...access,
  ...audit,
  ...jobs,
  ...people,
  ...onedrives,
  ...profiles,
  ...snapshots,
}
