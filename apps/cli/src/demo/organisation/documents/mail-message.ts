export interface Mail {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  /** Milliseconds since 1970-01-01 UTC. */
  readonly sent: number
  readonly lines: readonly string[]
  readonly attachment?: { readonly name: string; readonly type: string; readonly content: Buffer }
}

/** A saved mail (.eml): RFC 5322 with MIME parts, all text as base64 so that any language passes. */
export function mailMessage(mail: Mail): Buffer {
  const boundary = `=_holdfast_${mail.sent.toString(36)}`
  const address = ({ name, address }: Mail['from']): string => `${encodedWord(name)} <${address}>`
  const head = [
    `From: ${address(mail.from)}`,
    `To: ${address(mail.to)}`,
    `Subject: ${encodedWord(mail.subject)}`,
    `Date: ${new Date(mail.sent).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.sent.toString(36)}@${mail.from.address.split('@')[1]}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
  ]
  const parts = [part('text/plain; charset=utf-8', Buffer.from(`${mail.lines.join('\r\n')}\r\n`))]
  if (mail.attachment) {
    const { name, type, content } = mail.attachment
    parts.push(part(type, content, `attachment; filename="${encodedWord(name)}"`))
  }
  const body = parts.map((text) => `--${boundary}\r\n${text}\r\n`).join('')
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}--${boundary}--\r\n`)
}

function part(type: string, content: Buffer, disposition?: string): string {
  const lines = content.toString('base64').match(/.{1,76}/g) ?? []
  const head = [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64']
  if (disposition) head.push(`Content-Disposition: ${disposition}`)
  return `${head.join('\r\n')}\r\n\r\n${lines.join('\r\n')}`
}

/** A header's text; beyond ASCII as words of RFC 2047, none longer than its 75 characters. */
function encodedWord(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}
