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
  inline: { textDecorationLine: 'underline' },
})

/** A link to another page, by its address. */
export function PageLink(props: {
  readonly to: string
  readonly className?: string
  /** Amid the words of a sentence, where a colour alone does not tell it from them. */
  readonly isInline?: boolean
  readonly children: ReactNode
}) {
  const styles = useStyles()
  return (
    <Link
      {...partsOf(props.to)}
      className={mergeClasses(styles.link, props.isInline && styles.inline, props.className)}
    >
      {props.children}
    </Link>
  )
}
