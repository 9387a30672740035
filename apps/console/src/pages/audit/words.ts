import { translated } from '../../words/translate.ts'

/** What the page of the audit trail says; actions have words of their own. */
export const AUDIT = translated(
  {
    title: 'Audit trail',
    about:
      'Who did what, and when. Each entry holds the hash of the one before, so that none can be altered unseen.',
    parts: 'Who acted',
    tabs: { all: 'Everybody', administrator: 'Administrators', person: 'People', system: 'Holdfast itself' },
    filters: { actor: 'By', action: 'Action', target: 'Done to', targetHint: 'Its id' },
    noneFound: 'No entry fits these filters.',
    noneFoundHint: 'Take one of them away to see more.',
    holdfast: 'Holdfast',
    reason: (reason: string) => `Reason: ${reason}`,
    detailsOf: (number: string) => `Details of entry ${number}`,
    isPrivate: 'Privacy hides names of files from you.',
    fields: {
      number: 'Entry',
      actor: 'By',
      action: 'Action',
      target: 'Done to',
      person: 'Person',
      private: 'Private details',
      hash: 'Hash',
    },
    verify: {
      button: 'Verify the chain',
      running: 'Verifying …',
      whole: (entries: string) => `${entries} entries, unbroken.`,
      broken: (entry: string) =>
        `Broken at entry ${entry}: it is not as it was written, or one before it is gone. Keep a copy of the database, and find out who could write to it.`,
      about:
        'Keep the hash of the last entry elsewhere: it proves later that nothing up to here was altered or cut off.',
      head: 'Hash of the last entry',
    },
    exported: { button: 'Export', csv: 'As CSV, for spreadsheets', ndjson: 'As JSON, a line each' },
  },
  {
    title: 'Prüfprotokoll',
    about:
      'Wer was getan hat und wann. Jeder Eintrag trägt den Hash des vorigen, damit keiner unbemerkt geändert werden kann.',
    parts: 'Wer gehandelt hat',
    tabs: { all: 'Alle', administrator: 'Administratoren', person: 'Personen', system: 'Holdfast selbst' },
    filters: { actor: 'Von', action: 'Handlung', target: 'Woran', targetHint: 'Kennung' },
    noneFound: 'Kein Eintrag passt zu diesen Filtern.',
    noneFoundHint: 'Nehmen Sie einen davon weg, um mehr zu sehen.',
    holdfast: 'Holdfast',
    reason: (reason) => `Grund: ${reason}`,
    detailsOf: (number) => `Einzelheiten zu Eintrag ${number}`,
    isPrivate: 'Der Schutz der Privatsphäre verbirgt Namen von Dateien vor Ihnen.',
    fields: {
      number: 'Eintrag',
      actor: 'Von',
      action: 'Handlung',
      target: 'Woran',
      person: 'Person',
      private: 'Private Einzelheiten',
      hash: 'Hash',
    },
    verify: {
      button: 'Kette prüfen',
      running: 'Wird geprüft …',
      whole: (entries) => `${entries} Einträge, lückenlos.`,
      broken: (entry) =>
        `Gebrochen bei Eintrag ${entry}: Er ist nicht, wie er geschrieben wurde, oder einer davor fehlt. Bewahren Sie eine Kopie der Datenbank auf, und klären Sie, wer darin schreiben konnte.`,
      about:
        'Bewahren Sie den Hash des letzten Eintrags anderswo auf: Er beweist später, dass bis hierher nichts geändert oder abgeschnitten wurde.',
      head: 'Hash des letzten Eintrags',
    },
    exported: {
      button: 'Exportieren',
      csv: 'Als CSV, für Tabellen',
      ndjson: 'Als JSON, eine Zeile je Eintrag',
    },
  },
)
