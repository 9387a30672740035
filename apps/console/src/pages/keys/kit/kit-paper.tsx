import { createPortal } from 'react-dom'
import { useWords } from '../../../words/translate.ts'
import './kit-print.css'
import { QrCode } from '../../../parts/qr-code.tsx'
import type { RecoveryKit } from './make-kit.ts'
import { KIT } from './words.ts'

/** The sheet as it is printed: it stands beside the page, so that it alone comes onto the paper. */
export function KitPaper(props: {
  readonly kit: RecoveryKit
  readonly organisation: string
  readonly day: string
}) {
  const words = useWords(KIT)
  const { kit, organisation, day } = props
  return createPortal(
    <div className="kit-print" aria-hidden>
      <h1>{words.sheetTitle(kit.kitId)}</h1>
      <p>{`${organisation}, ${day}`}</p>
      <p>{words.sheetAbout}</p>
      <ol>
        {kit.words.map((word, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word's place is what it is
          <li key={at}>{word}</li>
        ))}
      </ol>
      <QrCode text={kit.words.join(' ')} label={words.qrCode} />
      <p>
        {words.sheetUse} <code>npx holdfast recovery open --kit FILE --vault DIRECTORY</code>
      </p>
    </div>,
    document.body,
  )
}
