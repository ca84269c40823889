import type { operations } from '../openapi/admin.generated.ts'

export type OperationName = keyof operations

type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined
type ParametersOf<O extends OperationName, Place extends 'path' | 'query'> = NonNullable<
  operations[O]['parameters'][Place]
>
type Responses<O extends OperationName> = operations[O]['responses']

/** What an operation is given. */
export interface InputOf<O extends OperationName> {
  readonly path: ParametersOf<O, 'path'>
  readonly query: ParametersOf<O, 'query'>
  readonly body: JsonOf<NonNullable<operations[O]['requestBody']>>
}

/** What an operation gives back. */
export type ResultOf<O extends OperationName> =
  Responses<O> extends { readonly 200: infer Answer }
    ? JsonOf<Answer>
    : Responses<O> extends { readonly 201: infer Answer }
      ? JsonOf<Answer>
      : undefined

/** Has an operation done, wherever that is. Rejects with AdminError. */
export type Call = <O extends OperationName>(
  operation: O,
  input?: Partial<InputOf<O>>,
) => Promise<ResultOf<O>>
