import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { useFormats } from '../../parts/use-formats.ts'

const useStyles = makeStyles({
  held: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: '120px' },
})

/** “12 of 12 vaults”, with a bar while some are missing. */
export function Held(props: {
  readonly vaults: number
  readonly of: number
  readonly sentence: (vaults: string, of: string) => string
}) {
  const { vaults, of, sentence } = props
  const styles = useStyles()
  const formats = useFormats()
  const text = sentence(formats.count(vaults), formats.count(of))
  return (
    <div className={styles.held}>
      <Text>{text}</Text>
      {vaults < of && <ProgressBar value={vaults} max={of} aria-label={text} />}
    </div>
  )
}
