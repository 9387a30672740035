import { Badge, type BadgeProps, makeStyles } from '@fluentui/react-components'
import type { FluentIcon } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

/** Where there is little room, two lines that are whole. */
const useStyles = makeStyles({
  badge: { height: 'auto', minHeight: '24px', lineHeight: '16px', paddingBlock: '2px' },
})

export type Look = readonly [color: NonNullable<BadgeProps['color']>, icon: FluentIcon]

/** A state in words and colour, with a picture: a colour alone says nothing to many. */
export function WrappingBadge({ look, children }: { readonly look: Look; readonly children: ReactNode }) {
  const styles = useStyles()
  const [color, Icon] = look
  return (
    <Badge className={styles.badge} appearance="tint" color={color} size="large" icon={<Icon aria-hidden />}>
      {children}
    </Badge>
  )
}
