import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, PrintRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { now } from '../../../parts/clock.ts'
import { QrCode } from '../../../parts/qr-code.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { saveText } from '../save-text.ts'
import { KitPaper } from './kit-paper.tsx'
import { kitText } from './kit-text.ts'
import type { RecoveryKit } from './make-kit.ts'
import { KIT } from './words.ts'

const useStyles = makeStyles({
  sheet: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalXXL,
  },
  words: {
    flex: '1 1 260px',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(112px, 1fr))',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontFamily: tokens.fontFamilyMonospace,
  },
  word: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  place: { minWidth: '2ch', textAlign: 'end', color: tokens.colorNeutralForeground2 },
  code: { flex: '0 1 200px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** The words, once: to print, to keep as a file, or to write down. */
export function KitSheet({ kit, onKept }: { readonly kit: RecoveryKit; readonly onKept: () => void }) {
  const words = useWords(KIT)
  const styles = useStyles()
  const formats = useFormats()
  const [madeAt] = useState(now)
  const organisation = location.host
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.once}</MessageBarBody>
      </MessageBar>
      <div className={styles.sheet}>
        <ol className={styles.words} aria-label={words.theWords(kit.kitId)}>
          {kit.words.map((word, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word's place is what it is
            <li key={at} className={styles.word}>
              <span className={styles.place}>{at + 1}</span>
              <span>{word}</span>
            </li>
          ))}
        </ol>
        <div className={styles.code}>
          <QrCode text={kit.words.join(' ')} label={words.qrCode} />
        </div>
      </div>
      <div className={styles.actions}>
        <Button icon={<PrintRegular />} onClick={() => window.print()}>
          {words.print}
        </Button>
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            saveText(`holdfast-recovery-kit-${kit.kitId}.txt`, kitText(kit, organisation, madeAt))
          }
        >
          {words.download}
        </Button>
        <Button appearance="primary" onClick={onKept}>
          {words.kept}
        </Button>
      </div>
      <KitPaper kit={kit} organisation={organisation} day={formats.day(new Date(madeAt).toISOString())} />
    </>
  )
}
