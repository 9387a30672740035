import { translated } from '../../../words/translate.ts'

export const KIT = translated(
  {
    title: 'Make a recovery kit',
    about:
      'A sheet of paper that opens every backup on the day when server and keys are lost. It is made in this browser; the words never leave it.',
    replaces: (kit: string) =>
      `It takes the place of kit ${kit}. That one opens what it opened until now, and nothing new: keep it safe, or destroy it.`,
    make: 'Make the recovery kit',
    once: 'You see these words once. Print or save them now, and keep them where nobody finds them by chance.',
    theWords: (kit: string) => `Words of kit ${kit}`,
    qrCode: 'The same words as a QR code',
    print: 'Print',
    download: 'Save as text',
    kept: 'I have kept it',
    confirmAbout: 'Type two of the words, so that it is sure that you have them.',
    word: (place: string) => `Word ${place}`,
    wrongWord: (place: string) => `This is not word ${place} of the sheet.`,
    confirm: 'Confirm',
    showAgain: 'Show the words again',
    done: 'The recovery kit is made.',
    doneAbout: 'It opens every vault within minutes.',
    leaving: {
      title: 'Leave without the kit?',
      about:
        'The words on this page are not confirmed. When you leave they are gone, and the sheet opens nothing.',
      stay: 'Stay',
      leave: 'Leave',
    },
    sheetTitle: (kit: string) => `Holdfast recovery kit ${kit}`,
    sheetAbout:
      'Whoever has this sheet and the storage can read every backup, without the server and its database. Keep it where nobody finds it by chance, and a copy in another place. It is not stored anywhere else.',
    sheetUse: 'To open a vault, with the words in a file:',
  },
  {
    title: 'Wiederherstellungsblatt anlegen',
    about:
      'Ein Blatt Papier, das jede Sicherung öffnet, wenn Server und Schlüssel verloren sind. Es entsteht in diesem Browser; die Wörter verlassen ihn nie.',
    replaces: (kit) =>
      `Es tritt an die Stelle des Blatts ${kit}. Jenes öffnet, was es bisher öffnete, und nichts Neues: Verwahren oder vernichten Sie es.`,
    make: 'Wiederherstellungsblatt anlegen',
    once: 'Sie sehen diese Wörter nur einmal. Drucken oder speichern Sie sie jetzt, und verwahren Sie sie, wo niemand sie zufällig findet.',
    theWords: (kit) => `Wörter des Blatts ${kit}`,
    qrCode: 'Dieselben Wörter als QR-Code',
    print: 'Drucken',
    download: 'Als Text speichern',
    kept: 'Ich habe es verwahrt',
    confirmAbout: 'Geben Sie zwei der Wörter ein, damit sicher ist, dass Sie sie haben.',
    word: (place) => `Wort ${place}`,
    wrongWord: (place) => `Das ist nicht Wort ${place} des Blatts.`,
    confirm: 'Bestätigen',
    showAgain: 'Wörter noch einmal zeigen',
    done: 'Das Wiederherstellungsblatt ist angelegt.',
    doneAbout: 'In wenigen Minuten öffnet es jeden Tresor.',
    leaving: {
      title: 'Ohne das Blatt weggehen?',
      about:
        'Die Wörter auf dieser Seite sind nicht bestätigt. Wenn Sie gehen, sind sie fort, und das Blatt öffnet nichts.',
      stay: 'Bleiben',
      leave: 'Weggehen',
    },
    sheetTitle: (kit) => `Holdfast-Wiederherstellungsblatt ${kit}`,
    sheetAbout:
      'Wer dieses Blatt und den Speicher hat, kann jede Sicherung lesen, ohne den Server und seine Datenbank. Verwahren Sie es, wo niemand es zufällig findet, und eine Abschrift an einem anderen Ort. Sonst ist es nirgends gespeichert.',
    sheetUse: 'Um einen Tresor zu öffnen, mit den Wörtern in einer Datei:',
  },
)
