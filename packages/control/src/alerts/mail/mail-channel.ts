import type { AlertChannel } from '../delivery/channel.ts'
import { alertMail } from './alert-mail.ts'
import type { Mailer } from './mailer.ts'

/** Tells alerts by mail. Raises what the mailer raises. */
export function createMailChannel(mailer: Mailer): AlertChannel {
  return {
    async send({ id, target, digest }, options) {
      await mailer.send({ id, to: target, ...alertMail(digest, await mailer.publicUrl()) }, options)
    },
  }
}
