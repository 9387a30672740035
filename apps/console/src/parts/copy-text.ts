/** Puts a text on the clipboard, and says whether it is there. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return true
  }
  // A page without TLS gets no clipboard, but may say what is copied.
  document.addEventListener(
    'copy',
    (event) => {
      event.preventDefault()
      event.clipboardData?.setData('text/plain', text)
    },
    { once: true },
  )
  return document.execCommand('copy')
}
