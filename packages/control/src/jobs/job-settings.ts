import { z } from 'zod'
import { defineSetting } from '../settings/stored-setting.ts'

export const JOB_SETTING = defineSetting(
  'jobs',
  z.strictObject({
    /** Days for which ended jobs and their logs are kept. */
    keepDays: z.int().min(14).max(3_660).default(180),
  }),
)
