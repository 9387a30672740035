import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import type { BasketInUse } from './basket.ts'
import { FileIcon } from './file-icon.tsx'
import { folderOf, nameOf } from './paths.ts'
import { bySnapshot } from './request-restores.ts'
import { RESTORING } from './restore-words.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '32dvh', overflowY: 'auto' },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
})

/** What is chosen, by snapshot; each can be taken out again. */
export function ChosenList({ basket }: { readonly basket: BasketInUse }) {
  const words = useWords(RESTORING)
  const { root } = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  return bySnapshot(basket.items).map(({ snapshotId, takenAt, items }) => (
    <div key={snapshotId}>
      <Text size={200} className={styles.note}>
        {words.of(formats.moment(takenAt))}
      </Text>
      <ul className={styles.list}>
        {items.map((item) => {
          const name = nameOf(item.path) || words.everything
          return (
            <li key={item.path} className={styles.item}>
              <FileIcon name={name} kind={item.kind} />
              <span className={styles.words}>
                <Text className={styles.name}>{name}</Text>
                <Text size={200} className={styles.note}>
                  {[
                    item.path !== '' && (folderOf(item.path) || root),
                    item.size !== null && formats.bytes(item.size),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </span>
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={words.remove(name)}
                onClick={() => basket.remove([item])}
              />
            </li>
          )
        })}
      </ul>
    </div>
  ))
}
