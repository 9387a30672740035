import type { SecretBox } from '../../src/alerts/secret-box.ts'

/** Seals that anyone can open, and that hold purpose and id like real ones. */
export const testSecrets: SecretBox = {
  seal: (...parts) => Buffer.from(JSON.stringify(parts)).toString('base64'),
  open(purpose, id, sealed) {
    const [sealedPurpose, sealedId, text] = JSON.parse(Buffer.from(sealed, 'base64').toString() || '[]')
    if (sealedPurpose !== purpose || sealedId !== id) throw new Error('The seal does not hold')
    return text
  },
}
