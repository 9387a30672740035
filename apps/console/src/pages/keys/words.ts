import { translated } from '../../words/translate.ts'

export const KEYS = translated(
  {
    title: 'Keys',
    about:
      'Every vault is encrypted with a key of its own. Those listed here hold the keys; the server asks them for each backup.',
    holders: 'Who holds the keys',
    invite: 'Invite a connector',
    addService: 'Add a key service',
    makeKit: 'Make a recovery kit',
    name: 'Name',
    rename: 'Rename',
    remove: 'Remove',
    actionsFor: (name: string) => `Actions for ${name}`,
    kinds: {
      local: 'Connector in the server’s own process',
      connector: 'Connector on another machine',
      device: 'Device of a person',
      kms: 'Key management service',
    },
    services: { aws: 'AWS KMS', azure: 'Azure Key Vault', transit: 'OpenBao or HashiCorp Vault' },
    connected: 'Connected',
    notConnected: 'Not connected',
    since: (moment: string) => `since ${moment}`,
    lastSeen: (ago: string) => `last seen ${ago}`,
    held: (vaults: string, of: string) => `${vaults} of ${of} vaults`,
    cannotBeAsked: (name: string, problem: string) =>
      problem === '' ? `${name} cannot be asked.` : `${name} cannot be asked: ${problem}.`,
    whatToDo: {
      local:
        'Start the server again. Until then, backups that need its keys fail with EKEY_UNAVAILABLE and touch no data.',
      connector:
        'Start it again on its machine: npx holdfast connector. Until then, backups that nobody else holds the keys of fail with EKEY_UNAVAILABLE; they run by themselves when it is back.',
      device: 'It is asked again when the device is online.',
      kms: 'Look in the service whether the key is enabled and the server may use it. It is tried again by itself; no data is touched.',
    },
    removeTitle: (name: string) => `Remove ${name}?`,
    removeQuestion: {
      local:
        'The server is no longer asked for keys by itself, and its slots are destroyed. The others keep serving every backup. Afterwards destroy connector.key in the data directory.',
      connector: 'It is asked no more, and its slots are destroyed. The others keep serving every backup.',
      device: 'It is asked no more, and its slot is destroyed. To come back it must be invited again.',
      kms: 'The service is asked no more, and its slots are destroyed. The key in the service stays as it is.',
    },
    removed: (name: string) => `${name} is removed.`,
    removedAbout: 'Destroy its key file, too: copies of old slots open with it.',
    removedLocal: 'Now destroy connector.key in the data directory: copies of old slots open with it.',
    warnings: {
      nobody: 'Nobody who holds keys is connected.',
      nobodyAbout:
        'Backups and restores fail with EKEY_UNAVAILABLE until somebody is; then they go on by themselves.',
      local: 'This machine alone opens every backup.',
      localAbout:
        'Its key lies beside the data. Invite a connector on another machine; once it has every key, remove “This server”.',
      noKit: 'There is no recovery kit.',
      noKitAbout: 'Should those who hold the keys be lost, nothing would open the backups.',
    },
    kit: {
      title: 'Recovery kit',
      about: 'The sheet of paper that opens every vault when all else is lost.',
      another: 'Make another one',
      which: 'Kit',
      none: 'None yet',
      madeAt: 'Made',
      opens: 'Opens',
    },
    drill: {
      title: 'Recovery drill',
      about: 'Opens some vaults by the sheet alone, as on the worst day, and checks them.',
      never: 'The sheet was not tried yet.',
      last: 'Last drill',
      olderKit: (kit: string) => `${kit}, an older kit`,
      result: 'Result',
      opened: (opened: string, tried: string, vaults: string) =>
        `${opened} of ${tried} opened, of ${vaults} vaults`,
      how: 'Where the storage is, with the words of the sheet in kit.txt:',
    },
    rotation: {
      title: 'Rotation',
      about: 'Makes every slot anew: the keys of the vaults stay, what they are sealed with is fresh.',
      now: 'Rotate now',
      question:
        'Every slot is sealed again, by and by; the old one stays until the new one is there. Backups go on.',
      begun: 'The rotation has begun.',
      last: 'Last asked for',
      never: 'Never',
      next: 'Next',
      byItself: (day: string, days: string) => `${day}, by itself: key services every ${days} days`,
      onlyServices: 'By itself for key services alone; there is none',
      renewed: (renewed: string, of: string) => `${renewed} of ${of} slots are new.`,
    },
  },
  {
    title: 'Schlüssel',
    about:
      'Jeder Tresor ist mit einem eigenen Schlüssel verschlüsselt. Die hier Genannten halten die Schlüssel; der Server fragt sie bei jeder Sicherung.',
    holders: 'Wer die Schlüssel hält',
    invite: 'Konnektor einladen',
    addService: 'Schlüsseldienst hinzufügen',
    makeKit: 'Wiederherstellungsblatt anlegen',
    name: 'Name',
    rename: 'Umbenennen',
    remove: 'Entfernen',
    actionsFor: (name) => `Aktionen für ${name}`,
    kinds: {
      local: 'Konnektor im Prozess des Servers',
      connector: 'Konnektor auf einem anderen Rechner',
      device: 'Gerät einer Person',
      kms: 'Schlüsseldienst',
    },
    services: { aws: 'AWS KMS', azure: 'Azure Key Vault', transit: 'OpenBao oder HashiCorp Vault' },
    connected: 'Verbunden',
    notConnected: 'Nicht verbunden',
    since: (moment) => `seit ${moment}`,
    lastSeen: (ago) => `zuletzt gesehen ${ago}`,
    held: (vaults, of) => `${vaults} von ${of} Tresoren`,
    cannotBeAsked: (name, problem) =>
      problem === ''
        ? `${name} kann nicht gefragt werden.`
        : `${name} kann nicht gefragt werden: ${problem}.`,
    whatToDo: {
      local:
        'Starten Sie den Server neu. Bis dahin schlagen Sicherungen, die seine Schlüssel brauchen, mit EKEY_UNAVAILABLE fehl; Daten werden nicht berührt.',
      connector:
        'Starten Sie ihn auf seinem Rechner wieder: npx holdfast connector. Bis dahin schlagen Sicherungen, deren Schlüssel sonst niemand hält, mit EKEY_UNAVAILABLE fehl; sie laufen von selbst, wenn er zurück ist.',
      device: 'Es wird wieder gefragt, wenn das Gerät online ist.',
      kms: 'Sehen Sie im Dienst nach, ob der Schlüssel aktiv ist und der Server ihn nutzen darf. Er wird von selbst wieder erprobt; Daten werden nicht berührt.',
    },
    removeTitle: (name) => `${name} entfernen?`,
    removeQuestion: {
      local:
        'Der Server fragt sich nicht mehr selbst nach Schlüsseln, und seine Slots werden vernichtet. Die anderen dienen weiter jeder Sicherung. Vernichten Sie danach connector.key im Datenverzeichnis.',
      connector:
        'Er wird nicht mehr gefragt, und seine Slots werden vernichtet. Die anderen dienen weiter jeder Sicherung.',
      device:
        'Es wird nicht mehr gefragt, und sein Slot wird vernichtet. Um zurückzukommen, muss es neu eingeladen werden.',
      kms: 'Der Dienst wird nicht mehr gefragt, und seine Slots werden vernichtet. Der Schlüssel im Dienst bleibt, wie er ist.',
    },
    removed: (name) => `${name} ist entfernt.`,
    removedAbout: 'Vernichten Sie auch die Schlüsseldatei: Abschriften alter Slots öffnen sich mit ihr.',
    removedLocal:
      'Vernichten Sie nun connector.key im Datenverzeichnis: Abschriften alter Slots öffnen sich damit.',
    warnings: {
      nobody: 'Niemand, der Schlüssel hält, ist verbunden.',
      nobodyAbout:
        'Sicherungen und Wiederherstellungen schlagen mit EKEY_UNAVAILABLE fehl, bis jemand es ist; dann gehen sie von selbst weiter.',
      local: 'Dieser Rechner allein öffnet jede Sicherung.',
      localAbout:
        'Sein Schlüssel liegt neben den Daten. Laden Sie einen Konnektor auf einem anderen Rechner ein; hat er jeden Schlüssel, entfernen Sie „This server“.',
      noKit: 'Es gibt kein Wiederherstellungsblatt.',
      noKitAbout: 'Gingen alle verloren, die Schlüssel halten, so öffnete nichts mehr die Sicherungen.',
    },
    kit: {
      title: 'Wiederherstellungsblatt',
      about: 'Das Blatt Papier, das jeden Tresor öffnet, wenn alles andere verloren ist.',
      another: 'Ein neues anlegen',
      which: 'Blatt',
      none: 'Noch keines',
      madeAt: 'Angelegt',
      opens: 'Öffnet',
    },
    drill: {
      title: 'Wiederherstellungsübung',
      about: 'Öffnet einige Tresore nur mit dem Blatt, wie am schlimmsten Tag, und prüft sie.',
      never: 'Das Blatt wurde noch nicht erprobt.',
      last: 'Letzte Übung',
      olderKit: (kit) => `${kit}, ein älteres Blatt`,
      result: 'Ergebnis',
      opened: (opened, tried, vaults) => `${opened} von ${tried} geöffnet, bei ${vaults} Tresoren`,
      how: 'Dort, wo der Speicher ist, mit den Wörtern des Blatts in kit.txt:',
    },
    rotation: {
      title: 'Rotation',
      about: 'Erneuert jeden Slot: Die Schlüssel der Tresore bleiben, womit sie versiegelt sind, ist frisch.',
      now: 'Jetzt rotieren',
      question:
        'Jeder Slot wird nach und nach neu versiegelt; der alte bleibt, bis der neue da ist. Sicherungen gehen weiter.',
      begun: 'Die Rotation hat begonnen.',
      last: 'Zuletzt verlangt',
      never: 'Nie',
      next: 'Nächste',
      byItself: (day, days) => `${day}, von selbst: Schlüsseldienste alle ${days} Tage`,
      onlyServices: 'Von selbst nur bei Schlüsseldiensten; es gibt keinen',
      renewed: (renewed, of) => `${renewed} von ${of} Slots sind neu.`,
    },
  },
)
