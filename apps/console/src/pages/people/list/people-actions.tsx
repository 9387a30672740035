import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import {
  ArrowUndoRegular,
  BriefcaseRegular,
  DeleteRegular,
  PersonAvailableRegular,
  PersonProhibitedRegular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { ConfirmedAction } from '../../../parts/confirmed-action.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { PEOPLE } from '../words/people.ts'
import { MovePeople } from './move-people.tsx'
import type { Person } from './person.ts'
import { usePeopleChanges } from './use-people-changes.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
    marginBlockEnd: tokens.spacingVerticalM,
  },
})

/** What can be done to those who are selected; each action takes those whom it fits. */
export function PeopleActions(props: { readonly people: readonly Person[]; readonly onDone: () => void }) {
  const { people, onDone } = props
  const words = useWords(PEOPLE)
  const common = useCommon()
  const formats = useFormats()
  const styles = useStyles()
  const may = useMay()
  const changes = usePeopleChanges(onDone)
  const [isMoving, setMoving] = useState(false)
  const active = people.filter(({ state }) => state === 'active')
  const preserved = people.filter(({ state }) => state === 'preserved')
  const deleted = people.filter(({ state }) => state === 'deleted')
  const present = [...active, ...preserved]
  const named = (some: readonly Person[]) => {
    const [first] = some
    return some.length === 1 && first ? first.displayName : words.people(formats.count(some.length))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons of a toolbar, not fields of a form
    <div role="group" aria-label={words.actions.label} className={styles.bar}>
      <Text weight="semibold">{common.selected(formats.count(people.length))}</Text>
      {present.length > 0 && (
        <Button icon={<BriefcaseRegular />} onClick={() => setMoving(true)}>
          {words.actions.move}
        </Button>
      )}
      {active.length > 0 && (
        <ConfirmedAction
          label={words.actions.preserve}
          icon={<PersonProhibitedRegular />}
          question={words.preserveAsk(named(active))}
          run={() => changes.preserve(active)}
        />
      )}
      {preserved.length > 0 && (
        <ConfirmedAction
          label={words.actions.activate}
          icon={<PersonAvailableRegular />}
          question={words.activateAsk(named(preserved))}
          run={() => changes.activate(preserved)}
        />
      )}
      {present.length > 0 && may('people:delete') && (
        <ConfirmedAction
          label={words.actions.delete}
          icon={<DeleteRegular />}
          question={words.deleteAsk(named(present))}
          asksReason
          run={(reason) => changes.remove(present, reason)}
        />
      )}
      {deleted.length > 0 && may('people:delete') && (
        <ConfirmedAction
          label={words.actions.rollBack}
          icon={<ArrowUndoRegular />}
          question={words.rollBackAsk(named(deleted))}
          run={() => changes.rollBack(deleted)}
        />
      )}
      <Button appearance="subtle" onClick={onDone}>
        {words.actions.none}
      </Button>
      <MovePeople
        people={present}
        who={named(present)}
        isOpen={isMoving}
        onClose={() => setMoving(false)}
        onDone={onDone}
      />
    </div>
  )
}
