import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useWords } from '../words/translate.ts'
import { FILTERS } from './filters/words.ts'

const useStyles = makeStyles({
  place: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
})

/** At the end of a list that has more: fetches it when it comes into sight, or when somebody asks for it. */
export function LoadMore(props: {
  readonly isThere: boolean
  readonly isLoading: boolean
  readonly more: () => void
}) {
  const words = useWords(FILTERS)
  const styles = useStyles()
  const place = useRef<HTMLDivElement>(null)
  const { isThere, isLoading, more } = props
  useEffect(() => {
    if (!isThere || isLoading || place.current === null) return
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), {
      rootMargin: '400px',
    })
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [isThere, isLoading, more])
  if (!isThere) return null
  return (
    <div ref={place} className={styles.place}>
      <Button appearance="subtle" disabledFocusable={isLoading} onClick={more}>
        {isLoading ? words.loadingMore : words.more}
      </Button>
    </div>
  )
}
