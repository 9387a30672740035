import { translated } from '../../../words/translate.ts'

export const INVITE = translated(
  {
    whom: 'Who is to hold keys',
    connector: 'A connector on another machine, for every vault',
    device: 'A person’s own device, for their vault alone',
    person: 'Person',
    personHint: 'Begin to type a name.',
    make: 'Make the token',
    once: (time: string) =>
      `You see this token once. It is good for one machine, until ${time}: hand it over as you would a password.`,
    save: 'Save the token as token.txt on the other machine.',
    token: 'Token',
    saveFile: 'Save as token.txt',
    command: 'Command',
    run: {
      connector: 'Run there, and choose a passphrase:',
      device: 'Run on the device, and choose a passphrase:',
    },
    waiting: 'Waiting until it connects. You can close this; the token stays good.',
    getting: (name: string, vaults: string, of: string) =>
      `${name} is connected and gets its keys: ${vaults} of ${of}.`,
    done: (name: string) => `${name} is connected and has every key.`,
    next: 'You can now remove “This server” from the list, and destroy connector.key in its data directory.',
  },
  {
    whom: 'Wer Schlüssel halten soll',
    connector: 'Ein Konnektor auf einem anderen Rechner, für alle Tresore',
    device: 'Das eigene Gerät einer Person, nur für ihren Tresor',
    person: 'Person',
    personHint: 'Geben Sie den Anfang eines Namens ein.',
    make: 'Token erzeugen',
    once: (time) =>
      `Sie sehen dieses Token nur einmal. Es gilt für einen Rechner, bis ${time}: Übergeben Sie es wie ein Kennwort.`,
    save: 'Speichern Sie das Token auf dem anderen Rechner als token.txt.',
    token: 'Token',
    saveFile: 'Als token.txt speichern',
    command: 'Befehl',
    run: {
      connector: 'Führen Sie dort aus, und wählen Sie eine Passphrase:',
      device: 'Führen Sie auf dem Gerät aus, und wählen Sie eine Passphrase:',
    },
    waiting: 'Wartet, bis er sich verbindet. Sie können dies schließen; das Token gilt weiter.',
    getting: (name, vaults, of) => `${name} ist verbunden und bekommt seine Schlüssel: ${vaults} von ${of}.`,
    done: (name) => `${name} ist verbunden und hat jeden Schlüssel.`,
    next: 'Sie können nun „This server“ aus der Liste entfernen und connector.key in seinem Datenverzeichnis vernichten.',
  },
)
