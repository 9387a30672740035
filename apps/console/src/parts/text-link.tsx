import { makeStyles, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
  },
})

/** A link in a text or a table, to an address of these pages. */
export function TextLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <Link to={href} className={styles.link}>
      {children}
    </Link>
  )
}
