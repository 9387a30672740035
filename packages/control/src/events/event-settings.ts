import { z } from 'zod'
import { defineSetting } from '../settings/stored-setting.ts'

export const eventSettings = z.strictObject({
  /** Days after which events are dropped. */
  keepDays: z.int().min(1).max(3_650).default(90),
})

/** How long events are kept for whoever pulls them. */
export const EVENT_SETTING = defineSetting('events', eventSettings)
