import {
  ArrowUndoRegular,
  CloudArrowUpRegular,
  CloudCheckmarkRegular,
  CloudOffRegular,
  DeleteRegular,
  HistoryRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { ManyAction } from './many-actions.ts'

export const ACTION_ICONS: Readonly<Record<ManyAction, ReactElement>> = {
  backup: <CloudArrowUpRegular />,
  enable: <CloudCheckmarkRegular />,
  disable: <CloudOffRegular />,
  delete: <DeleteRegular />,
  'roll-back': <ArrowUndoRegular />,
}

export const RESTORE_ICON = <HistoryRegular />
