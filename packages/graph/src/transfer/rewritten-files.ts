import type { DriveItem } from '../model/drive-item.ts'

/**
 * Whether SharePoint writes properties into files of this kind (Office, PDF, HTML) after an upload: another size and hash
 * are then no fault (onedrive-api-docs #935).
 */
export function mayBeRewritten({ name = '' }: DriveItem): boolean {
  return /\.(docx?|docm|dotx|xlsx?|xlsm|xlsb|pptx?|pptm|potx|vsdx|pdf|html?|aspx?|msg|mht)$/i.test(name)
}
