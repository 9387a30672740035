import { keepHeapLean } from '@holdfast/base'
import type { ControlPlace } from './control-world.ts'
import { simulateDay } from './simulated-day.ts'

export interface DayOrder {
  readonly place: ControlPlace
  readonly people: number
  readonly hours: number
}

keepHeapLean()

process.once('message', ({ place, people, hours }: DayOrder) => {
  simulateDay(place, people, hours)
    .then(
      (report) => process.send?.(report),
      (error: unknown) => {
        console.error(error)
        process.exitCode = 1
      },
    )
    .finally(() => process.disconnect?.())
})
