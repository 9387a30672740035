import { audit } from './audit.ts'
import type { Expectations } from './expectation.ts'
import { jobs } from './jobs.ts'
import { onedrives } from './onedrives.ts'
import { operation } from './operation.ts'
import { people } from './people.ts'
import { profiles } from './profiles.ts'

export const EXPECTATIONS: Expectations = {
  ...operation,
  ...audit,
  ...jobs,
  ...people,
  ...onedrives,
  ...profiles,
}
