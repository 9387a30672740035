import { audit } from './audit.ts'
import type { Expectations } from './expectation.ts'
import { operation } from './operation.ts'
import { profiles } from './profiles.ts'

export const EXPECTATIONS: Expectations = { ...operation, ...audit, ...profiles }
