import { TransitKms } from '../../src/kms/transit-kms.ts'
import { kmsContract } from './kms-contract.ts'
import { LocalServer } from './local-server.ts'
import { TRANSIT_TOKEN, TransitService } from './transit-service.ts'

kmsContract(
  'a transit key',
  async () => {
    const service = new TransitService()
    const server = await LocalServer.start((request) => service.answer(request))
    return {
      kms: new TransitKms({ address: server.url, key: 'holdfast', token: async () => TRANSIT_TOKEN }),
      rotate: () => service.rotate(),
      setRevoked: (revoked) => {
        service.isRevoked = revoked
      },
      get unwraps() {
        return service.unwraps
      },
      stop: () => server[Symbol.asyncDispose](),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]().catch(() => {}),
    }
  },
  { rewrapsInside: true },
)
