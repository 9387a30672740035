import type { BasketInUse } from './basket.ts'
import { RestoreForm } from './restore-form.tsx'
import { RestoreRun } from './restore-run.tsx'
import { useBrowserSearch } from './use-browser-search.ts'

/** The way from what is chosen to what is restored: where to, what would happen, what happens, what came of it. */
export function RestorePanel(props: {
  readonly personId: string
  readonly audience: 'administrator' | 'person'
  readonly basket: BasketInUse
}) {
  const { personId, audience, basket } = props
  const [{ panel, jobs }, change] = useBrowserSearch()
  if (panel !== 'restore') return null
  const close = () => change({ panel: undefined })
  if (jobs === undefined)
    return (
      <RestoreForm
        personId={personId}
        basket={basket}
        onChecked={(begun) => change({ jobs: begun }, { replace: true })}
        onClose={close}
      />
    )
  return (
    <RestoreRun
      personId={personId}
      audience={audience}
      ids={jobs}
      follow={(begun) => change({ jobs: begun }, { replace: true })}
      finish={() => {
        basket.clear()
        change({ panel: undefined, jobs: undefined })
      }}
      onClose={close}
    />
  )
}
