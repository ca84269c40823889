import { checkText } from '../../client/checkText.ts'
import type { CallOptions } from '../../client/clientOptions.ts'
import { checkField, service } from '../checks.ts'

/** What comes back where fields were asked for: those and `id`. Fields that are known only when it runs may be absent. */
export type Selection<T extends { readonly id?: unknown }, F extends keyof T> = [F] extends [never]
  ? T
  : [keyof T] extends [F]
    ? Partial<T> & Pick<T, 'id'>
    : Pick<T, F | 'id'>

export interface SelectOptions<F> extends CallOptions {
  /**
   * The fields to answer with; `id` always comes, too. Computed ones, such as `primaryAccountEmail`, are null unless
   * they are asked for.
   * @default the service's own choice: most fields, none of them computed
   */
  fields?: readonly F[]
  /** Whether to send what this package does not know: fields, operators of filters. @default false */
  allowUnknown?: boolean
}

/** The query that asks for the fields. Throws InvalidRequestError for one that is not known. */
export function selectionQuery<F extends string>(
  { fields, allowUnknown = false }: SelectOptions<F>,
  known: readonly string[],
): { field?: string[] } {
  if (fields === undefined) return {}
  for (const field of fields) {
    checkText(service, 'A field', field)
    if (!allowUnknown && known.length > 0) checkField('fields', field, known)
  }
  return fields.length === 0 ? {} : { field: [...fields] }
}
