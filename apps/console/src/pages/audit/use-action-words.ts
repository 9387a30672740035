import { useWords } from '../../words/translate.ts'
import { ACTIONS } from './action-words.ts'

/** Says what was done, from an action's name; a name that nobody knows stands for itself. */
export function useActionWords(): (action: string) => string {
  const words = useWords(ACTIONS)
  return (action) => (Object.hasOwn(words, action) ? words[action as keyof typeof words] : action)
}
