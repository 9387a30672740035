import { lazy, Suspense, useState } from 'react'
import { AccountButton } from './account-button.tsx'

const OpenedAccountMenu = lazy(() =>
  import('./opened-account-menu.tsx').then((it) => ({ default: it.OpenedAccountMenu })),
)

/** Who is signed in; language, appearance, and the way out. What a menu needs is fetched when it is first opened. */
export function AccountMenu() {
  const [wasOpened, setWasOpened] = useState(false)
  const closed = (
    <AccountButton aria-haspopup="menu" aria-expanded={false} onClick={() => setWasOpened(true)} />
  )
  if (!wasOpened) return closed
  return (
    <Suspense fallback={closed}>
      <OpenedAccountMenu />
    </Suspense>
  )
}
