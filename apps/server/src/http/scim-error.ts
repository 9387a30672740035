import type { HoldfastError } from '@holdfast/base'
import { z } from 'zod'
import { component } from '../openapi/components.ts'

export const SCIM_TYPE = 'application/scim+json'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** An error as provisioning clients read it (RFC 7644, section 3.12), with our code beside. */
export const scimError = component(
  'ScimError',
  z.object({
    schemas: z.array(z.literal(ERROR)),
    status: z.string().describe('The status, as a text.'),
    scimType: z.string().optional(),
    detail: z.string().describe('What happened, and what to do about it.'),
    code: z.string().describe('Stable: programs decide by it.'),
  }),
)

/** Whether who asks for this address expects such errors. */
export function isScim(url: string): boolean {
  return url.startsWith('/scim/')
}

export function scimErrorOf({
  code,
  status,
  message,
  hint,
  context,
}: HoldfastError): z.infer<typeof scimError> {
  const scimType = code === 'HF_NAME_TAKEN' ? 'uniqueness' : context.scimType
  return {
    schemas: [ERROR],
    status: String(status),
    ...(typeof scimType === 'string' && { scimType }),
    detail: `${message} ${hint}`,
    code,
  }
}
