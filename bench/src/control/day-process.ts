import { keepHeapLean } from '@holdfast/base'
import type { ControlPlace } from './control-world.ts'
import { simulateDay } from './simulated-day.ts'

export interface DayOrder {
  readonly place: ControlPlace
  readonly people: number
}

keepHeapLean()

process.once('message', ({ place, people }: DayOrder) => {
  simulateDay(place, people)
    .then(
      (report) => process.send?.(report),
      (error: unknown) => {
        console.error(error)
        process.exitCode = 1
      },
    )
    .finally(() => process.disconnect?.())
})
