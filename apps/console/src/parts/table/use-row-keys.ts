import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** What keys do in a table whose rows can be walked through, as in a file manager. */
export interface RowKeys<Row> {
  /** What the rows are of: another one begins at its first row, or where one was in it. */
  readonly place: string
  /** Enter. */
  readonly open: (row: Row) => void
  /** Backspace. */
  readonly up?: (() => void) | undefined
}

interface Given<Row> {
  readonly frame: RefObject<HTMLElement | null>
  readonly rows: readonly Row[] | undefined
  readonly keys: RowKeys<Row> | undefined
  /** Space. */
  readonly toggle: ((row: Row) => void) | undefined
  readonly scrollTo: (index: number) => void
  /** The first row that is in the document, and the last. */
  readonly seen: readonly [number, number]
}

const PAGE = 10

/** One row at a time can be reached by Tab; arrows, Home, End and Page go on from there. */
export function useRowKeys<Row>({ frame, rows, keys, toggle, scrollTo, seen }: Given<Row>) {
  const [active, setActive] = useState(0)
  const wanted = useRef<number | undefined>(undefined)
  const left = useRef(new Map<string, number>())
  const isLeaving = useRef(false)
  const place = keys?.place
  const shown = useRef(place)

  useEffect(() => {
    if (place === undefined || place === shown.current || rows === undefined) return
    shown.current = place
    const begin = Math.min(left.current.get(place) ?? 0, Math.max(0, rows.length - 1))
    setActive(begin)
    scrollTo(begin)
    if (isLeaving.current) wanted.current = begin
    isLeaving.current = false
  }, [place, rows, scrollTo])

  // After every rendering: the row that is wanted may come only when it was scrolled to.
  useEffect(() => {
    if (wanted.current === undefined || rows === undefined) return
    const row = frame.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`)
    const target = rows.length === 0 ? frame.current : row
    if (!target) return
    wanted.current = undefined
    target.focus({ preventScroll: true })
  })

  function move(to: number) {
    const index = Math.max(0, Math.min((rows?.length ?? 0) - 1, to))
    wanted.current = index
    setActive(index)
    scrollTo(index)
  }

  function leave(go: () => void) {
    if (place !== undefined) left.current.set(place, active)
    isLeaving.current = true
    go()
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (!keys || !rows || event.altKey || event.ctrlKey || event.metaKey) return
    const target = event.target as HTMLElement
    const isRow = target.matches('tr[data-index]')
    const row = rows[active]
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: isRow || target !== frame.current ? active + 1 : active,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: rows.length - 1,
    }
    const step = steps[event.key]
    if (step !== undefined && !target.closest('thead')) move(step)
    else if (event.key === 'Backspace' && keys.up) leave(keys.up)
    else if (event.key === 'Enter' && isRow && row !== undefined) leave(() => keys.open(row))
    else if (event.key === ' ' && isRow && row !== undefined) toggle?.(row)
    else return
    event.preventDefault()
  }

  if (!keys) return { onFrame: {}, onRow: () => ({}) }
  const reachable = active >= seen[0] && active <= seen[1] ? active : seen[0]
  return {
    onFrame: { onKeyDown },
    onRow: (index: number) => ({
      tabIndex: index === reachable ? 0 : -1,
      'data-index': index,
      onFocus: () => setActive(index),
    }),
  }
}
