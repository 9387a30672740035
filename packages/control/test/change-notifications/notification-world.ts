import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@holdfast/base'
import { GraphClient, RequestBudget } from '@holdfast/graph'
import { type AppRegistration, GraphEmulator, type TenantUser } from '@holdfast/graph-emulator'
import {
  CHANGE_NOTIFICATIONS,
  changeSetting,
  createProfile,
  type Profile,
  type ReceivedNotifications,
  receiveNotifications,
  renewSubscriptions,
  validationEcho,
} from '../../src/index.ts'
import { addOnedrive, addPerson, cloud } from '../rows.ts'
import { type TestControl, testControl } from '../test-control.ts'

export interface Watched {
  readonly user: TenantUser
  readonly onedriveId: string
}

/** An emulated organisation that tells a receiver of changes, and the control plane behind it. */
export class NotificationWorld implements AsyncDisposable {
  readonly control: TestControl
  readonly emulator: GraphEmulator
  readonly profile: Profile
  /** What came of each call of the receiver. */
  readonly received: ReceivedNotifications[] = []
  /** Whether the receiver says that it wants notifications. */
  answers = true
  app: AppRegistration | undefined
  readonly #client: GraphClient
  readonly #receiver: Server

  private constructor(control: TestControl, emulator: GraphEmulator, profile: Profile) {
    this.control = control
    this.emulator = emulator
    this.profile = profile
    this.#client = new GraphClient({
      tokens: { token: async () => emulator.issueToken(this.app) },
      graphRoot: emulator.baseUrl,
      budget: new RequestBudget({ unlimited: true }),
    })
    this.#receiver = createServer((request, response) => {
      const token = new URL(request.url ?? '', 'http://x').searchParams.get('validationToken')
      if (token !== null) {
        response
          .writeHead(this.answers ? 200 : 404, { 'content-type': 'text/plain' })
          .end(validationEcho(token))
        return
      }
      let text = ''
      request.setEncoding('utf8').on('data', (part) => (text += part))
      request.on('end', async () => {
        this.received.push(await receiveNotifications(control, JSON.parse(text)))
        response.writeHead(202).end()
      })
    })
  }

  /** Notifications are switched on; time stands still, here and at Microsoft. */
  static async make(settings: object = { frequency: 'daily' }): Promise<NotificationWorld> {
    const control = await testControl()
    const emulator = await GraphEmulator.start()
    emulator.clock.freeze(control.clock.now())
    const profile = await createProfile(control, cloud, { name: 'Sales', settings: { backup: settings } })
    const world = new NotificationWorld(control, emulator, profile)
    await new Promise<void>((resolve) => world.#receiver.listen(0, '127.0.0.1', resolve))
    await world.set({ enabled: true, publicUrl: world.address })
    return world
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#receiver.address() as AddressInfo).port}`
  }

  async set(settings: { enabled: boolean; publicUrl?: string }): Promise<void> {
    const row = await this.control.sql
      .selectFrom('setting')
      .select('version')
      .where('key', '=', CHANGE_NOTIFICATIONS.key)
      .executeTakeFirst()
    await changeSetting(this.control, cloud, CHANGE_NOTIFICATIONS, settings, row?.version ?? 0)
  }

  /** Somebody whose OneDrive was backed up before, and is due again in a day. */
  async person(name: string): Promise<Watched> {
    const user = this.emulator.tenant.addUser({ displayName: name, userPrincipalName: `${name}@contoso.com` })
    const personId = await addPerson(this.control, this.profile.id)
    const onedriveId = await addOnedrive(this.control, personId, {
      driveId: user.drive?.id ?? null,
      firstStartedAt: new Date(0),
      nextSlotAt: this.in(24 * 60),
    })
    return { user, onedriveId }
  }

  /** An instant in so many minutes. */
  in(minutes: number): Date {
    return new Date(this.control.clock.now() + minutes * 60_000)
  }

  pass(minutes: number): void {
    this.control.clock.advance(minutes * 60_000)
    this.emulator.clock.advance(minutes * 60_000)
  }

  async renew() {
    return await renewSubscriptions(this.control, async () => this.#client)
  }

  async change({ user }: Watched): Promise<void> {
    user.drive?.putFile('root', 'news.txt', Buffer.from(String(this.received.length)))
  }

  /** Waits until the receiver was called so often. */
  async calls(count: number): Promise<void> {
    while (this.received.length < count) await systemClock.sleep(10)
  }

  async nextSlot({ onedriveId }: Watched): Promise<Date | null> {
    const { nextSlotAt } = await this.control.sql
      .selectFrom('onedrive')
      .select('nextSlotAt')
      .where('id', '=', onedriveId)
      .executeTakeFirstOrThrow()
    return nextSlotAt
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
    await this.emulator.close()
    this.#receiver.closeAllConnections()
    await new Promise((resolve) => this.#receiver.close(resolve))
    await this.control[Symbol.asyncDispose]()
  }
}
