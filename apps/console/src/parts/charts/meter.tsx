import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import { CHART_COLORS } from './colors.ts'

const useStyles = makeStyles({
  meter: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
  },
  value: { fontVariantNumeric: 'tabular-nums' },
  track: {
    height: '8px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground6,
    forcedColorAdjust: 'none',
  },
  fill: { height: '100%', borderRadius: tokens.borderRadiusMedium },
})

/** From this share on a meter warns. */
const NEARLY = 0.9

/** How much of something is used. */
export function Meter(props: {
  readonly name: string
  readonly value: number
  readonly max: number
  /** Both, as they are read. */
  readonly text: string
  /** Whether a full meter is something to be warned of. */
  readonly warns?: boolean
}) {
  const { name, value, max, text, warns = false } = props
  const styles = useStyles()
  const id = useId()
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  const color = warns && share >= NEARLY ? CHART_COLORS.warning : CHART_COLORS.first
  return (
    <div className={styles.meter}>
      <div className={styles.words}>
        <Text id={id}>{name}</Text>
        <Text className={styles.value} weight="semibold" aria-hidden>
          {text}
        </Text>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the browser's own meter takes no colours of a theme */}
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(max, value)}
        aria-valuetext={text}
        className={styles.track}
      >
        <div
          className={styles.fill}
          style={{ width: `${share * 100}%`, minWidth: share > 0 ? 3 : 0, backgroundColor: color }}
        />
      </div>
    </div>
  )
}
