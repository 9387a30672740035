import { translated } from '../words/translate.ts'

/** Why there is nothing to see, and what to do about it. */
export const BLOCKED = translated(
  {
    HF_PRIVACY_BLOCKED: {
      title: 'This person’s data is private',
      hint: 'Their privacy setting keeps administrators from names and contents. The backup itself goes on. Ask the person to allow access under Privacy, or ask a legal officer.',
    },
    HF_NO_BACKUP: {
      title: 'There is no snapshot yet',
      hint: 'As soon as the first backup has ended, its files are here.',
    },
    HF_ONEDRIVE_DELETED: {
      title: 'This backup is deleted',
      hint: 'Within the rollback window the OneDrive can be brought back.',
    },
    HF_PERSON_DELETED: {
      title: 'This person is deleted, and the backup with them',
      hint: 'Within the rollback window the person can be brought back.',
    },
    HF_PERSON_PRESERVED: {
      title: 'This person is preserved',
      hint: 'Whoever has left the organisation has no access any more. An administrator can restore to somebody else.',
    },
    HF_SELF_SERVICE_OFF: {
      title: 'Your organisation has not switched this on',
      hint: 'Your files are backed up. Ask your administrator to restore them for you.',
    },
    EKEY_UNAVAILABLE: {
      title: 'The key to this backup is not available',
      hint: 'No key provider answers, so nobody can read the backup, not even this server. It opens again by itself as soon as a connector is back.',
    },
    HF_WORKER_AWAY: {
      title: 'The part of the server that opens backups starts anew',
      hint: 'Try again in a few seconds.',
    },
    HF_NOT_FOUND: {
      title: 'This snapshot or person is not there any more',
      hint: 'Snapshots go when their time by the retention rules is over.',
    },
    HF_PATH_UNKNOWN: {
      title: 'This folder is not in the snapshot',
      hint: 'It may have been made later or deleted earlier. Look in another snapshot, or search all of them.',
    },
    HF_NOT_A_FOLDER: { title: 'This is a file, not a folder', hint: 'Go back to the folder that it is in.' },
    toPerson: 'Open this person’s page',
    toPeople: 'Open people',
    toOneDrive: 'Open OneDrive',
    toKeys: 'Look at the keys',
    toNewest: 'Show the newest snapshot',
    toRoot: 'Go to the top folder',
    searchAll: 'Search all snapshots',
    refused: 'Nothing can be restored or downloaded at present',
    disabled: 'This OneDrive is disabled: its snapshots can be seen, and not restored. Enable it first.',
    ownDisabled:
      'Your administrators have switched backup and restore off for your OneDrive. You can see what is in your backup; to get something back, ask them to switch it on again.',
    preserved:
      'This person is preserved. Restore to somebody else’s OneDrive, or download; to restore in place, activate the person first.',
    selfServiceOff:
      'Your organisation lets you look at your files here. Ask an administrator to restore them.',
  },
  {
    HF_PRIVACY_BLOCKED: {
      title: 'Die Daten dieser Person sind privat',
      hint: 'Die Einstellung zum Datenschutz verwehrt Administratoren Namen und Inhalte. Die Sicherung selbst läuft weiter. Bitten Sie die Person, den Zugriff unter Datenschutz zu erlauben, oder wenden Sie sich an einen Rechtsbeauftragten.',
    },
    HF_NO_BACKUP: {
      title: 'Es gibt noch keinen Snapshot',
      hint: 'Sobald die erste Sicherung beendet ist, sind die Dateien hier.',
    },
    HF_ONEDRIVE_DELETED: {
      title: 'Diese Sicherung ist gelöscht',
      hint: 'Innerhalb der Frist lässt sich das OneDrive zurückholen.',
    },
    HF_PERSON_DELETED: {
      title: 'Diese Person ist gelöscht, und die Sicherung mit ihr',
      hint: 'Innerhalb der Frist lässt sich die Person zurückholen.',
    },
    HF_PERSON_PRESERVED: {
      title: 'Diese Person wird bewahrt',
      hint: 'Wer die Organisation verlassen hat, hat keinen Zugang mehr. Ein Administrator kann zu jemand anderem wiederherstellen.',
    },
    HF_SELF_SERVICE_OFF: {
      title: 'Ihre Organisation hat dies nicht eingeschaltet',
      hint: 'Ihre Dateien werden gesichert. Bitten Sie Ihren Administrator, sie für Sie wiederherzustellen.',
    },
    EKEY_UNAVAILABLE: {
      title: 'Der Schlüssel zu dieser Sicherung ist nicht verfügbar',
      hint: 'Kein Schlüsselanbieter antwortet, daher kann niemand die Sicherung lesen, auch dieser Server nicht. Sie öffnet sich von selbst wieder, sobald ein Konnektor zurück ist.',
    },
    HF_WORKER_AWAY: {
      title: 'Der Teil des Servers, der Sicherungen öffnet, startet neu',
      hint: 'Versuchen Sie es in einigen Sekunden noch einmal.',
    },
    HF_NOT_FOUND: {
      title: 'Diesen Snapshot oder diese Person gibt es nicht mehr',
      hint: 'Snapshots gehen, wenn ihre Zeit nach den Regeln der Aufbewahrung vorbei ist.',
    },
    HF_PATH_UNKNOWN: {
      title: 'Diesen Ordner enthält der Snapshot nicht',
      hint: 'Vielleicht entstand er später oder wurde früher gelöscht. Sehen Sie in einem anderen Snapshot nach, oder durchsuchen Sie alle.',
    },
    HF_NOT_A_FOLDER: {
      title: 'Das ist eine Datei, kein Ordner',
      hint: 'Gehen Sie zurück zu dem Ordner, in dem sie liegt.',
    },
    toPerson: 'Seite dieser Person öffnen',
    toPeople: 'Personen öffnen',
    toOneDrive: 'OneDrive öffnen',
    toKeys: 'Schlüssel ansehen',
    toNewest: 'Neuesten Snapshot zeigen',
    toRoot: 'Zum obersten Ordner',
    searchAll: 'Alle Snapshots durchsuchen',
    refused: 'Zurzeit lässt sich nichts wiederherstellen oder herunterladen',
    disabled:
      'Dieses OneDrive ist deaktiviert: Seine Snapshots sind zu sehen, aber nicht wiederherzustellen. Aktivieren Sie es zuerst.',
    ownDisabled:
      'Ihre Administratoren haben Sicherung und Wiederherstellung für Ihr OneDrive ausgeschaltet. Sie sehen, was in Ihrer Sicherung ist; um etwas zurückzuholen, bitten Sie sie, beides wieder einzuschalten.',
    preserved:
      'Diese Person wird bewahrt. Stellen Sie in das OneDrive einer anderen Person wieder her, oder laden Sie herunter; um an den alten Ort wiederherzustellen, aktivieren Sie die Person zuerst.',
    selfServiceOff:
      'Ihre Organisation lässt Sie Ihre Dateien hier ansehen. Bitten Sie einen Administrator, sie wiederherzustellen.',
  },
)
