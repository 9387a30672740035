import { translated } from '../../words/translate.ts'

export const RESTORE = translated(
  { title: 'Restore', titleOf: (name: string) => `Restore: ${name}`, back: 'OneDrive' },
  { title: 'Wiederherstellen', titleOf: (name) => `Wiederherstellen: ${name}`, back: 'OneDrive' },
)
