import { translated } from '../../words/translate.ts'

/** What filters and long lists say. */
export const FILTERS = translated(
  {
    label: 'Filters',
    all: 'All',
    clear: 'Clear filters',
    person: 'Person',
    everybody: 'Everybody',
    personHint: 'Name or address',
    nobody: 'Nobody is called so.',
    from: 'From',
    to: 'Until',
    more: 'Show more',
    loadingMore: 'More is on the way.',
  },
  {
    label: 'Filter',
    all: 'Alle',
    clear: 'Filter zurücksetzen',
    person: 'Person',
    everybody: 'Alle Personen',
    personHint: 'Name oder Adresse',
    nobody: 'So heißt niemand.',
    from: 'Von',
    to: 'Bis',
    more: 'Mehr zeigen',
    loadingMore: 'Weitere sind unterwegs.',
  },
)
