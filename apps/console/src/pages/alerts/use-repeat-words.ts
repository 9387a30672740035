import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { RULES } from './rule-words.ts'

/** Says how often an alert is told again, from hours. */
export function useRepeatWords(): (hours: number) => string {
  const { rules: words } = useWords(RULES)
  const { count } = useFormats()
  return (hours) => {
    if (hours === 0) return words.never
    const isDays = hours >= 48 && hours % 24 === 0
    return words.every(isDays ? words.days(count(hours / 24)) : words.hours(count(hours)))
  }
}
