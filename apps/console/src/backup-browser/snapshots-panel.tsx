import { Button, Field, Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Failed } from '../parts/failed.tsx'
import { type Formats, useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { type Snapshot, snapshotsQuery } from './backup-queries.ts'
import { SideDrawer } from './side-drawer.tsx'
import { WaitingLines } from './waiting-lines.tsx'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  list: { flexGrow: 1, minHeight: '240px', overflowY: 'auto', position: 'relative' },
  line: { position: 'absolute', insetInline: 0, top: 0 },
  day: {
    display: 'flex',
    alignItems: 'flex-end',
    height: '100%',
    boxSizing: 'border-box',
    paddingBlockEnd: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
  snapshot: {
    width: '100%',
    height: '52px',
    justifyContent: 'space-between',
    paddingInline: tokens.spacingHorizontalM,
    fontWeight: tokens.fontWeightRegular,
  },
  here: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  time: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  facts: { color: tokens.colorNeutralForeground3, textAlign: 'end' },
})

type Line = { readonly day: string } | { readonly snapshot: Snapshot; readonly isNewest: boolean }

interface Choosing {
  readonly personId: string
  /** The one that is shown. */
  readonly shown: string | undefined
  readonly choose: (snapshot: string | undefined) => void
}

/** Chooses among the snapshots of a OneDrive. */
export function SnapshotsPanel({
  isOpen,
  onClose,
  ...choosing
}: Choosing & { readonly isOpen: boolean; readonly onClose: () => void }) {
  const words = useWords(BROWSER)
  return (
    <SideDrawer isOpen={isOpen} onClose={onClose} title={words.snapshots}>
      <SnapshotList {...choosing} />
    </SideDrawer>
  )
}

/** By day, newest first. Thousands of them are fetched as one comes to them. */
function SnapshotList({ personId, shown, choose }: Choosing) {
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const [day, setDay] = useState('')
  const query = useInfiniteQuery(snapshotsQuery(personId, endOf(day)))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const lines = useMemo(
    () => linesOf(data?.pages.flatMap(({ items }) => items) ?? [], day === '', formats),
    [data, day, formats],
  )
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (lines[index] && 'day' in lines[index] ? 40 : 52),
    overscan: 10,
  })
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= lines.length - 20) void fetchNextPage()
  }, [last, lines.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <>
      <Text>{words.snapshotsAbout}</Text>
      <Field label={words.until}>
        <Input type="date" value={day} onChange={(_, { value }) => setDay(value)} />
      </Field>
      {query.error && <Failed error={query.error} reset={() => void query.refetch()} />}
      {data && lines.length === 0 && <Text role="status">{words.noneUntil}</Text>}
      {day !== '' && <Button onClick={() => setDay('')}>{words.showAllDays}</Button>}
      {data === undefined && !query.error && <WaitingLines />}
      <div ref={frame} className={styles.list}>
        <div style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const line = lines[index]
            return (
              <div
                key={index}
                className={styles.line}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                {line === undefined ? null : 'day' in line ? (
                  <Text weight="semibold" as="h3" className={styles.day}>
                    {line.day}
                  </Text>
                ) : (
                  <Choice
                    {...line}
                    isShown={line.snapshot.id === shown}
                    choose={() => choose(line.isNewest ? undefined : line.snapshot.id)}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </>
  )
}

function Choice(props: {
  readonly snapshot: Snapshot
  readonly isNewest: boolean
  readonly isShown: boolean
  readonly choose: () => void
}) {
  const { snapshot, isNewest, isShown, choose } = props
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  return (
    <Button
      appearance="subtle"
      className={mergeClasses(styles.snapshot, isShown && styles.here)}
      aria-current={isShown ? 'true' : undefined}
      onClick={choose}
    >
      <span className={styles.time}>
        {isShown && <CheckmarkRegular aria-hidden />}
        {formats.time(snapshot.takenAt)}
        {isNewest && ` (${words.newest})`}
      </span>
      <Text size={200} className={styles.facts}>
        {words.facts(formats.count(snapshot.items), formats.bytes(snapshot.bytes))}
        <br />
        {words.added(formats.bytes(snapshot.addedBytes))}
      </Text>
    </Button>
  )
}

function linesOf(snapshots: readonly Snapshot[], isFromNewest: boolean, formats: Formats): Line[] {
  const lines: Line[] = []
  let last: string | undefined
  for (const [index, snapshot] of snapshots.entries()) {
    const day = formats.day(snapshot.takenAt)
    if (day !== last) lines.push({ day })
    last = day
    lines.push({ snapshot, isNewest: isFromNewest && index === 0 })
  }
  return lines
}

/** When a day is over, where the viewer is; undefined for no day. */
function endOf(day: string): string | undefined {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined || year < 1970) return undefined
  return new Date(year, month - 1, date + 1).toISOString()
}
