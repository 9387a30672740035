import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { partsOf } from './address.ts'

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      borderRadius: tokens.borderRadiusSmall,
    },
  },
})

/** A link to another page, by its address. */
export function PageLink(props: {
  readonly to: string
  readonly className?: string
  readonly children: ReactNode
}) {
  const styles = useStyles()
  return (
    <Link {...partsOf(props.to)} className={mergeClasses(styles.link, props.className)}>
      {props.children}
    </Link>
  )
}
