import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { CHART_COLORS, type ChartColor } from './colors.ts'
import { placesOf, ticksTo } from './scale.ts'
import { useWidth } from './use-width.ts'

const HEIGHT = 200
const MARGIN = { top: 8, end: 12, bottom: 24, start: 76 }

const useStyles = makeStyles({
  chart: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    alignItems: 'center',
  },
  entry: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  value: { fontVariantNumeric: 'tabular-nums' },
  when: { color: tokens.colorNeutralForeground2 },
  frame: {
    width: '100%',
    minWidth: 0,
    height: `${HEIGHT}px`,
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
    touchAction: 'pan-y',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  text: { fill: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  grid: { stroke: tokens.colorNeutralStroke2 },
  here: { stroke: tokens.colorNeutralStrokeAccessible },
})

export interface Series<Point> {
  readonly key: string
  readonly name: string
  readonly color: ChartColor
  readonly amountOf: (point: Point) => number
  /** A broken line: what tells series apart for whoever sees no colours. */
  readonly isDashed?: boolean
}

export interface TimeChartProps<Point> {
  /** What it shows: its name for screen readers. */
  readonly label: string
  /** Oldest first, at least one. */
  readonly points: readonly Point[]
  readonly series: readonly Series<Point>[]
  readonly format: (value: number) => string
  /** A point’s time, as it is read. */
  readonly whenOf: (point: Point) => string
  /** The same in short, for the axis. */
  readonly markOf: (point: Point) => string
  readonly isBytes?: boolean
}

/**
 * Values over time. The values of one point are read above the lines: of the last one, or of the one that is pointed at or
 * gone to by the arrow keys, which screen readers read aloud.
 */
export function TimeChart<Point>(props: TimeChartProps<Point>) {
  const { label, points, series, format, whenOf, markOf, isBytes = false } = props
  const styles = useStyles()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [chosen, choose] = useState<number>()
  const last = points.length - 1
  const at = Math.min(chosen ?? last, last)
  const here = points[at]

  const ticks = ticksTo(
    Math.max(...points.flatMap((point) => series.map(({ amountOf }) => amountOf(point)))),
    isBytes,
  )
  const top = ticks.at(-1) ?? 1
  const inner = Math.max(1, width - MARGIN.start - MARGIN.end)
  const bottom = HEIGHT - MARGIN.bottom
  const x = (index: number) => MARGIN.start + (last === 0 ? inner / 2 : (index / last) * inner)
  const y = (value: number) => bottom - (value / top) * (bottom - MARGIN.top)
  const lineOf = (amountOf: (point: Point) => number) =>
    points.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(index)},${y(amountOf(point))}`).join('')

  function point({ clientX, currentTarget }: PointerEvent<HTMLElement>) {
    const share = (clientX - currentTarget.getBoundingClientRect().left - MARGIN.start) / inner
    choose(Math.min(last, Math.max(0, Math.round(share * last))))
  }
  function press(event: KeyboardEvent) {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    choose(Math.min(last, Math.max(0, to)))
  }

  return (
    <div className={styles.chart}>
      <div className={styles.legend}>
        {series.map(({ key, name, color, amountOf, isDashed }) => (
          <span key={key} className={styles.entry}>
            <Sample color={color} isDashed={isDashed ?? false} />
            <Text>{name}</Text>
            <Text weight="semibold" className={styles.value}>
              {here === undefined ? '' : format(amountOf(here))}
            </Text>
          </span>
        ))}
        <Text size={200} className={styles.when}>
          {here === undefined ? '' : whenOf(here)}
        </Text>
      </div>
      <div
        ref={frame}
        className={styles.frame}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={
          here &&
          `${whenOf(here)}: ${series.map(({ name, amountOf }) => `${name} ${format(amountOf(here))}`).join(', ')}`
        }
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => choose(undefined)}
        onKeyDown={press}
      >
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                className={styles.grid}
                x1={MARGIN.start}
                x2={width - MARGIN.end}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text className={styles.text} x={MARGIN.start - 8} y={y(tick) + 4} textAnchor="end">
                {format(tick)}
              </text>
            </g>
          ))}
          {placesOf(points.length, Math.max(2, Math.floor(inner / 110))).map((index) => (
            <text
              key={index}
              className={styles.text}
              x={x(index)}
              y={HEIGHT - 6}
              textAnchor={last > 0 && index === last ? 'end' : 'middle'}
            >
              {markOf(points[index] as Point)}
            </text>
          ))}
          {series.map(({ key, color, amountOf, isDashed }) => (
            <g key={key}>
              {!isDashed && (
                <path
                  d={`${lineOf(amountOf)}L${x(last)},${bottom}L${x(0)},${bottom}Z`}
                  fill={CHART_COLORS[color]}
                  fillOpacity={0.12}
                />
              )}
              <path
                d={lineOf(amountOf)}
                fill="none"
                stroke={CHART_COLORS[color]}
                strokeWidth={2}
                strokeLinejoin="round"
                {...(isDashed && { strokeDasharray: '6 4' })}
              />
            </g>
          ))}
          {chosen !== undefined && (
            <line className={styles.here} x1={x(at)} x2={x(at)} y1={MARGIN.top} y2={bottom} />
          )}
          {here !== undefined &&
            series.map(({ key, color, amountOf }) => (
              <circle key={key} cx={x(at)} cy={y(amountOf(here))} r={4} fill={CHART_COLORS[color]} />
            ))}
        </svg>
      </div>
    </div>
  )
}

function Sample({ color, isDashed }: { readonly color: ChartColor; readonly isDashed: boolean }) {
  return (
    <svg width={20} height={8} aria-hidden="true">
      <line
        x1={0}
        x2={20}
        y1={4}
        y2={4}
        stroke={CHART_COLORS[color]}
        strokeWidth={3}
        {...(isDashed && { strokeDasharray: '6 4' })}
      />
    </svg>
  )
}
