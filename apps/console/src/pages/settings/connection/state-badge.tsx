import { Badge, type BadgeProps } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  CircleRegular,
  DismissCircleRegular,
  type FluentIcon,
} from '@fluentui/react-icons'
import { useWords } from '../../../words/translate.ts'
import type { PurposeState } from './connection-query.ts'
import { CONNECTION } from './words.ts'

const LOOKS: Readonly<
  Record<PurposeState['state'], readonly [NonNullable<BadgeProps['color']>, FluentIcon]>
> = {
  'not-configured': ['informative', CircleRegular],
  'not-connected': ['danger', DismissCircleRegular],
  connected: ['success', CheckmarkCircleRegular],
}

/** Whether Microsoft 365 can be reached for a purpose. */
export function StateBadge({ state }: { readonly state: PurposeState['state'] }) {
  const words = useWords(CONNECTION)
  const [color, Icon] = LOOKS[state]
  return (
    <Badge appearance="tint" color={color} size="large" icon={<Icon aria-hidden />}>
      {words.states[state]}
    </Badge>
  )
}
