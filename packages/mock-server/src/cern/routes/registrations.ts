import { protocols, providerIdOf } from '../../directory/authorization/applications.ts'
import { recordTable } from '../../directory/authorization/recordTable.ts'
import type { Registration, RegistrationProvider } from '../../openapi/cern.generated.ts'
import { answerList } from '../answerRows.ts'
import type { CernHandler, CernHandlers } from '../cernRequest.ts'
import { notFound } from '../found.ts'
import type { Route } from '../router.ts'
import { providerRows, registrationRows } from '../rowKind.ts'

const listRegistrationProviders: CernHandler = (request, parts) => {
  const records: RegistrationProvider[] = protocols.map((protocol) => ({
    authenticationProviderIdentifier: protocol,
    id: providerIdOf(protocol),
  }))
  const table = recordTable(records, providerRows.fields)
  return answerList({ kind: providerRows, table }, request, parts)
}

const listRegistrations: CernHandler = (request, parts) => {
  const name = request.parameter('provider')
  const protocol = protocols.find((one) => providerIdOf(one) === name.toLowerCase())
  if (protocol === undefined) return notFound('registration provider', name)
  const { applications } = parts.directory.view()
  const records: (Registration & { readonly id: string })[] = []
  for (let place = 0; place < applications.size; place++) {
    const { id, registration } = applications.recordAt(place)
    if (registration?.provider === protocol)
      records.push({ applicationId: id, definition: registration.definition ?? null, id })
  }
  return answerList(
    { kind: registrationRows, table: recordTable(records, registrationRows.fields) },
    request,
    parts,
  )
}

export const registrationRoutes: readonly Route<CernHandlers>[] = [
  ['/api/v1.0/Registration/providers', { GET: listRegistrationProviders }],
  ['/api/v1.0/Registration/{provider}/search', { GET: listRegistrations }],
]
