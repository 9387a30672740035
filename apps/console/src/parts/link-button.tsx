import { Button, type ButtonProps } from '@fluentui/react-components'
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

/** A link to another page that looks like a button; opens in another tab as any link does. */
export function LinkButton(props: {
  /** Path and search. */
  readonly to: string
  readonly appearance?: NonNullable<ButtonProps['appearance']>
  readonly icon?: NonNullable<ButtonProps['icon']>
  /** Says more than the children do, to those who cannot see where it stands. */
  readonly label?: string
  readonly children: ReactNode
}) {
  const { to, appearance, icon, label, children } = props
  const router = useRouter()
  function go(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return
    event.preventDefault()
    void router.navigate({ href: to })
  }
  return (
    <Button
      as="a"
      href={to}
      onClick={go}
      {...(label !== undefined && { 'aria-label': label })}
      {...(appearance !== undefined && { appearance })}
      {...(icon !== undefined && { icon })}
    >
      {children}
    </Button>
  )
}
