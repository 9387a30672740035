import { translated } from '../../../words/translate.ts'

/** What the actions on OneDrives say. */
export const ACTIONS = translated(
  {
    backup: {
      name: 'Backup Now',
      one: (name: string) =>
        `A backup of the OneDrive of ${name} begins now, ahead of the scheduled ones. One that is under way is not begun twice.`,
      many: (count: string) =>
        `Backups of ${count} OneDrives begin, ahead of the scheduled ones. Those under way are not begun twice.`,
      nobody: 'None of them can be backed up: the OneDrive must be enabled, and the person active.',
      done: (count: number, text: string) =>
        count === 1 ? 'The backup is on its way.' : `${text} backups are on their way.`,
    },
    enable: {
      name: 'Enable',
      one: (name: string) =>
        `The OneDrive of ${name} is backed up by the schedule again, and can be restored. If its backup was deleted, it begins anew with a full one.`,
      many: (count: string) =>
        `${count} OneDrives are backed up by the schedule again, and can be restored. Those whose backup was deleted begin anew with a full one.`,
      nobody: 'None of them can be enabled: they are enabled already, or the person is not active.',
      done: (count: number, text: string) =>
        count === 1 ? 'The OneDrive is enabled.' : `${text} OneDrives are enabled.`,
    },
    disable: {
      name: 'Disable',
      one: (name: string) =>
        `Backup and restore of the OneDrive of ${name} stop, also those under way. What was backed up is kept.`,
      many: (count: string) =>
        `Backup and restore of ${count} OneDrives stop, also those under way. What was backed up is kept.`,
      nobody: 'None of them is enabled.',
      done: (count: number, text: string) =>
        count === 1 ? 'The OneDrive is disabled.' : `${text} OneDrives are disabled.`,
    },
    delete: {
      name: 'Delete',
      one: (name: string) =>
        `The whole backup of the OneDrive of ${name} is destroyed when the time for a rollback is over. Until then the delete can be taken back. Nothing changes in Microsoft 365.`,
      many: (count: string) =>
        `The whole backups of ${count} OneDrives are destroyed when the time for a rollback is over. Until then the delete can be taken back. Nothing changes in Microsoft 365.`,
      nobody: 'The backups of all of them are deleted already.',
      done: (count: number, text: string) =>
        count === 1 ? 'The backup is deleted.' : `${text} backups are deleted.`,
    },
    'roll-back': {
      name: 'Undo delete',
      one: (name: string) =>
        `The OneDrive of ${name} is as it was before its delete, with everything that was backed up.`,
      many: (count: string) =>
        `${count} OneDrives are as they were before their delete, with everything that was backed up.`,
      nobody: 'None of them was deleted, or the time for a rollback is over.',
      done: (count: number, text: string) =>
        count === 1 ? 'The delete was taken back.' : `${text} deletes were taken back.`,
    },
    restore: 'Restore',
    look: 'Browse the backup',
    details: 'Details',
    left: (left: string, all: string) =>
      `${left} of ${all} stay as they are: there is nothing to do, or it is not possible.`,
    counting: 'Counting whom it concerns',
    progress: 'Progress',
    doneSoFar: (done: string, all: string) => `${done} of ${all}; “No” stops after those under way.`,
    stopped: (done: string, all: string) => `Stopped: ${done} of ${all} were done.`,
    actionsFor: (name: string) => `Actions for ${name}`,
  },
  {
    backup: {
      name: 'Jetzt sichern',
      one: (name) =>
        `Eine Sicherung des OneDrive von ${name} beginnt jetzt, vor den geplanten. Läuft schon eine, beginnt keine zweite.`,
      many: (count) =>
        `Sicherungen von ${count} OneDrives beginnen, vor den geplanten. Laufende beginnen kein zweites Mal.`,
      nobody: 'Nichts davon kann gesichert werden: Das OneDrive muss aktiviert sein, die Person aktiv.',
      done: (count, text) =>
        count === 1 ? 'Die Sicherung ist unterwegs.' : `${text} Sicherungen sind unterwegs.`,
    },
    enable: {
      name: 'Aktivieren',
      one: (name) =>
        `Das OneDrive von ${name} wird wieder nach Plan gesichert und kann wiederhergestellt werden. Wurde seine Sicherung gelöscht, beginnt sie neu mit einer vollständigen.`,
      many: (count) =>
        `${count} OneDrives werden wieder nach Plan gesichert und können wiederhergestellt werden. Gelöschte Sicherungen beginnen neu mit einer vollständigen.`,
      nobody: 'Nichts davon kann aktiviert werden: Es ist schon aktiviert, oder die Person ist nicht aktiv.',
      done: (count, text) =>
        count === 1 ? 'Das OneDrive ist aktiviert.' : `${text} OneDrives sind aktiviert.`,
    },
    disable: {
      name: 'Deaktivieren',
      one: (name) =>
        `Sicherung und Wiederherstellung des OneDrive von ${name} enden, auch laufende. Was gesichert ist, bleibt erhalten.`,
      many: (count) =>
        `Sicherung und Wiederherstellung von ${count} OneDrives enden, auch laufende. Was gesichert ist, bleibt erhalten.`,
      nobody: 'Nichts davon ist aktiviert.',
      done: (count, text) =>
        count === 1 ? 'Das OneDrive ist deaktiviert.' : `${text} OneDrives sind deaktiviert.`,
    },
    delete: {
      name: 'Löschen',
      one: (name) =>
        `Die ganze Sicherung des OneDrive von ${name} wird vernichtet, sobald die Frist zum Zurücknehmen um ist. Bis dahin lässt sich das Löschen rückgängig machen. In Microsoft 365 ändert sich nichts.`,
      many: (count) =>
        `Die ganzen Sicherungen von ${count} OneDrives werden vernichtet, sobald die Frist zum Zurücknehmen um ist. Bis dahin lässt sich das Löschen rückgängig machen. In Microsoft 365 ändert sich nichts.`,
      nobody: 'Alle diese Sicherungen sind schon gelöscht.',
      done: (count, text) =>
        count === 1 ? 'Die Sicherung ist gelöscht.' : `${text} Sicherungen sind gelöscht.`,
    },
    'roll-back': {
      name: 'Löschen rückgängig machen',
      one: (name) => `Das OneDrive von ${name} ist wieder wie vor dem Löschen, mit allem, was gesichert war.`,
      many: (count) => `${count} OneDrives sind wieder wie vor dem Löschen, mit allem, was gesichert war.`,
      nobody: 'Nichts davon wurde gelöscht, oder die Frist ist um.',
      done: (count, text) =>
        count === 1 ? 'Das Löschen ist zurückgenommen.' : `${text}-mal Löschen ist zurückgenommen.`,
    },
    restore: 'Wiederherstellen',
    look: 'Sicherung ansehen',
    details: 'Einzelheiten',
    left: (left, all) =>
      `${left} von ${all} bleiben, wie sie sind: Es gibt nichts zu tun, oder es ist nicht möglich.`,
    counting: 'Es wird gezählt, wen es betrifft',
    progress: 'Fortschritt',
    doneSoFar: (done, all) => `${done} von ${all}; „Nein“ hält nach den laufenden an.`,
    stopped: (done, all) => `Angehalten: ${done} von ${all} sind erledigt.`,
    actionsFor: (name) => `Aktionen für ${name}`,
  },
)
