import { type APIRequestContext, request } from 'playwright-core'
import { inject } from 'vitest'

/** Somebody's OneDrive in the emulated organisation, as they themselves work in it, and as slow as a test wants it. */
export class EmulatedDrive implements AsyncDisposable {
  readonly #client: APIRequestContext
  readonly #id: string
  /** Where the contents of its files are fetched. */
  readonly #site: string
  #rule: string | undefined

  private constructor(client: APIRequestContext, { id, webUrl }: { id: string; webUrl: string }) {
    this.#client = client
    this.#id = id
    this.#site = /\/personal\/[^/]+/.exec(webUrl)?.[0] ?? ''
  }

  /** @param name as people are called in the organisation */
  static async of(name: string): Promise<EmulatedDrive> {
    const { url, token } = inject('emulator')
    const client = await request.newContext({
      baseURL: url,
      // Its certificate is its own.
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: { authorization: `Bearer ${token}` },
    })
    const filter = encodeURIComponent(`displayName eq '${name}'`)
    const found = await (await client.get(`/v1.0/users?$filter=${filter}`)).json()
    return new EmulatedDrive(
      client,
      await (await client.get(`/v1.0/users/${found.value[0].id}/drive`)).json(),
    )
  }

  async write(path: string, content: string): Promise<void> {
    const answer = await this.#client.put(`${this.#at(path)}:/content`, {
      data: Buffer.from(content),
      headers: { 'content-type': 'text/plain' },
    })
    if (!answer.ok()) throw new Error(await answer.text())
  }

  async delete(path: string): Promise<void> {
    const answer = await this.#client.delete(this.#at(path))
    if (!answer.ok()) throw new Error(await answer.text())
  }

  /** What a file holds; undefined where there is none. */
  async read(path: string): Promise<string | undefined> {
    const answer = await this.#client.get(`${this.#at(path)}:/content`)
    return answer.ok() ? await answer.text() : undefined
  }

  /** From now on every fetch of a file waits, after the first `given`: whatever backs this OneDrive up goes on until {@link letGo}. */
  async hold(given = 0): Promise<void> {
    await this.letGo()
    const answer = await this.#client.post('/_control/faults', {
      data: {
        match: { route: 'sharepoint.download', path: `${this.#site}/*` },
        when: { after: given },
        action: { kind: 'hold' },
      },
    })
    this.#rule = (await answer.json()).id
  }

  async letGo(): Promise<void> {
    if (this.#rule !== undefined) await this.#client.delete(`/_control/faults/${this.#rule}`)
    this.#rule = undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.letGo()
    await this.#client.dispose()
  }

  #at(path: string): string {
    return `/v1.0/drives/${this.#id}/root:/${path.split('/').map(encodeURIComponent).join('/')}`
  }
}
