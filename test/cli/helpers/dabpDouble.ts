import { currentExample } from '../../helpers/dabpExamples.ts'
import {
  type Behaviour,
  clientSecret,
  givesToken,
  type ServiceDouble,
  startServiceDouble,
} from './serviceDouble.ts'

/** Starts a tenant made by hand, with the documentation's example as the report on everybody. */
export async function startDabpDouble({
  token = givesToken,
  report = () => ({ body: currentExample }),
}: {
  token?: Behaviour
  report?: Behaviour
} = {}): Promise<ServiceDouble> {
  const double = await startServiceDouble({
    user: (request) => (request.url === '/oauth/v1/token' ? token : report)(request),
  })
  const env = {
    PERSONCTL_DABP_URL: double.origin,
    PERSONCTL_DABP_CLIENT_ID: 'client',
    PERSONCTL_DABP_CLIENT_SECRET: clientSecret,
  }
  return { ...double, env }
}
