import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, PrintRegular } from '@fluentui/react-icons'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ACCOUNT } from './words.ts'

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  codes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Recovery codes, the only time that they are shown. */
export function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { codes, onDone } = props
  const words = useWords(ACCOUNT)
  const common = useCommon()
  const styles = useStyles()
  const text = codes.join('\n')
  function download() {
    const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'holdfast-recovery-codes.txt'
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className={styles.all}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.codesAbout}</MessageBarBody>
      </MessageBar>
      <ul className={styles.codes} aria-label={words.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        <CopyButton text={text} />
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={download}>
          {common.download}
        </Button>
        <Button size="small" icon={<PrintRegular />} onClick={() => print()}>
          {words.print}
        </Button>
      </div>
      <div>
        <Button appearance="primary" onClick={onDone}>
          {words.codesKept}
        </Button>
      </div>
    </div>
  )
}
