import { Button } from '@fluentui/react-components'
import { PlugDisconnectedRegular, QuestionCircleRegular } from '@fluentui/react-icons'
import { ApiError } from '@holdfast/api-client'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { Empty } from '../parts/empty.tsx'
import { Failed } from '../parts/failed.tsx'
import { PageLink } from '../parts/page-link.tsx'
import { useCommon } from '../words/use-common.ts'

/** In the place of a page that could not be shown: its parts did not come, or the server refused what it needs. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const common = useCommon()
  const router = useRouter()
  const again = useCallback(() => {
    reset()
    void router.invalidate()
  }, [reset, router])
  useEffect(() => {
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [again])
  if (error instanceof ApiError) return <Failed error={error} reset={again} />
  return (
    <Empty isPage title={common.broken} hint={common.offline} icon={PlugDisconnectedRegular}>
      <Button appearance="primary" onClick={again}>
        {common.again}
      </Button>
    </Empty>
  )
}

export function NotFound() {
  const common = useCommon()
  return (
    <main>
      <Empty isPage title={common.notFound} hint={common.notFoundHint} icon={QuestionCircleRegular}>
        <PageLink to="/">{common.toStart}</PageLink>
      </Empty>
    </main>
  )
}
