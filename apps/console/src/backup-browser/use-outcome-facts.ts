import type { Fact } from '../parts/facts.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import type { ConflictRule } from './restore-draft.ts'
import type { Figures } from './restore-figures.ts'
import { RESTORING } from './restore-words.ts'

/** What a check found or a restore did, in lines; what is nothing is not said. */
export function useOutcomeFacts(figures: Figures, isCheck: boolean, rule: ConflictRule | undefined): Fact[] {
  const words = useWords(RESTORING)
  const { count, bytes, duration } = useFormats()
  const some = (name: string, value: number): Fact[] => (value > 0 ? [[name, count(value)]] : [])
  const { restored, folders, identical, skipped, replaced, keptBoth, failures, conflicts } = figures
  const always: Fact[] = [
    [isCheck ? words.toRestore : words.restored, count(restored)],
    [words.volume, bytes(figures.bytes)],
    ...some(words.folders, folders),
    ...some(words.same, identical),
  ]
  if (!isCheck)
    return [
      ...always,
      ...some(words.replaced, replaced),
      ...some(words.keptBoth, keptBoth),
      ...some(words.skipped, skipped),
      ...some(words.failures, failures),
      ...figures.directories.map((directory): Fact => [words.directory, directory]),
    ]
  return [
    ...always,
    ...(conflicts > 0
      ? [[words.conflicts, `${count(conflicts)} · ${words.conflictResult[rule ?? 'fail']}`] as const]
      : []),
    ...some(words.failures, failures),
    ...some(words.requests, figures.requestUnits),
    ...(figures.seconds > 0
      ? [[words.time, words.aboutTime(duration(figures.seconds * 1_000))] as const]
      : []),
  ]
}
