import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { Random } from '@holdfast/base'
import { wipe } from '../envelope/ekey.ts'
import { KIT_WORDS, keyOfWords, wordsOf } from './recovery-words.ts'

/** PKCS #8 around the 32 bytes of an X25519 private key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const BEGIN = '--- begin of the words ---'
const END = '--- end of the words ---'

/** The offline key of an organisation: made once, shown once, and kept on paper. Only its public half stays. */
export interface RecoveryKit {
  /** What names the kit: on the paper, and wherever its public key is kept. */
  readonly kitId: string
  readonly publicKey: Buffer
  readonly words: readonly string[]
}

export function makeRecoveryKit(random: Random): RecoveryKit {
  const privateKey = random.bytes(32)
  try {
    return { ...publicPart(privateKey), words: wordsOf(privateKey) }
  } finally {
    wipe(privateKey)
  }
}

/** The key of a kit that was typed in, or read from its printed text. Raises HF_KEY_MALFORMED. */
export function openRecoveryKit(text: string): Omit<RecoveryKit, 'words'> & { readonly privateKey: Buffer } {
  const privateKey = keyOfWords(wordsIn(text))
  return { ...publicPart(privateKey), privateKey }
}

/** The sheet to print. It says what it is for to somebody who has never heard of it. */
export function kitText(kit: RecoveryKit, organisation: string, madeAt: Date): string {
  const rows: string[] = []
  for (let at = 0; at < KIT_WORDS; at += 4) {
    const row = kit.words
      .slice(at, at + 4)
      .map((word, n) => `${String(at + n + 1).padStart(2)} ${word.padEnd(10)}`)
    rows.push(`  ${row.join(' ').trimEnd()}`)
  }
  return [
    `Holdfast recovery kit ${kit.kitId}`,
    `${organisation}, ${madeAt.toISOString().slice(0, 10)}`,
    '',
    'Whoever has this sheet and the storage can read every backup, without the server and its database.',
    'Keep it where nobody finds it by chance, and a copy in another place. It is not stored anywhere else.',
    '',
    BEGIN,
    ...rows,
    END,
    '',
    'To open a vault:  npx holdfast recovery open --kit FILE --vault DIRECTORY',
    '',
  ].join('\n')
}

/** Whether somebody has the kit before them: the words at some places, counted from one, in any case. */
export function confirmsKit(kit: Pick<RecoveryKit, 'words'>, typed: ReadonlyMap<number, string>): boolean {
  if (typed.size === 0) return false
  return [...typed].every(([place, word]) => kit.words[place - 1] === word.trim().toLowerCase())
}

function publicPart(privateKey: Buffer): { readonly kitId: string; readonly publicKey: Buffer } {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, privateKey]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const digest = createHash('sha256').update('holdfast recovery kit').update(publicKey).digest('hex')
  return { kitId: `${digest.slice(0, 4)}-${digest.slice(4, 8)}`, publicKey }
}

/** Of a printed sheet the part between the marks; all of what was typed. */
function wordsIn(text: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  return begin >= 0 && end > begin ? text.slice(begin + BEGIN.length, end) : text
}
