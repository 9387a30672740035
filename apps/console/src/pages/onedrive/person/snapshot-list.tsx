import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { LinkButton } from '../../../parts/link-button.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Person } from '../list/use-people.ts'
import type { Snapshot } from './snapshots-panel.tsx'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '420px', overflowY: 'auto' },
  snapshot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    '& + &': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  about: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
})

/** Snapshots with what is in them and what they added, newest first; each leads to where it can be looked into. */
export function SnapshotList(props: {
  readonly person: Person
  readonly snapshots: readonly Snapshot[]
  readonly title: string
}) {
  const { person, snapshots, title } = props
  const words = useWords(PERSON).snapshots
  const styles = useStyles()
  const { moment, count, bytes } = useFormats()
  return (
    <div className={styles.parts}>
      <Text weight="semibold" role="status">
        {title} · {words.count(snapshots.length)}
      </Text>
      {snapshots.length === 0 && <Text>{words.none}</Text>}
      {snapshots.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <ol className={styles.list} tabIndex={0} aria-label={title}>
          {snapshots.map(({ id, takenAt, items, bytes: size, addedBytes }) => (
            <li key={id} className={styles.snapshot}>
              <span className={styles.words}>
                <Text weight="semibold">{moment(takenAt)}</Text>
                <Text size={200} className={styles.about}>
                  {[words.items(count(items)), bytes(size), words.added(bytes(addedBytes))].join(' · ')}
                </Text>
              </span>
              <LinkButton
                to={`/onedrive/${person.id}/restore?snapshot=${id}`}
                label={words.browseOf(moment(takenAt))}
              >
                {words.browse}
              </LinkButton>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
