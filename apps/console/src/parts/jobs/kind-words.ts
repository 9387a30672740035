import { translated } from '../../words/translate.ts'

/** What jobs do, in a word. */
export const JOB_KIND = translated(
  {
    backup: 'Backup',
    restore: 'Restore',
    retention: 'Retention',
    check: 'Check of a vault',
    'directory-sync': 'Synchronisation of people',
    'destroy-vault': 'Destruction of a vault',
  },
  {
    backup: 'Sicherung',
    restore: 'Wiederherstellung',
    retention: 'Aufbewahrung',
    check: 'Prüfung eines Tresors',
    'directory-sync': 'Abgleich der Personen',
    'destroy-vault': 'Vernichtung eines Tresors',
  },
)
