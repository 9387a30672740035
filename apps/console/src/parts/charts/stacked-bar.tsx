import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import { partsOf } from '../address.ts'
import { CHART_COLORS, type ChartColor } from './colors.ts'

const useStyles = makeStyles({
  chart: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  bar: {
    display: 'flex',
    gap: '2px',
    height: '12px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground6,
    forcedColorAdjust: 'none',
  },
  part: { minWidth: '4px' },
  legend: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 200px), 1fr))',
    gap: `0 ${tokens.spacingHorizontalM}`,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  entry: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '36px',
    paddingInline: tokens.spacingHorizontalXS,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    color: 'inherit',
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
  },
  link: {
    ':hover': {
      backgroundColor: tokens.colorSubtleBackgroundHover,
      textDecorationLine: 'underline',
    },
  },
  swatch: {
    flexShrink: 0,
    width: '12px',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    forcedColorAdjust: 'none',
  },
  name: { flexGrow: 1, minWidth: 0 },
  value: { fontVariantNumeric: 'tabular-nums' },
})

export interface BarPart {
  readonly key: string
  readonly name: string
  readonly value: number
  /** The value as it is read. */
  readonly text: string
  readonly color: ChartColor
  /** Address of what is behind it. */
  readonly href?: string
}

/** Parts of a whole in one bar, with the list of them: name, number, and the way to what is behind. */
export function StackedBar({ label, parts }: { readonly label: string; readonly parts: readonly BarPart[] }) {
  const styles = useStyles()
  return (
    <div className={styles.chart}>
      <div className={styles.bar} aria-hidden>
        {parts
          .filter(({ value }) => value > 0)
          .map(({ key, value, color }) => (
            <span
              key={key}
              className={styles.part}
              style={{ flexGrow: value, flexBasis: 0, backgroundColor: CHART_COLORS[color] }}
            />
          ))}
      </div>
      <ul className={styles.legend} aria-label={label}>
        {parts.map((part) => (
          <li key={part.key}>
            {part.href === undefined ? (
              <span className={styles.entry}>
                <Entry part={part} />
              </span>
            ) : (
              <Link {...partsOf(part.href)} className={mergeClasses(styles.entry, styles.link)}>
                <Entry part={part} />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Entry({ part: { name, text, color } }: { readonly part: BarPart }) {
  const styles = useStyles()
  return (
    <>
      <span className={styles.swatch} style={{ backgroundColor: CHART_COLORS[color] }} aria-hidden />
      <Text className={styles.name}>{name}</Text>
      <Text weight="semibold" className={styles.value}>
        {text}
      </Text>
    </>
  )
}
