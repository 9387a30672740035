import { tokens } from '@fluentui/react-components'

/** Colours of what charts draw. Each holds 3 to 1 against a panel, in light and in dark. */
export const CHART_COLORS = {
  first: tokens.colorCompoundBrandBackground,
  second: tokens.colorPaletteBerryBorderActive,
  good: tokens.colorStatusSuccessForeground1,
  warning: tokens.colorStatusWarningForeground3,
  bad: tokens.colorStatusDangerForeground1,
  quiet: tokens.colorNeutralForeground4,
} as const

export type ChartColor = keyof typeof CHART_COLORS
