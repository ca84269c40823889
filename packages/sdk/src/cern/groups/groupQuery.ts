import { checkText } from '../../client/checkText.ts'
import { InvalidRequestError } from '../../http/errors/index.ts'
import type { Pager } from '../../paging/pager.ts'
import { checkField, service } from '../checks.ts'
import { checkWalk, type WalkOptions } from '../lists/listOptions.ts'
import { listPages } from '../lists/listPages.ts'
import { type Selection, type SelectOptions, selectionQuery } from '../lists/selection.ts'
import { type Group, groupFields, type QueryOperator, queryOperatorValues } from '../wire.generated.ts'
import type { CernApi } from '../wire.ts'

/** One property and the value that it must have. */
export interface GroupCriterion {
  property: keyof Group
  /** @default 'Equals' */
  operator?: QueryOperator
  value: string
}

export interface QueryGroupsOptions<F>
  extends WalkOptions,
    Pick<SelectOptions<F>, 'fields' | 'allowUnknown'> {
  /** Whether groups that have been archived or deleted are found, too. @default false */
  includeArchivedAndDeleted?: boolean
}

const known = Object.keys(groupFields)

/** The groups that meet a criterion. */
export function queryGroups<F extends keyof Group>(
  api: CernApi,
  baseUrl: string,
  { property, operator = 'Equals', value }: GroupCriterion,
  { includeArchivedAndDeleted = false, fields, allowUnknown = false, ...walk }: QueryGroupsOptions<F>,
): Pager<Selection<Group, F>> {
  checkText(service, 'value', value)
  checkText(service, 'property', property)
  checkWalk(walk)
  if (!allowUnknown) {
    checkField('property', property, known)
    if (!queryOperatorValues.includes(operator)) {
      throw new InvalidRequestError(
        `operator is ${JSON.stringify(operator)}; it takes ${queryOperatorValues.join(', ')}.`,
        { service },
      )
    }
  }
  const query = {
    includeArchivedAndDeleted,
    ...selectionQuery({ allowUnknown, ...(fields !== undefined && { fields }) }, known),
    ...(walk.pageSize !== undefined && { limit: walk.pageSize }),
  }
  const body = { operator, property, value }
  return listPages(
    {
      name: `Group/-/Query/${encodeURIComponent(JSON.stringify([property, operator, value, includeArchivedAndDeleted]))}`,
      baseUrl,
      request: async (place, signal) =>
        (
          await api.POST('/api/v1.0/Group/-/Query', {
            params: { query: { ...query, ...place } },
            body,
            signal,
          })
        ).data,
    },
    {},
    walk,
  )
}
