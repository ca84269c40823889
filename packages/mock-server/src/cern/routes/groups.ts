import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { placeOfId } from '../../directory/authorization/table.ts'
import type { GroupQuery, NewGroup } from '../../openapi/cern.generated.ts'
import { queryOperatorValues } from '../../openapi/cern.generated.ts'
import { answerList, answerNewRow, answerRow } from '../answerRows.ts'
import type { CernHandler, CernHandlers, CernRequest } from '../cernRequest.ts'
import { demand } from '../demand.ts'
import { groupIfAny, namedGroup, notFound } from '../found.ts'
import { filterOf } from '../lists/filter.ts'
import { mayAdministrateGroup, mayAdministrateService, mayReadGroups, ownPlace } from '../permissions.ts'
import { CernRefusal } from '../refusal.ts'
import { objectBody } from '../requestBody.ts'
import type { Route } from '../router.ts'
import { groupRows } from '../rowKind.ts'

const listGroups: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  demand(mayReadGroups(request.caller, view), request, 'read groups')
  return answerList({ kind: groupRows, table: view.groups }, request, parts)
}

const getGroup: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  demand(mayReadGroups(request.caller, view), request, 'read groups')
  return answerRow({ kind: groupRows, table: view.groups }, namedGroup(request, view), request, parts)
}

const queryGroups: CernHandler = async (request, parts) => {
  const body = await objectBody(request.raw)
  const criterion: Record<keyof GroupQuery, string> = {
    operator: body.text('operator'),
    property: body.text('property'),
    value: body.text('value', 'may be empty'),
  }
  const view = parts.directory.view()
  demand(mayReadGroups(request.caller, view), request, 'read groups')
  if (!queryOperatorValues.some((known) => known === criterion.operator))
    throw new CernRefusal(
      400,
      `The operator '${criterion.operator}' is unknown; known are ${queryOperatorValues.join(', ')}`,
    )
  const places = equalGroups(criterion.property, criterion.value, view)
  return answerList({ kind: groupRows, table: view.groups, places }, request, parts)
}

/** Whoever makes a group owns it. */
const createGroup: CernHandler = async (request, parts) => {
  const body = await objectBody(request.raw)
  const wish: NewGroup = {
    groupIdentifier: body.text('groupIdentifier').trim(),
    displayName: body.text('displayName'),
    description: body.text('description'),
  }
  const { directory } = parts
  const before = directory.view()
  const owner = ownPlace(request.caller, before)
  demand(owner !== undefined || mayAdministrateService(request.caller, before), request, 'create groups')
  if (before.groups.placeOfIdentifier(wish.groupIdentifier) !== undefined)
    throw new CernRefusal(400, `There is a group '${wish.groupIdentifier}' already`)
  const { id } = directory.createGroup(wish, owner === undefined ? null : before.identities.idAt(owner))
  const { groups } = directory.view()
  return answerNewRow({ kind: groupRows, table: groups }, placeOfId(groups, id) ?? 0, parts)
}

const removeGroup: CernHandler = (request, { directory, answers }) => {
  const view = directory.view()
  directory.removeGroup(view.groups.idAt(administratedGroup(request, view)))
  return answers.data('null')
}

/** The group a path names. @throws CernRefusal if there is none, or whoever calls may not change it */
export function administratedGroup(request: CernRequest, view: AuthorizationView): number {
  const { caller, parameter } = request
  const place = groupIfAny(request, view)
  const isTheirs = place !== undefined && mayAdministrateGroup(caller, place, view)
  demand(
    isTheirs || mayAdministrateService(caller, view),
    request,
    `change the group '${parameter('group')}'`,
  )
  return place ?? notFound('group', parameter('group'))
}

function equalGroups(property: string, value: string, { groups }: AuthorizationView): readonly number[] {
  // Most ask for what leads to a group at once.
  if (property === 'groupIdentifier') return [groups.placeOfIdentifier(value.trim()) ?? []].flat()
  const { accepts } = filterOf(property, 'eq', value)
  const found: number[] = []
  for (let place = 0; place < groups.size; place++)
    if (accepts(groups.valueAt(place, property))) found.push(place)
  return found
}

export const groupRoutes: readonly Route<CernHandlers>[] = [
  ['/api/v1.0/Group', { GET: listGroups, POST: createGroup }],
  ['/api/v1.0/Group/-/Query', { POST: queryGroups }],
  ['/api/v1.0/Group/{group}', { GET: getGroup, DELETE: removeGroup }],
]
