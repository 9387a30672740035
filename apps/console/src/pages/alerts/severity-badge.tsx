import { Badge, type BadgeProps } from '@fluentui/react-components'
import { ErrorCircleRegular, type FluentIcon, InfoRegular, WarningRegular } from '@fluentui/react-icons'
import { useCommon } from '../../words/use-common.ts'
import type { Severity } from './alert-search.ts'

type Look = readonly [
  color: NonNullable<BadgeProps['color']>,
  appearance: NonNullable<BadgeProps['appearance']>,
  icon: FluentIcon,
]

const LOOKS: Readonly<Record<Severity, Look>> = {
  critical: ['danger', 'filled', ErrorCircleRegular],
  high: ['danger', 'tint', ErrorCircleRegular],
  warning: ['warning', 'tint', WarningRegular],
  info: ['informative', 'tint', InfoRegular],
}

/** How bad an alert is, in a word. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const common = useCommon()
  const [color, appearance, Icon] = LOOKS[severity]
  return (
    <Badge color={color} appearance={appearance} size="large" icon={<Icon aria-hidden />}>
      {common.severity[severity]}
    </Badge>
  )
}
