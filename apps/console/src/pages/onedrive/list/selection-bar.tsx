import { Button, Link as LinkButtonLook, makeStyles, Text, Toolbar, tokens } from '@fluentui/react-components'
import { useMay } from '../../../api/me.ts'
import { LinkButton } from '../../../parts/link-button.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { ACTION_ICONS, RESTORE_ICON } from '../actions/icons.tsx'
import { isFor, MANY_ACTIONS, type ManyAction, NEEDS } from '../actions/many-actions.ts'
import { wayInto } from '../actions/way-in.ts'
import { ACTIONS } from '../actions/words.ts'
import { ONEDRIVE } from '../words.ts'
import type { Person } from './use-people.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    minHeight: '40px',
    marginBlockEnd: tokens.spacingVerticalS,
  },
  actions: { flexWrap: 'wrap', padding: 0 },
})

/** How many there are, how many are chosen, and what can be done with those. */
export function SelectionBar(props: {
  readonly total: number | undefined
  readonly chosen: readonly Person[]
  readonly isAll: boolean
  /** Whether all that are loaded are chosen, and more match. */
  readonly canChooseAll: boolean
  readonly chooseAll: () => void
  readonly clear: () => void
  readonly act: (action: ManyAction) => void
}) {
  const { total, chosen, isAll, canChooseAll, chooseAll, clear, act } = props
  const words = useWords(ONEDRIVE)
  const actions = useWords(ACTIONS)
  const common = useCommon()
  const may = useMay()
  const styles = useStyles()
  const { count } = useFormats()
  const isSome = isAll || chosen.length > 0
  const [first] = chosen
  const way = !isAll && chosen.length === 1 && first && may('data:read') ? wayInto(first) : undefined
  const all = total === undefined ? '…' : count(total)
  const offered = MANY_ACTIONS.filter(
    (action) =>
      may(NEEDS[action]) &&
      (action !== 'roll-back' || isAll || chosen.some((person) => isFor(action, person))),
  )
  return (
    <div className={styles.bar}>
      <Text role="status" weight={isSome ? 'semibold' : 'regular'}>
        {isAll
          ? words.allSelected(all)
          : isSome
            ? common.selected(count(chosen.length))
            : total === 1
              ? words.foundOne
              : words.found(all)}
      </Text>
      {canChooseAll && !isAll && (
        <LinkButtonLook as="button" onClick={chooseAll}>
          {words.selectMatching(all)}
        </LinkButtonLook>
      )}
      {isSome && (
        <LinkButtonLook as="button" onClick={clear}>
          {words.clearSelection}
        </LinkButtonLook>
      )}
      {isSome && (
        <Toolbar aria-label={words.columns.actions} className={styles.actions}>
          {offered.map((action) => (
            <Button
              key={action}
              appearance={action === 'backup' ? 'primary' : 'subtle'}
              icon={ACTION_ICONS[action]}
              onClick={() => act(action)}
            >
              {actions[action].name}
            </Button>
          ))}
          {first && way && (
            <LinkButton to={`/onedrive/${first.id}/restore`} appearance="subtle" icon={RESTORE_ICON}>
              {actions[way]}
            </LinkButton>
          )}
        </Toolbar>
      )}
    </div>
  )
}
