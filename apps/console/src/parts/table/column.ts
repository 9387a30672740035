import type { ReactNode } from 'react'

/** A column of a table. */
export interface Column<Row, Sort extends string = never> {
  readonly key: string
  readonly title: string
  /** The title is for screen readers alone: what stands below needs no word. */
  readonly isTitleHidden?: boolean
  readonly render: (row: Row) => ReactNode
  /** Of the table's width, in per cent; what is left is shared by those without one. */
  readonly width?: number
  /** By what the server sorts when the title is chosen. */
  readonly sort?: Sort
  /** The same on a phone, where fewer columns share it. */
  readonly keptWidth?: number
  /** Shown on a phone, too; without any, all columns are. */
  readonly isKept?: boolean
  /** Names the row, for screen readers. */
  readonly isName?: boolean
  /** Numbers stand at the end, so that they can be compared. */
  readonly isNumber?: boolean
}

export interface Sorting<Sort extends string> {
  readonly by: Sort
  readonly order: 'ascending' | 'descending'
  readonly choose: (by: Sort, order: 'ascending' | 'descending') => void
}

export interface Choosing<Row> {
  readonly chosen: ReadonlySet<string>
  readonly choose: (chosen: ReadonlySet<string>) => void
  /** What a row is called: “Select …”. */
  readonly nameOf: (row: Row) => string
}
