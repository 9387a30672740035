import { z } from 'zod'
import { defineSetting } from '../settings/stored-setting.ts'

export const alertSettings = z.strictObject({
  /** Days without a successful backup after which there is an alert. */
  noBackupDays: z.int().min(1).max(365).default(3),
  /** Days after which resolved alerts and delivered messages are dropped. */
  keepDays: z.int().min(1).max(3_650).default(366),
})

export const ALERT_SETTING = defineSetting('alerts', alertSettings)
