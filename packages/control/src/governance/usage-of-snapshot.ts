import type { OpenedSnapshot } from '@holdfast/engine'
import { UsageCounter, type UsageFact } from './count-usage.ts'

/** What files a drive has, by a backup of it. */
export async function usageOfSnapshot(
  snapshot: Pick<OpenedSnapshot, 'items'>,
  now: number,
): Promise<readonly UsageFact[]> {
  const counter = new UsageCounter(now)
  for await (const item of snapshot.items()) {
    if (item.kind !== 'file' || item.excluded) continue
    counter.add({ name: item.name, size: item.size ?? 0, modified: Date.parse(item.modified) })
  }
  return counter.facts()
}
