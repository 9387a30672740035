import type { Readable } from 'node:stream'
import nodemailer from 'nodemailer'
import type { Control } from '../../control.ts'
import { readSetting } from '../../settings/stored-setting.ts'
import { unlessStopped } from '../delivery/unless-stopped.ts'
import { alertErrors } from '../errors.ts'
import type { SecretBox } from '../secret-box.ts'
import { MAIL_PASSWORD, MAIL_SETTING } from './mail-settings.ts'

export interface Mail {
  /** Unique; the same when the same mail is sent again. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments?: readonly MailAttachment[]
}

export interface MailAttachment {
  readonly filename: string
  readonly contentType: string
  readonly content: Readable
}

/** Sends mails by the server of the settings. Raises HF_MAIL_NOT_CONFIGURED, HF_MAIL_FAILED. */
export interface Mailer {
  send(mail: Mail, options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Where people reach the console; null while it is not set. */
  publicUrl(): Promise<string | null>
}

export interface MailerOptions {
  /** Certificates (PEM) of authorities to trust instead of the usual ones. */
  readonly ca?: string
  /** Milliseconds for a whole mail. */
  readonly timeout?: number
}

export function createMailer(
  control: Pick<Control, 'sql'>,
  secrets: SecretBox,
  { ca, timeout = 60_000 }: MailerOptions = {},
): Mailer {
  return {
    async publicUrl() {
      return (await readSetting(control.sql, MAIL_SETTING)).value.publicUrl
    },
    async send(
      { id, to, subject, text, html, attachments = [] },
      { signal = new AbortController().signal } = {},
    ) {
      const { value: settings } = await readSetting(control.sql, MAIL_SETTING)
      const { host, port, security, user, from, sealedPassword } = settings
      if (host === null || from === null) throw alertErrors.HF_MAIL_NOT_CONFIGURED()
      const pass = sealedPassword === null ? '' : await secrets.open(...MAIL_PASSWORD, sealedPassword)
      const transport = nodemailer.createTransport({
        host,
        port,
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
        ...(user !== null && { auth: { user, pass } }),
        ...(ca && { tls: { ca } }),
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      const limit = AbortSignal.timeout(timeout)
      try {
        const sent = transport.sendMail({
          messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
          from: { name: 'Holdfast', address: from },
          // As an object: an address is never read as a list of several.
          to: { name: '', address: to },
          subject,
          text,
          html,
          attachments: [...attachments],
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        await unlessStopped(sent, AbortSignal.any([signal, limit]))
      } catch (cause) {
        signal.throwIfAborted()
        const reason = limit.aborted ? `no answer within ${timeout / 1_000} seconds` : reasonOf(cause)
        throw alertErrors.HF_MAIL_FAILED({ target: to, reason }, { cause })
      } finally {
        transport.close()
      }
    },
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
