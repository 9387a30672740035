import { audit } from './audit.ts'
import type { Expectations } from './expectation.ts'
import { jobs } from './jobs.ts'
import { operation } from './operation.ts'
import { profiles } from './profiles.ts'

export const EXPECTATIONS: Expectations = { ...operation, ...audit, ...jobs, ...profiles }
