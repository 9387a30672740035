import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Failed } from '../../../parts/failed.tsx'
import { Page } from '../../../parts/page.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import type { Profile } from '../profile.ts'
import { WayUp } from '../way-up.tsx'
import { WIZARD } from '../words/wizard.ts'
import { draftOf, newDraft } from './draft.ts'
import { FoundAgain } from './found-again.tsx'
import { keep } from './kept-draft.ts'
import { isSame } from './merge-drafts.ts'
import { ProfileMeanwhile } from './profile-meanwhile.tsx'
import { isSessionOver, SessionOver } from './session-over.tsx'
import { STEPS, type Step } from './step.ts'
import { StepList } from './step-list.tsx'
import { StepPanel } from './step-panel.tsx'
import { useCheck } from './use-check.ts'
import { useDraft } from './use-draft.ts'
import { useRetentionLoss } from './use-retention-loss.ts'
import { useSaving } from './use-saving.ts'

const NARROW = '@media (max-width: 720px)'

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: '200px minmax(0, 760px)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXL,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  },
  step: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Makes a profile, or changes one, step by step; nothing that was typed is lost on the way. */
export function Wizard({ profile }: { readonly profile?: Profile }) {
  const words = useWords(WIZARD)
  const common = useCommon()
  const styles = useStyles()
  const notice = useNotice()
  const navigate = useNavigate()
  const here = useLocation({ select: ({ href }) => href })
  const { step = 'general' } = useSearch({ strict: false }) as { step?: Step }
  const [fresh] = useState(() => ({
    base: profile ? draftOf(profile) : newDraft(),
    version: profile?.version ?? 0,
  }))
  const hand = useDraft(profile?.id ?? 'new', fresh)
  const { draft, base, version } = hand
  const check = useCheck(profile?.id, draft)
  const loss = useRetentionLoss(profile?.id, base, draft)
  const saving = useSaving(profile?.id, hand)
  const [isRefused, setRefused] = useState(false)
  const heading = useFocusOnStep(step)
  const place = STEPS.indexOf(step)
  const isOld = profile !== undefined && profile.version !== version
  const isUnchanged = profile !== undefined && isSame(draft, base)

  const goTo = (to: Step | undefined) => {
    setRefused(false)
    void navigate({ to: '.', search: { step: to ?? 'general' } as never })
  }
  const next = async () => {
    if (step === 'retention' && !loss.isAgreed) return setRefused(true)
    if (await check.pass([step])) goTo(STEPS[place + 1])
  }
  const save = async () => {
    if (!loss.isAgreed) {
      goTo('retention')
      return setRefused(true)
    }
    if (await check.pass(STEPS)) saving.mutate()
  }
  const cancel = () => {
    hand.forget()
    void navigate({ href: profile ? `/profiles/${profile.id}` : '/profiles' })
    if (isSame(draft, base)) return
    const undo = async () => {
      keep(profile?.id ?? 'new', { draft, base, version })
      await navigate({ href: here })
    }
    notice({ title: words.discarded, intent: 'info', undo })
  }
  const error = saving.error ?? check.error

  return (
    <Page title={profile ? words.editTitle(profile.name) : words.newTitle} above={<WayUp />}>
      <div className={styles.frame}>
        <StepList here={step} isWrong={check.isWrong} />
        <div className={styles.step}>
          {hand.isFound && !isOld && !isUnchanged && (
            <FoundAgain onStartAgain={() => hand.replace({ ...fresh, draft: fresh.base })} />
          )}
          {isOld && <ProfileMeanwhile profile={profile} hand={hand} />}
          <StepPanel
            step={step}
            heading={heading}
            profile={profile}
            hand={hand}
            check={check}
            loss={loss}
            isRefused={isRefused}
          />
          {error && (isSessionOver(error) ? <SessionOver /> : <Failed error={error} />)}
          <div className={styles.buttons}>
            {place > 0 && <Button onClick={() => goTo(STEPS[place - 1])}>{common.back}</Button>}
            {step === 'finish' ? (
              <Button
                appearance="primary"
                disabledFocusable={saving.isPending || check.isChecking || isOld || isUnchanged}
                onClick={() => void save().catch(() => undefined)}
              >
                {profile ? common.save : words.create}
              </Button>
            ) : (
              <Button
                appearance="primary"
                disabledFocusable={check.isChecking}
                onClick={() => void next().catch(() => undefined)}
              >
                {words.next}
              </Button>
            )}
            <Button appearance="subtle" onClick={cancel}>
              {common.cancel}
            </Button>
          </div>
        </div>
      </div>
    </Page>
  )
}

/** Whoever goes on by keyboard or screen reader begins at the step's heading. */
function useFocusOnStep(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null)
  const seen = useRef(step)
  useEffect(() => {
    if (seen.current === step) return
    seen.current = step
    heading.current?.focus()
  }, [step])
  return heading
}
