import { translated } from '../../words/translate.ts'

export const SETUP_CARD = translated(
  {
    title: 'Finish setting up',
    about: 'What is still missing before your organisation is safe on the worst day of the year.',
    kit: 'Make a recovery kit, and put it where the server is not',
    connection: 'Connect Microsoft 365, and verify the connection',
    people: 'Say whose OneDrives are backed up',
    administrator: 'Invite a second administrator',
    toSetup: 'Continue setting up',
    dismiss: 'Do not show this any more',
  },
  {
    title: 'Einrichtung abschließen',
    about: 'Was noch fehlt, damit Ihre Organisation am schlimmsten Tag des Jahres sicher ist.',
    kit: 'Ein Wiederherstellungsblatt anlegen und dort verwahren, wo der Server nicht ist',
    connection: 'Microsoft 365 verbinden und die Verbindung prüfen',
    people: 'Festlegen, wessen OneDrives gesichert werden',
    administrator: 'Einen zweiten Administrator einladen',
    toSetup: 'Einrichtung fortsetzen',
    dismiss: 'Nicht mehr zeigen',
  },
)
