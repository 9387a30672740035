import { Outlet, useMatches } from '@tanstack/react-router'
import { type Permission, useMay, useMe } from '../api/me.ts'
import { Empty } from '../parts/empty.tsx'
import { useCommon } from '../words/use-common.ts'
import { ADMINISTRATION, OWN } from './places.ts'
import { Shell } from './shell.tsx'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Permissions, of which one is enough to see the page. */
    readonly needs?: readonly Permission[]
  }
}

/** The frame of the pages, by who is signed in: an administrator, or a person at their own OneDrive. */
export function SignedInShell() {
  return useMe()?.role === 'person' ? (
    <Shell groups={OWN} home="/my" isShort />
  ) : (
    <Shell groups={ADMINISTRATION} home="/" />
  )
}

/** A page where the viewer's role includes it, and else the word that it does not. */
export function Allowed() {
  const common = useCommon()
  const may = useMay()
  const needs = useMatches({ select: (matches) => matches.at(-1)?.staticData.needs })
  if (needs === undefined || needs.some(may)) return <Outlet />
  return <Empty isPage title={common.noAccess} hint={common.noAccessHint} />
}
