const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * The answer to Microsoft's question whether notifications are wanted here: its token, to be sent as `text/plain` with
 * status 200 within ten seconds. Escaped, because anybody may send a token.
 */
export function validationEcho(token: string): string {
  return token.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
