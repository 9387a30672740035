/** A mail's HTML part, of pieces of HTML that follow each other. */
export function mailPage(parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Holdfast</title></head>
<body style="font-family:Segoe UI,Arial,sans-serif;font-size:14px;color:#242424">
${parts.join('\n')}
</body></html>
`
}
