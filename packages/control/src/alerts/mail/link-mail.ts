import type { LinkPurpose } from '../../access/sign-in-links.ts'
import type { MailContent } from './alert-mail.ts'
import { consoleAddress } from './console-address.ts'
import { mailPage } from './mail-page.ts'
import { markup } from './markup.ts'
import { readableTime } from './readable-time.ts'

/** Links that somebody makes for somebody else. */
export type MailedPurpose = Exclude<LinkPurpose, 'first-administrator'>

const WORDS: Readonly<Record<MailedPurpose, { subject: string; why: (by: string) => string; verb: string }>> =
  {
    invitation: {
      subject: 'Holdfast: your invitation',
      why: (by) => `${by} invites you to Holdfast, which backs up the OneDrives of your organisation.`,
      verb: 'Accept the invitation',
    },
    password: {
      subject: 'Holdfast: set a new password',
      why: (by) => `${by} made a link for you to set a new password for Holdfast.`,
      verb: 'Set a new password',
    },
  }

/** A one-time link as a mail to whom it is for, in plain text and in HTML. */
export function linkMail(link: {
  readonly purpose: MailedPurpose
  readonly token: string
  readonly expiresAt: Date
  /** Who made it. */
  readonly by: string
  readonly publicUrl: string
}): MailContent {
  const { purpose, token, expiresAt, by, publicUrl } = link
  const { subject, why, verb } = WORDS[purpose]
  // Behind the #, so that no server on the way writes it into its log.
  const address = `${consoleAddress(publicUrl, purpose)}#${token}`
  const valid = `The link is good once, until ${readableTime(expiresAt.toISOString())}. Whoever has it can use it: keep it to yourself.`
  const unasked = 'If you did not expect this mail, leave the link alone and tell your administrator.'
  return {
    subject,
    text: `${[why(by), `${verb}:\n${address}`, valid, unasked].join('\n\n')}\n`,
    html: mailPage([
      `<p>${markup(why(by))}</p>`,
      `<p><a href="${markup(address)}">${verb}</a></p>`,
      `<p>${valid}</p>`,
      `<p style="color:#616161">${unasked}</p>`,
    ]),
  }
}
