/** Words that are asked for, so that the sheet is sure to be on paper. */
const ASKED = 2

/** Places of words, counted from one, chosen by chance. */
export function chooseAsked(count: number): readonly number[] {
  const places = new Set<number>()
  while (places.size < ASKED) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
    places.add(1 + (drawn % count))
  }
  return [...places].sort((a, b) => a - b)
}

/** Whether a word was typed as it stands on the sheet, in any case. */
export function isWord(words: readonly string[], place: number, typed: string): boolean {
  return words[place - 1] === typed.trim().toLowerCase()
}
