import { type RefObject, useLayoutEffect, useState } from 'react'

/** How wide an element is, in pixels, as long as it is shown. */
export function useWidth(element: RefObject<HTMLElement | null>, first = 600): number {
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const seen = element.current
    if (seen === null) return
    setWidth(seen.clientWidth || first)
    const observer = new ResizeObserver(() => setWidth(seen.clientWidth || first))
    observer.observe(seen)
    return () => observer.disconnect()
  }, [element, first])
  return width
}
