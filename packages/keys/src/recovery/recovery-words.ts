import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { keyErrors } from '../errors.ts'

/** Words of a recovery kit: 256 bits, and 8 bits that tell a slip of the pen. */
export const KIT_WORDS = 24

/** A private key of 32 bytes as words that people can write down (BIP 39's English list). */
export function wordsOf(privateKey: Uint8Array): readonly string[] {
  return entropyToMnemonic(privateKey, wordlist).split(' ')
}

/**
 * The private key that words stand for, however they are spaced, numbered or written. Raises HF_KEY_MALFORMED, which
 * names the word that is none, and never repeats the others.
 */
export function keyOfWords(text: string): Buffer {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  const what = 'recovery kit'
  if (words.length !== KIT_WORDS)
    throw keyErrors.HF_KEY_MALFORMED({ what, reason: `it has ${words.length} words instead of ${KIT_WORDS}` })
  const unknown = words.findIndex((word) => !wordlist.includes(word))
  if (unknown >= 0)
    throw keyErrors.HF_KEY_MALFORMED({ what, reason: `word ${unknown + 1} is not one of the list` })
  try {
    return Buffer.from(mnemonicToEntropy(words.join(' '), wordlist))
  } catch (cause) {
    const reason = 'its words do not belong together: one is wrong, or two changed places'
    throw keyErrors.HF_KEY_MALFORMED({ what, reason }, { cause })
  }
}
