import type { RecoveryKit } from './make-kit.ts'

/** The sheet as text: to the letter what the command line prints, which reads it again. */
export function kitText({ kitId, words }: RecoveryKit, organisation: string, madeAt: number): string {
  const rows: string[] = []
  for (let at = 0; at < words.length; at += 4) {
    const row = words
      .slice(at, at + 4)
      .map((word, n) => `${String(at + n + 1).padStart(2)} ${word.padEnd(10)}`)
    rows.push(`  ${row.join(' ').trimEnd()}`)
  }
  return [
    `Holdfast recovery kit ${kitId}`,
    `${organisation}, ${new Date(madeAt).toISOString().slice(0, 10)}`,
    '',
    'Whoever has this sheet and the storage can read every backup, without the server and its database.',
    'Keep it where nobody finds it by chance, and a copy in another place. It is not stored anywhere else.',
    '',
    '--- begin of the words ---',
    ...rows,
    '--- end of the words ---',
    '',
    'To open a vault:  npx holdfast recovery open --kit FILE --vault DIRECTORY',
    '',
  ].join('\n')
}
