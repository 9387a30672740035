import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import type { Profile } from '../profile.ts'
import { useProfileFacts } from '../use-profile-facts.ts'
import { WIZARD } from '../words/wizard.ts'
import { changesBetween } from './changes-between.ts'
import { draftOf, profileOf } from './draft.ts'
import { mergeDrafts } from './merge-drafts.ts'
import type { DraftInHand } from './use-draft.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
})

/** Somebody else saved the profile meanwhile: what they changed, where both did, and the two ways out. */
export function ProfileMeanwhile(props: { readonly profile: Profile; readonly hand: DraftInHand }) {
  const { profile, hand } = props
  const words = useWords(WIZARD)
  const styles = useStyles()
  const facts = useProfileFacts()
  const before = facts(profileOf(hand.base))
  const theirs = changesBetween(before, facts(profile))
  const mine = new Set(changesBetween(before, facts(profileOf(hand.draft))).map(({ name }) => name))
  const both = theirs.filter(({ name }) => mine.has(name))
  const base = draftOf(profile)
  const { version } = profile
  return (
    <MessageBar intent="warning" role="alert" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.meanwhile}</MessageBarTitle>
        <div>{words.theirs}</div>
        <ul className={styles.list}>
          {theirs.length === 0 && <li>{words.theirsNothing}</li>}
          {theirs.map(({ name, before: old, after }) => (
            <li key={name}>{`${name}: ${old} → ${after}`}</li>
          ))}
        </ul>
        {both.length > 0 && (
          <>
            <div>{words.both}</div>
            <ul className={styles.list}>
              {both.map(({ name }) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button
          appearance="primary"
          onClick={() => hand.replace({ base, version, draft: mergeDrafts(hand.base, hand.draft, base) })}
        >
          {words.keepMine}
        </Button>
        <Button onClick={() => hand.replace({ base, version, draft: base })}>{words.discardMine}</Button>
      </MessageBarActions>
    </MessageBar>
  )
}
