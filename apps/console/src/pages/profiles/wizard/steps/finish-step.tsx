import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import { Facts } from '../../../../parts/facts.tsx'
import { useFormats } from '../../../../parts/use-formats.ts'
import { useWords } from '../../../../words/translate.ts'
import type { Profile } from '../../profile.ts'
import { useProfileFacts } from '../../use-profile-facts.ts'
import { WIZARD } from '../../words/wizard.ts'
import { changesBetween } from '../changes-between.ts'
import { profileOf } from '../draft.ts'
import { STEPS } from '../step.ts'
import type { Check } from '../use-check.ts'
import type { DraftInHand } from '../use-draft.ts'
import { ChangesTable } from './changes-table.tsx'
import { FieldGroup, Fields } from './fields.tsx'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
})

/** What changes, or what the new profile says, before it is saved. */
export function FinishStep(props: {
  readonly profile: Profile | undefined
  readonly hand: DraftInHand
  readonly check: Check
}) {
  const { profile, hand, check } = props
  const words = useWords(WIZARD)
  const formats = useFormats()
  const styles = useStyles()
  const facts = useProfileFacts()
  const after = facts(profileOf(hand.draft))
  const wrong = STEPS.filter(check.isWrong)
  const people = profile && profile.people.active + profile.people.preserved
  return (
    <Fields>
      {wrong.length > 0 && (
        <MessageBar intent="error" role="alert" layout="multiline">
          <MessageBarBody>
            {words.correct}
            <ul className={styles.list}>
              {wrong.map((step) => (
                <li key={step}>
                  <Link to="." search={{ step } as never}>
                    {words.step[step]}
                  </Link>
                </li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      {profile ? (
        <ChangesTable changes={changesBetween(facts(profileOf(hand.base)), after)} />
      ) : (
        after.map(({ key, title, facts: some }) => (
          <FieldGroup key={key} title={title}>
            <Facts facts={some} />
          </FieldGroup>
        ))
      )}
      <Text>
        {words.takesEffect} {people !== undefined && words.concerned(formats.count(people))}
      </Text>
    </Fields>
  )
}
