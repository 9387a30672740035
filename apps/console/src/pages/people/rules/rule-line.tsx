import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import {
  ArrowDownRegular,
  ArrowUpRegular,
  EditRegular,
  ReOrderDotsVerticalRegular,
} from '@fluentui/react-icons'
import type { KeyboardEvent } from 'react'
import { PageLink } from '../../../parts/page-link.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { RemoveRule } from './remove-rule.tsx'
import { conditionIn, type Rule } from './rule.ts'

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  dragged: { opacity: 0.5 },
  handle: { cursor: 'grab', color: tokens.colorNeutralForeground3, flexShrink: 0 },
  number: { minWidth: '20px', fontVariantNumeric: 'tabular-nums' },
  words: { flexGrow: 1, flexBasis: '200px', minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexShrink: 0 },
})

/** A rule: whom it fits, where they come, and its place in the order. */
export function RuleLine(props: {
  readonly rule: Rule
  readonly at: number
  readonly of: number
  readonly mayWrite: boolean
  readonly isDragged: boolean
  readonly onDrag: (id: string | undefined) => void
  readonly onDrop: () => void
  readonly onMove: (to: number) => void
  readonly onChange: () => void
}) {
  const { rule, at, of, mayWrite, isDragged, onDrag, onDrop, onMove, onChange } = props
  const { rules: words } = useWords(DIRECTORY)
  const formats = useFormats()
  const styles = useStyles()
  const condition = conditionIn(words, rule.condition)
  function moveByKey(event: KeyboardEvent) {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0) return
    event.preventDefault()
    onMove(at + step)
  }
  return (
    <li
      className={mergeClasses(styles.line, isDragged && styles.dragged)}
      {...(mayWrite && {
        draggable: true,
        onDragStart: () => onDrag(rule.id),
        onDragEnd: () => onDrag(undefined),
        onDragOver: (event) => event.preventDefault(),
        onDrop,
        onKeyDown: moveByKey,
      })}
    >
      {mayWrite && <ReOrderDotsVerticalRegular className={styles.handle} title={words.drag} aria-hidden />}
      <Text className={styles.number}>{formats.count(at + 1)}</Text>
      <span className={styles.words}>
        <Text block weight="semibold">
          {condition}
        </Text>
        <PageLink to={`/profiles/${rule.profileId}`}>{words.into(rule.profileName)}</PageLink>
      </span>
      {mayWrite && (
        <span className={styles.buttons}>
          <Button
            appearance="subtle"
            icon={<ArrowUpRegular />}
            aria-label={words.up(condition)}
            disabledFocusable={at === 0}
            onClick={() => onMove(at - 1)}
          />
          <Button
            appearance="subtle"
            icon={<ArrowDownRegular />}
            aria-label={words.down(condition)}
            disabledFocusable={at === of - 1}
            onClick={() => onMove(at + 1)}
          />
          <Button
            appearance="subtle"
            icon={<EditRegular />}
            aria-label={words.changeOf(condition)}
            onClick={onChange}
          />
          <RemoveRule rule={rule} condition={condition} />
        </span>
      )}
    </li>
  )
}
