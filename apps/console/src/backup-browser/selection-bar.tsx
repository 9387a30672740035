import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { useCommon } from '../words/use-common.ts'
import type { BasketInUse } from './basket.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow16,
  },
  words: { flexGrow: 1 },
  // On a phone it is as wide as the bar.
  restore: { '@media (max-width: 480px)': { flexBasis: '100%' } },
})

/** How much is chosen, and what can be done with it: always in reach, on a phone of the thumb. */
export function SelectionBar(props: { readonly basket: BasketInUse; readonly restore: () => void }) {
  const { basket, restore } = props
  const words = useWords(BROWSER)
  const common = useCommon()
  const formats = useFormats()
  const styles = useStyles()
  const { items } = basket
  if (items.length === 0) return null
  const hasFolder = items.some(({ kind }) => kind === 'folder')
  const bytes = items.reduce((sum, { size }) => sum + (size ?? 0), 0)
  return (
    <section className={styles.bar} aria-label={common.chosen}>
      <Text className={styles.words} weight="semibold" role="status">
        {common.selected(formats.count(items.length))}
        {!hasFolder && ` · ${formats.bytes(bytes)}`}
      </Text>
      <Button appearance="subtle" onClick={() => basket.clear()}>
        {words.clear}
      </Button>
      <Button
        className={styles.restore}
        appearance="primary"
        icon={<ArrowUndoRegular aria-hidden />}
        onClick={restore}
      >
        {words.restore}
      </Button>
    </section>
  )
}
