import { Badge, type BadgeProps } from '@fluentui/react-components'
import { now } from '../../../parts/clock.ts'
import { useWords } from '../../../words/translate.ts'
import type { Account } from './accounts-query.ts'
import { ACCOUNTS } from './words.ts'

type State = Account['state'] | 'locked'

const COLORS: Readonly<Record<State, NonNullable<BadgeProps['color']>>> = {
  invited: 'brand',
  active: 'success',
  disabled: 'informative',
  locked: 'danger',
}

export function isLocked({ lockedUntil }: Account): boolean {
  return lockedUntil !== null && new Date(lockedUntil).getTime() > now()
}

/** Whether somebody can sign in to an account. */
export function AccountState({ account }: { readonly account: Account }) {
  const words = useWords(ACCOUNTS)
  const state: State = isLocked(account) ? 'locked' : account.state
  return (
    <Badge appearance="tint" size="large" color={COLORS[state]}>
      {words.states[state]}
    </Badge>
  )
}
