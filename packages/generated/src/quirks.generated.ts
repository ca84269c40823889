// Generated from packages/generated/quirks.yaml by `npm run generate`. Do not edit.

/** The choices of the mock where nobody knows what a real service does. A quirk that is left out has its default. */
export interface Quirks {
  /** Concerns a rejected token. @default 'internalError' */
  readonly cisRejectedToken?: 'internalError' | 'unauthorized' | undefined
  /** Concerns an id that nobody has. @default 'emptyObject' */
  readonly cisUnknownPerson?: 'emptyObject' | 'notFound' | undefined
  /** Concerns pages of `/v2/users/id/all`. @default 'whole' */
  readonly cisIdPages?: 'whole' | 'paged' | undefined
  /** Concerns a search without `active`. @default 'nobody' */
  readonly cisSearchWithoutActive?: 'nobody' | 'active' | undefined
  /** Concerns `False` in a search. @default 'truthy' */
  readonly cisSearchBoolean?: 'truthy' | 'parsed' | undefined
  /** Concerns `nextPage` of a person who does not exist. @default 'continues' */
  readonly cisVanishedCursor?: 'continues' | 'internalError' | undefined
  /** Concerns a scope that the client may not have. @default 'denied' */
  readonly cisUngrantedScope?: 'denied' | 'ignored' | undefined
  /** Concerns a public client that signs people in without PKCE. @default 'optional' */
  readonly cisPublicClientPkce?: 'optional' | 'required' | undefined
  /** Concerns `DELETE /v2/user`. @default 'refused' */
  readonly cisChangeDeletion?: 'refused' | 'allowed' | undefined
  /** Concerns a change by a token without the scope `write`. @default 'ignored' */
  readonly cisChangeScope?: 'ignored' | 'required' | undefined
  /** Concerns a change that the profile schema forbids. @default 'ignored' */
  readonly cisChangeSchema?: 'ignored' | 'checked' | undefined
  /** Concerns the rules for publishers. @default 'builtIn' */
  readonly cisChangeRules?: 'builtIn' | 'hosted' | undefined
  /** Concerns a change that changes nothing. @default 'ok' */
  readonly cisChangeNothing?: 'ok' | 'accepted' | undefined
  /** Concerns a path in lower case. @default 'ignored' */
  readonly cernPathCase?: 'ignored' | 'exact' | undefined
  /** Concerns `limit` above 5000. @default 'badRequest' */
  readonly cernLimitTooLarge?: 'badRequest' | 'capped' | 'accepted' | undefined
  /** Concerns `limit=0`. @default 'badRequest' */
  readonly cernLimitZero?: 'badRequest' | 'usual' | 'noRows' | undefined
  /** Concerns a negative `limit`. @default 'badRequest' */
  readonly cernLimitNegative?: 'badRequest' | 'usual' | undefined
  /** Concerns a negative `offset`. @default 'badRequest' */
  readonly cernOffsetNegative?: 'badRequest' | 'zero' | undefined
  /** Concerns `offset` beyond the end. @default 'emptyPage' */
  readonly cernOffsetTooLarge?: 'emptyPage' | 'badRequest' | 'notFound' | undefined
  /** Concerns `token` and `offset` together. @default 'token' */
  readonly cernTokenWithOffset?: 'token' | 'offset' | 'badRequest' | undefined
  /** Concerns a `token` that is not one. @default 'badRequest' */
  readonly cernInvalidToken?: 'badRequest' | 'firstPage' | 'emptyPage' | 'internalError' | undefined
  /** Concerns `pagination.offset` of a page by `token`. @default 'position' */
  readonly cernOffsetOfTokenPage?: 'position' | 'zero' | undefined
  /** Concerns `links` of a page by `token`. @default 'position' */
  readonly cernLinksOfTokenPage?: 'position' | 'firstPage' | 'null' | undefined
  /** Concerns `links.last` if the last page is full. @default 'fullPage' */
  readonly cernLastLink?: 'fullPage' | 'emptyPage' | undefined
  /** Concerns `links.previous` at an offset below `limit`. @default 'zero' */
  readonly cernPreviousLink?: 'zero' | 'negative' | 'null' | undefined
  /** Concerns `pagination.next` of a list with `filter`, `sort` or `field`. @default 'repeated' */
  readonly cernNextLink?: 'repeated' | 'bare' | undefined
  /** Concerns the page by `token` of a sorted list. @default 'sorted' */
  readonly cernTokenOfSortedList?: 'sorted' | 'byId' | undefined
  /** Concerns descending order. @default 'none' */
  readonly cernDescendingSort?: 'none' | 'minus' | 'colon' | 'blank' | undefined
  /** Concerns the place of null in a sorted list. @default 'first' */
  readonly cernSortOfNull?: 'first' | 'last' | undefined
  /** Concerns `sort` by an unknown field. @default 'ignored' */
  readonly cernUnknownSort?: 'ignored' | 'badRequest' | undefined
  /** Concerns a filter with an unknown operator. @default 'badRequest' */
  readonly cernUnknownOperator?: 'badRequest' | 'value' | 'ignored' | 'internalError' | undefined
  /** Concerns the operator `startswith`. @default 'unsupported' */
  readonly cernStartsWith?: 'unsupported' | 'supported' | undefined
  /** Concerns the operators `ge`, `lt` and `le`. @default 'supported' */
  readonly cernComparisons?: 'supported' | 'unsupported' | undefined
  /** Concerns case in a filter with `eq`. @default 'ignored' */
  readonly cernEqualsCase?: 'ignored' | 'exact' | undefined
  /** Concerns case in a filter with `contains`. @default 'ignored' */
  readonly cernContainsCase?: 'ignored' | 'exact' | undefined
  /** Concerns a filter on an unknown field. @default 'noRows' */
  readonly cernUnknownFilter?: 'noRows' | 'ignored' | 'badRequest' | undefined
  /** Concerns `field` with an unknown name. @default 'null' */
  readonly cernUnknownField?: 'null' | 'absent' | 'badRequest' | undefined
  /** Concerns an attribute that is requested and not set. @default 'null' */
  readonly cernUnsetField?: 'null' | 'absent' | undefined
  /** Concerns `owner` and `supervisor`. @default 'summary' */
  readonly cernChildIdentity?: 'summary' | 'whole' | 'id' | undefined
  /** Concerns names like `group|uuid` in membership lists. @default 'absent' */
  readonly cernGroupAsMember?: 'absent' | 'present' | undefined
  /** Concerns `Identity/my` for a program without an identity. @default 'notFound' */
  readonly cernMyIdentity?: 'notFound' | 'forbidden' | undefined
  /** Concerns `Identity/current` for a program with an identity. @default 'my' */
  readonly cernCurrentIdentity?: 'my' | 'forbidden' | 'notFound' | undefined
  /** Concerns the body of 400. @default 'envelope' */
  readonly cernBadRequestBody?: 'envelope' | 'problem' | 'empty' | undefined
  /** Concerns the body of 401. @default 'envelope' */
  readonly cernUnauthorizedBody?: 'envelope' | 'problem' | 'empty' | undefined
  /** Concerns the body of 403. @default 'envelope' */
  readonly cernForbiddenBody?: 'envelope' | 'problem' | 'empty' | undefined
  /** Concerns the body of 404. @default 'envelope' */
  readonly cernNotFoundBody?: 'envelope' | 'problem' | 'empty' | undefined
  /** Concerns a token for another application. @default 'unauthorized' */
  readonly cernWrongAudience?: 'unauthorized' | 'forbidden' | undefined
  /** Concerns a public client that signs people in without PKCE. @default 'optional' */
  readonly cernPublicClientPkce?: 'optional' | 'required' | undefined
  /** Concerns the body of errors of `api-access/token`. @default 'oauth' */
  readonly cernTokenErrorBody?: 'oauth' | 'envelope' | 'empty' | undefined
  /** Concerns POST on `Identity`, `Account` or `ExtendedAccount`. @default 'methodNotAllowed' */
  readonly cernListByPost?: 'methodNotAllowed' | 'list' | undefined
  /** Concerns the status of a new group or application. @default 'ok' */
  readonly cernCreated?: 'ok' | 'created' | undefined
  /** Concerns the status after members are added or removed. @default 'ok' */
  readonly cernMembersWritten?: 'ok' | 'created' | 'noContent' | undefined
  /** Concerns the removal of members who are not in the group. @default 'badRequest' */
  readonly cernNobodyRemoved?: 'badRequest' | 'ok' | undefined
  /** Concerns the status after DELETE of a group, or of a group from a role. @default 'ok' */
  readonly cernDeleted?: 'ok' | 'noContent' | undefined
  /** Concerns the header `Tenant-Id`. @default 'optional' */
  readonly dabpTenantId?: 'optional' | 'required' | undefined
  /** Concerns `Tenant-Id` that is not a UUID. @default 'json' */
  readonly dabpInvalidTenantId?: 'json' | 'text' | 'ignored' | undefined
  /** Concerns a token with the scope `dabp_read` only. @default 'forbidden' */
  readonly dabpReadScope?: 'forbidden' | 'allowed' | undefined
  /** Concerns the body of 401. @default 'error' */
  readonly dabpUnauthorizedBody?: 'error' | 'oauth' | 'empty' | undefined
  /** Concerns `code` of 404. @default 'status' */
  readonly dabpNotFoundCode?: 'status' | 'own' | undefined
  /** Concerns `code` of 405. @default 'status' */
  readonly dabpMethodNotAllowedCode?: 'status' | 'own' | undefined
  /** Concerns the report of a person in no group. @default 'emptyList' */
  readonly dabpNoGroups?: 'emptyList' | 'absent' | undefined
  /** Concerns `role_superuser` in the groups within a group. @default 'inherited' */
  readonly dabpSubgroupSuperuser?: 'inherited' | 'direct' | undefined
  /** Concerns the lifetime of access tokens, unless `--token-ttl` sets it. @default '900' */
  readonly dabpTokenLifetime?: '900' | '3600' | undefined
  /** Concerns access tokens, unless the registration of the client tells it. @default 'jwt' */
  readonly dabpAccessToken?: 'jwt' | 'opaque' | undefined
  /** Concerns the deprecated addresses below `/delegation/api/v1/persons`. @default 'legacy' */
  readonly dabpVersion1?: 'legacy' | 'current' | 'notFound' | undefined
}

export type QuirkName = keyof Quirks

/** A quirk of a real service that a harmless request reveals. */
export type ProbedQuirk = 'cisRejectedToken' | 'cisUnknownPerson' | 'cisSearchWithoutActive' | 'cisSearchBoolean' | 'cisVanishedCursor' | 'cernPathCase' | 'cernLimitTooLarge' | 'cernLimitZero' | 'cernLimitNegative' | 'cernOffsetNegative' | 'cernOffsetTooLarge' | 'cernTokenWithOffset' | 'cernInvalidToken' | 'cernOffsetOfTokenPage' | 'cernLinksOfTokenPage' | 'cernLastLink' | 'cernPreviousLink' | 'cernNextLink' | 'cernTokenOfSortedList' | 'cernDescendingSort' | 'cernSortOfNull' | 'cernUnknownSort' | 'cernUnknownOperator' | 'cernStartsWith' | 'cernComparisons' | 'cernEqualsCase' | 'cernContainsCase' | 'cernUnknownFilter' | 'cernUnknownField' | 'cernUnsetField' | 'cernChildIdentity' | 'cernGroupAsMember' | 'cernMyIdentity' | 'cernCurrentIdentity' | 'cernBadRequestBody' | 'cernUnauthorizedBody' | 'cernForbiddenBody' | 'cernNotFoundBody' | 'dabpTenantId' | 'dabpInvalidTenantId' | 'dabpReadScope' | 'dabpUnauthorizedBody' | 'dabpNotFoundCode' | 'dabpNoGroups' | 'dabpTokenLifetime' | 'dabpAccessToken'

/** The values of each quirk, separated by blanks, the default first. */
export const quirkValues: Readonly<Record<QuirkName, string>> = {
  cisRejectedToken: 'internalError unauthorized',
  cisUnknownPerson: 'emptyObject notFound',
  cisIdPages: 'whole paged',
  cisSearchWithoutActive: 'nobody active',
  cisSearchBoolean: 'truthy parsed',
  cisVanishedCursor: 'continues internalError',
  cisUngrantedScope: 'denied ignored',
  cisPublicClientPkce: 'optional required',
  cisChangeDeletion: 'refused allowed',
  cisChangeScope: 'ignored required',
  cisChangeSchema: 'ignored checked',
  cisChangeRules: 'builtIn hosted',
  cisChangeNothing: 'ok accepted',
  cernPathCase: 'ignored exact',
  cernLimitTooLarge: 'badRequest capped accepted',
  cernLimitZero: 'badRequest usual noRows',
  cernLimitNegative: 'badRequest usual',
  cernOffsetNegative: 'badRequest zero',
  cernOffsetTooLarge: 'emptyPage badRequest notFound',
  cernTokenWithOffset: 'token offset badRequest',
  cernInvalidToken: 'badRequest firstPage emptyPage internalError',
  cernOffsetOfTokenPage: 'position zero',
  cernLinksOfTokenPage: 'position firstPage null',
  cernLastLink: 'fullPage emptyPage',
  cernPreviousLink: 'zero negative null',
  cernNextLink: 'repeated bare',
  cernTokenOfSortedList: 'sorted byId',
  cernDescendingSort: 'none minus colon blank',
  cernSortOfNull: 'first last',
  cernUnknownSort: 'ignored badRequest',
  cernUnknownOperator: 'badRequest value ignored internalError',
  cernStartsWith: 'unsupported supported',
  cernComparisons: 'supported unsupported',
  cernEqualsCase: 'ignored exact',
  cernContainsCase: 'ignored exact',
  cernUnknownFilter: 'noRows ignored badRequest',
  cernUnknownField: 'null absent badRequest',
  cernUnsetField: 'null absent',
  cernChildIdentity: 'summary whole id',
  cernGroupAsMember: 'absent present',
  cernMyIdentity: 'notFound forbidden',
  cernCurrentIdentity: 'my forbidden notFound',
  cernBadRequestBody: 'envelope problem empty',
  cernUnauthorizedBody: 'envelope problem empty',
  cernForbiddenBody: 'envelope problem empty',
  cernNotFoundBody: 'envelope problem empty',
  cernWrongAudience: 'unauthorized forbidden',
  cernPublicClientPkce: 'optional required',
  cernTokenErrorBody: 'oauth envelope empty',
  cernListByPost: 'methodNotAllowed list',
  cernCreated: 'ok created',
  cernMembersWritten: 'ok created noContent',
  cernNobodyRemoved: 'badRequest ok',
  cernDeleted: 'ok noContent',
  dabpTenantId: 'optional required',
  dabpInvalidTenantId: 'json text ignored',
  dabpReadScope: 'forbidden allowed',
  dabpUnauthorizedBody: 'error oauth empty',
  dabpNotFoundCode: 'status own',
  dabpMethodNotAllowedCode: 'status own',
  dabpNoGroups: 'emptyList absent',
  dabpSubgroupSuperuser: 'inherited direct',
  dabpTokenLifetime: '900 3600',
  dabpAccessToken: 'jwt opaque',
  dabpVersion1: 'legacy current notFound',
}

/** The quirks of services that do what their documents promise. */
export const documentedQuirks: Quirks = {
  cisRejectedToken: 'unauthorized',
  cisIdPages: 'paged',
  cisSearchWithoutActive: 'active',
  cisSearchBoolean: 'parsed',
  cisChangeScope: 'required',
  cisChangeSchema: 'checked',
  cisChangeRules: 'hosted',
  cisChangeNothing: 'accepted',
  cernUnknownSort: 'badRequest',
  cernUnknownFilter: 'badRequest',
  cernUnknownField: 'badRequest',
}
