import { systemClock } from '@holdfast/base'

/** Seconds that something takes, and what it gives. */
export async function timed<T>(
  action: () => Promise<T>,
): Promise<{ readonly seconds: number; readonly value: T }> {
  const start = systemClock.now()
  const value = await action()
  return { seconds: Math.max(0.001, (systemClock.now() - start) / 1000), value }
}

export function rate(bytes: number, seconds: number): string {
  return `${(bytes / seconds / 1e6).toFixed(0)} MB/s`
}
