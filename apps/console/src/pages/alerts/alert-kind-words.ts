import { translated } from '../../words/translate.ts'

/** Kinds of alerts, and what is the matter: the name of the kind, a title that takes the details in, and what to do. */
export const ALERT_KINDS = translated(
  {
    names: {
      'key-provider-not-connected': 'Key provider not connected',
      'microsoft-365-not-connected': 'Microsoft 365 not connected',
      'storage-unreachable': 'Storage cannot be reached',
      'vault-damaged': 'Vault damaged',
      'upkeep-failed': 'Upkeep of a vault failed',
      anomaly: 'Unusual changes',
      'backup-failed': 'Backup failed',
      'no-successful-backup': 'No successful backup',
      'licence-limit': 'All licences in use',
      'secret-expiry': 'Secret expires',
      'directory-sync-failing': 'People cannot be read',
      'change-notifications-failing': 'Change notifications fail',
      'space-low': 'Little space left',
      'one-administrator': 'Only one administrator',
      'sign-in-from-new-place': 'Sign-in from a new place',
      'report-not-sent': 'Report not sent',
      'delivery-failed': 'Alerts not delivered',
    },
    titles: {
      'key-provider-not-connected': 'The key provider {provider} is not connected',
      'microsoft-365-not-connected': 'Microsoft 365 is not connected',
      'storage-unreachable': 'The storage {storage} cannot be reached',
      'vault-damaged': '{person}: the backup in the vault is damaged',
      'upkeep-failed': '{what} of the vault of {person} failed',
      anomaly: '{person}: unusual changes in the OneDrive',
      'backup-failed': '{person}: the backup failed',
      'no-successful-backup': '{person}: no successful backup in {days} days',
      'licence-limit': '{used} of {limit} licences are used',
      'secret-expiry': '{what} expires on {expiresOn}',
      'directory-sync-failing': 'People cannot be read from the directory',
      'change-notifications-failing': 'Microsoft does not tell of changes in {count} OneDrives',
      'space-low': 'Little space is left on {place}: {freePercent} %',
      'one-administrator': 'There is only one cloud administrator',
      'sign-in-from-new-place': '{account} signed in from {address} for the first time',
      'report-not-sent': 'The report {report} could not be sent to {target}',
      'delivery-failed': 'Alerts could not be delivered to {target} for three days',
    },
    hints: {
      'key-provider-not-connected':
        'Start its connector, or see why it cannot reach the server; of a service, whether its key was disabled. Backups of the people whose keys it holds fail until then.',
      'microsoft-365-not-connected':
        'Verify the connection: it names what is missing. Until then nothing is backed up, or restored, with that application.',
      'storage-unreachable':
        'Check that it is up and that its credentials are valid. Nothing is backed up to it or restored from it until then.',
      'vault-damaged':
        'Look at the log of the check, find out whether the storage can be trusted, and repair the vault: what is still in the OneDrive is fetched again.',
      'upkeep-failed':
        'The log of the job tells why. It is tried again by itself; until then more space is used, or damage is found later.',
      anomaly:
        'Ask the person whether this was meant. If not, stop what changes the files, and restore from the last good snapshot.',
      'backup-failed': 'The log of the job tells why. It is tried again in the next backup cycle.',
      'no-successful-backup': 'Look at this OneDrive: whether its backups fail, or none was begun.',
      'licence-limit':
        'Add licences, or delete people who need no backup any more. Nobody new is backed up beyond the limit.',
      'secret-expiry':
        'Make a new one in Microsoft Entra, and enter it in the settings of the connection. Backups stop when it has expired.',
      'directory-sync-failing':
        'Check the connection to Microsoft 365. Until then, new people are not backed up and those who left stay active.',
      'change-notifications-failing':
        'Check that Microsoft reaches the public address, and that the application for restores has Files.ReadWrite.All. Backups go on by their schedule.',
      'space-low': 'Free some, or make it larger: when it is full, backups fail.',
      'one-administrator': 'Invite a second one, so that the loss of one account locks nobody out.',
      'sign-in-from-new-place':
        'If it was not them, end their sessions, change the password and look through the audit trail.',
      'report-not-sent':
        'Correct the mail server, or the recipients of the report’s schedule; send it again from there.',
      'delivery-failed': 'Correct or delete the subscription; what it missed stands in this list.',
    },
  },
  {
    names: {
      'key-provider-not-connected': 'Schlüsselanbieter nicht verbunden',
      'microsoft-365-not-connected': 'Microsoft 365 nicht verbunden',
      'storage-unreachable': 'Speicher nicht erreichbar',
      'vault-damaged': 'Tresor beschädigt',
      'upkeep-failed': 'Pflege eines Tresors fehlgeschlagen',
      anomaly: 'Ungewöhnliche Änderungen',
      'backup-failed': 'Sicherung fehlgeschlagen',
      'no-successful-backup': 'Keine erfolgreiche Sicherung',
      'licence-limit': 'Alle Lizenzen vergeben',
      'secret-expiry': 'Geheimnis läuft ab',
      'directory-sync-failing': 'Personen nicht lesbar',
      'change-notifications-failing': 'Änderungsmeldungen bleiben aus',
      'space-low': 'Wenig Platz',
      'one-administrator': 'Nur ein Administrator',
      'sign-in-from-new-place': 'Anmeldung von einem neuen Ort',
      'report-not-sent': 'Bericht nicht versandt',
      'delivery-failed': 'Warnungen nicht zugestellt',
    },
    titles: {
      'key-provider-not-connected': 'Der Schlüsselanbieter {provider} ist nicht verbunden',
      'microsoft-365-not-connected': 'Microsoft 365 ist nicht verbunden',
      'storage-unreachable': 'Der Speicher {storage} ist nicht erreichbar',
      'vault-damaged': '{person}: Die Sicherung im Tresor ist beschädigt',
      'upkeep-failed': '{what} am Tresor von {person} ist fehlgeschlagen',
      anomaly: '{person}: ungewöhnliche Änderungen im OneDrive',
      'backup-failed': '{person}: Die Sicherung ist fehlgeschlagen',
      'no-successful-backup': '{person}: seit {days} Tagen keine erfolgreiche Sicherung',
      'licence-limit': '{used} von {limit} Lizenzen sind vergeben',
      'secret-expiry': '{what} läuft am {expiresOn} ab',
      'directory-sync-failing': 'Die Personen lassen sich nicht aus dem Verzeichnis lesen',
      'change-notifications-failing': 'Microsoft meldet Änderungen in {count} OneDrives nicht',
      'space-low': 'Auf {place} ist nur noch wenig Platz: {freePercent} %',
      'one-administrator': 'Es gibt nur einen Cloud-Administrator',
      'sign-in-from-new-place': '{account} hat sich zum ersten Mal von {address} angemeldet',
      'report-not-sent': 'Der Bericht {report} ließ sich nicht an {target} versenden',
      'delivery-failed': 'Warnungen ließen sich drei Tage lang nicht an {target} zustellen',
    },
    hints: {
      'key-provider-not-connected':
        'Starten Sie seinen Konnektor, oder sehen Sie nach, warum er den Server nicht erreicht; bei einem Dienst, ob sein Schlüssel gesperrt ist. Bis dahin schlagen die Sicherungen der Personen fehl, deren Schlüssel er hält.',
      'microsoft-365-not-connected':
        'Prüfen Sie die Verbindung: Sie nennt, was fehlt. Bis dahin wird mit dieser Anwendung nichts gesichert oder wiederhergestellt.',
      'storage-unreachable':
        'Prüfen Sie, ob er läuft und seine Zugangsdaten gelten. Bis dahin wird nichts dorthin gesichert oder von dort wiederhergestellt.',
      'vault-damaged':
        'Sehen Sie ins Protokoll der Prüfung, klären Sie, ob dem Speicher zu trauen ist, und reparieren Sie den Tresor: Was noch im OneDrive ist, wird neu geholt.',
      'upkeep-failed':
        'Das Protokoll des Auftrags sagt, warum. Er wird von selbst wiederholt; bis dahin wird mehr Platz belegt oder ein Schaden später gefunden.',
      anomaly:
        'Fragen Sie die Person, ob das so gewollt war. Wenn nicht, halten Sie an, was die Dateien ändert, und stellen Sie aus dem letzten guten Snapshot wieder her.',
      'backup-failed':
        'Das Protokoll des Auftrags sagt, warum. Im nächsten Sicherungszyklus wird es wieder versucht.',
      'no-successful-backup':
        'Sehen Sie sich dieses OneDrive an: ob seine Sicherungen fehlschlagen oder keine begonnen wurde.',
      'licence-limit':
        'Fügen Sie Lizenzen hinzu, oder löschen Sie Personen, die keine Sicherung mehr brauchen. Darüber hinaus wird niemand Neues gesichert.',
      'secret-expiry':
        'Erzeugen Sie in Microsoft Entra ein neues, und tragen Sie es in den Einstellungen der Verbindung ein. Ist es abgelaufen, enden die Sicherungen.',
      'directory-sync-failing':
        'Prüfen Sie die Verbindung zu Microsoft 365. Bis dahin werden neue Personen nicht gesichert, und wer gegangen ist, bleibt aktiv.',
      'change-notifications-failing':
        'Prüfen Sie, ob Microsoft die öffentliche Adresse erreicht und die Anwendung für Wiederherstellungen Files.ReadWrite.All hat. Gesichert wird weiter nach Zeitplan.',
      'space-low': 'Geben Sie welchen frei, oder vergrößern Sie ihn: Ist er voll, schlagen Sicherungen fehl.',
      'one-administrator': 'Laden Sie einen zweiten ein, damit der Verlust eines Kontos niemanden aussperrt.',
      'sign-in-from-new-place':
        'War es jemand anderes, beenden Sie die Sitzungen, ändern Sie das Kennwort und sehen Sie das Prüfprotokoll durch.',
      'report-not-sent':
        'Berichtigen Sie den Mailserver oder die Empfänger im Zeitplan des Berichts, und senden Sie ihn von dort noch einmal.',
      'delivery-failed':
        'Berichtigen oder löschen Sie das Abonnement; was es versäumt hat, steht in dieser Liste.',
    },
  },
)
