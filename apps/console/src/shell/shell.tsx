import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { NavigationRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useListening } from '../api/live-jobs.ts'
import { sessionEnd, useIsSessionEnded } from '../api/session-end.ts'
import { useWords } from '../words/translate.ts'
import { useCommon } from '../words/use-common.ts'
import { AccountMenu } from './account-menu.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { ConnectionBar } from './connection-bar.tsx'
import { NavList } from './nav-list.tsx'
import type { Group } from './places.ts'
import { SHELL } from './words.ts'

const SideDrawer = lazy(() => import('./side-drawer.tsx').then((it) => ({ default: it.SideDrawer })))
const SessionEnded = lazy(() => import('./session-ended.tsx').then((it) => ({ default: it.SessionEnded })))

/** From here on the pages' list stands beside the page. */
const WIDE = '@media (min-width: 1024px)'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', minHeight: '100dvh' },
  skip: {
    position: 'absolute',
    insetInlineStart: '-999px',
    ':focus': { insetInlineStart: tokens.spacingHorizontalM, top: tokens.spacingVerticalM, zIndex: 10 },
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 5,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    height: '48px',
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: 'inherit',
    textDecorationLine: 'none',
  },
  space: { flexGrow: 1 },
  toNarrow: { [WIDE]: { display: 'none' } },
  body: { display: 'flex', flexGrow: 1, minHeight: 0, backgroundColor: tokens.colorNeutralBackground2 },
  side: {
    display: 'none',
    [WIDE]: { display: 'block' },
    position: 'sticky',
    top: '48px',
    alignSelf: 'flex-start',
    width: '232px',
    flexShrink: 0,
    boxSizing: 'border-box',
    maxHeight: 'calc(100dvh - 48px)',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalS,
  },
  main: {
    flexGrow: 1,
    minWidth: 0,
    boxSizing: 'border-box',
    maxWidth: '1680px',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXXL}`,
    outlineStyle: 'none',
    [WIDE]: { paddingInline: tokens.spacingHorizontalXXL },
  },
})

/** What stands around every page: where one can go, who is signed in, whether the server is there. */
export function Shell(props: {
  readonly groups: readonly Group[]
  readonly home: '/' | '/my'
  /** A few places, which on a phone stand at the bottom; more of them are in a drawer. */
  readonly isShort?: boolean
}) {
  const { groups, home, isShort = false } = props
  const words = useWords(SHELL)
  const common = useCommon()
  const styles = useStyles()
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  useListening(useQueryClient())
  const isSessionEnded = useIsSessionEnded()
  useEffect(() => sessionEnd.forget(), [])
  const main = useRef<HTMLElement>(null)
  useFocusOnNewPage(main)
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words.skip}
      </a>
      <header className={styles.head}>
        {!isShort && (
          <Button
            className={styles.toNarrow}
            appearance="subtle"
            icon={<NavigationRegular />}
            aria-label={words.openNavigation}
            aria-expanded={isOpen}
            onClick={() => {
              setWasOpened(true)
              setOpen(true)
            }}
          />
        )}
        <Link to={home} className={styles.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <Text size={400} weight="semibold">
            {common.product}
          </Text>
        </Link>
        <span className={styles.space} />
        <AccountMenu />
      </header>
      {isSessionEnded && (
        <Suspense>
          <SessionEnded />
        </Suspense>
      )}
      {wasOpened && (
        <Suspense>
          <SideDrawer groups={groups} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
      <div className={styles.body}>
        <div className={styles.side}>
          <NavList groups={groups} />
        </div>
        <main id="content" ref={main} className={styles.main} tabIndex={-1}>
          <ConnectionBar />
          <Outlet />
        </main>
      </div>
      {isShort && <BottomBar groups={groups} className={styles.toNarrow} />}
    </div>
  )
}

/** Whoever goes to another page by keyboard or screen reader begins at its top. */
function useFocusOnNewPage(main: { readonly current: HTMLElement | null }): void {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const seen = useRef(path)
  useEffect(() => {
    if (seen.current === path) return
    seen.current = path
    main.current?.focus({ preventScroll: true })
  }, [path, main])
}
