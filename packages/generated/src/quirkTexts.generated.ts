// Generated from packages/generated/quirks.yaml by `npm run generate`. Do not edit.
import type { QuirkName } from './quirks.generated.ts'

/** What is known about a quirk. */
export interface QuirkText {
  readonly service: 'cis' | 'cern' | 'dabp'
  /** The case that the quirk is about. */
  readonly about: string
  /**
   * The source of the default: none (`unknown`), conclusions from public clients (`inferred`), or behaviour that differs
   * from the documents (`documented`).
   */
  readonly grade: 'unknown' | 'inferred' | 'documented'
  /** The meaning of each value. */
  readonly values: Readonly<Record<string, string>>
  /** The request that reveals it, with placeholders in braces; null if none does. */
  readonly probe: string | null
  /** The reason why no harmless request reveals it; null if one does. */
  readonly unprobed: string | null
}

export const quirkTexts: Readonly<Record<QuirkName, QuirkText>> = {
  cisRejectedToken: {"service":"cis","about":"a rejected token","grade":"documented","values":{"internalError":"500 with a generic body","unauthorized":"401 with a reason"},"probe":"GET /v2/user/user_id/{unused} with an invalid token","unprobed":null},
  cisUnknownPerson: {"service":"cis","about":"an id that nobody has","grade":"documented","values":{"emptyObject":"200 with `{}`","notFound":"404"},"probe":"GET /v2/user/user_id/{unused}","unprobed":null},
  cisIdPages: {"service":"cis","about":"pages of `/v2/users/id/all`","grade":"documented","values":{"whole":"one page with everybody","paged":"pages of 25"},"probe":null,"unprobed":"it would list everybody"},
  cisSearchWithoutActive: {"service":"cis","about":"a search without `active`","grade":"documented","values":{"nobody":"finds people whose `active` is null","active":"finds active people"},"probe":"GET /v2/users/id/all/by_attribute_contains?staff_information.staff=True","unprobed":null},
  cisSearchBoolean: {"service":"cis","about":"`False` in a search","grade":"documented","values":{"truthy":"true, as every string that is not empty","parsed":"false"},"probe":"GET /v2/users/id/all/by_attribute_contains?active=True&staff_information.staff=False","unprobed":null},
  cisVanishedCursor: {"service":"cis","about":"`nextPage` of a person who does not exist","grade":"inferred","values":{"continues":"200 with those after the position","internalError":"500"},"probe":"GET /v2/users?nextPage={\"id\":\"{unused}\"}","unprobed":null},
  cisUngrantedScope: {"service":"cis","about":"a scope that the client may not have","grade":"inferred","values":{"denied":"403 `access_denied`","ignored":"a token without it"},"probe":null,"unprobed":"a request for a scope that a client does not have may alarm somebody"},
  cisPublicClientPkce: {"service":"cis","about":"a public client that signs people in without PKCE","grade":"unknown","values":{"optional":"gets its code","required":"`invalid_request`"},"probe":null,"unprobed":"it would sign somebody in"},
  cisChangeDeletion: {"service":"cis","about":"`DELETE /v2/user`","grade":"documented","values":{"refused":"500, as in production","allowed":"200, as in testing and development"},"probe":null,"unprobed":"it would delete somebody"},
  cisChangeScope: {"service":"cis","about":"a change by a token without the scope `write`","grade":"documented","values":{"ignored":"200","required":"401 `scope_missing`"},"probe":null,"unprobed":"it would change somebody"},
  cisChangeSchema: {"service":"cis","about":"a change that the profile schema forbids","grade":"documented","values":{"ignored":"200","checked":"400"},"probe":null,"unprobed":"it would change somebody"},
  cisChangeRules: {"service":"cis","about":"the rules for publishers","grade":"inferred","values":{"builtIn":"those built into the service","hosted":"those beside the discovery document"},"probe":null,"unprobed":"it would change somebody"},
  cisChangeNothing: {"service":"cis","about":"a change that changes nothing","grade":"documented","values":{"ok":"200","accepted":"202"},"probe":null,"unprobed":"it needs the key of a publisher"},
  cernPathCase: {"service":"cern","about":"a path in lower case","grade":"inferred","values":{"ignored":"the same as any other case","exact":"404"},"probe":"GET /api/v1.0/group?{nothing}","unprobed":null},
  cernLimitTooLarge: {"service":"cern","about":"`limit` above 5000","grade":"unknown","values":{"badRequest":"400","capped":"counts as 5000","accepted":"as many rows as requested"},"probe":"GET /api/v1.0/Group?limit=5001&{nothing}","unprobed":null},
  cernLimitZero: {"service":"cern","about":"`limit=0`","grade":"unknown","values":{"badRequest":"400","usual":"counts as no limit","noRows":"no rows"},"probe":"GET /api/v1.0/Group?limit=0&{nothing}","unprobed":null},
  cernLimitNegative: {"service":"cern","about":"a negative `limit`","grade":"unknown","values":{"badRequest":"400","usual":"counts as no limit"},"probe":"GET /api/v1.0/Group?limit=-1&{nothing}","unprobed":null},
  cernOffsetNegative: {"service":"cern","about":"a negative `offset`","grade":"unknown","values":{"badRequest":"400","zero":"counts as 0"},"probe":"GET /api/v1.0/Group?offset=-1&{nothing}","unprobed":null},
  cernOffsetTooLarge: {"service":"cern","about":"`offset` beyond the end","grade":"unknown","values":{"emptyPage":"an empty page","badRequest":"400","notFound":"404"},"probe":"GET /api/v1.0/Group?limit=1&offset=1000000000&field=id","unprobed":null},
  cernTokenWithOffset: {"service":"cern","about":"`token` and `offset` together","grade":"unknown","values":{"token":"`token` counts","offset":"`offset` counts","badRequest":"400"},"probe":"GET /api/v1.0/Group?limit=1&offset=0&token={token}&field=id","unprobed":null},
  cernInvalidToken: {"service":"cern","about":"a `token` that is not one","grade":"unknown","values":{"badRequest":"400","firstPage":"the first page","emptyPage":"an empty page","internalError":"500"},"probe":"GET /api/v1.0/Group?limit=1&token={unused}&field=id","unprobed":null},
  cernOffsetOfTokenPage: {"service":"cern","about":"`pagination.offset` of a page by `token`","grade":"unknown","values":{"position":"the number of rows before it","zero":"0"},"probe":"GET /api/v1.0/Group?limit=1&token={token}&field=id","unprobed":null},
  cernLinksOfTokenPage: {"service":"cern","about":"`links` of a page by `token`","grade":"unknown","values":{"position":"those of its position","firstPage":"those of the first page","null":"null"},"probe":"GET /api/v1.0/Group?limit=1&token={token}&field=id","unprobed":null},
  cernLastLink: {"service":"cern","about":"`links.last` if the last page is full","grade":"unknown","values":{"fullPage":"the last page with rows","emptyPage":"the empty page after it"},"probe":"GET /api/v1.0/Group?limit=1&field=id","unprobed":null},
  cernPreviousLink: {"service":"cern","about":"`links.previous` at an offset below `limit`","grade":"inferred","values":{"zero":"offset 0","negative":"a negative offset","null":"null"},"probe":"GET /api/v1.0/Group?limit=2&offset=1&field=id","unprobed":null},
  cernNextLink: {"service":"cern","about":"`pagination.next` of a list with `filter`, `sort` or `field`","grade":"inferred","values":{"repeated":"repeats them","bare":"has only `token` and `limit`"},"probe":"GET /api/v1.0/Group?limit=1&field=id","unprobed":null},
  cernTokenOfSortedList: {"service":"cern","about":"the page by `token` of a sorted list","grade":"unknown","values":{"sorted":"continues in the order of the list","byId":"continues in the order of ids"},"probe":"GET /api/v1.0/Group?limit=2&sort=groupIdentifier&field=id, then with its token","unprobed":null},
  cernDescendingSort: {"service":"cern","about":"descending order","grade":"unknown","values":{"none":"does not exist","minus":"`sort=-FIELD`","colon":"`sort=FIELD:desc`","blank":"`sort=FIELD desc`"},"probe":"GET /api/v1.0/Group?limit=2&sort=-groupIdentifier&field=id and so on","unprobed":null},
  cernSortOfNull: {"service":"cern","about":"the place of null in a sorted list","grade":"unknown","values":{"first":"before all others","last":"behind all others"},"probe":"GET /api/v1.0/Identity?limit=1&sort=personId&field=personId, and its last page","unprobed":null},
  cernUnknownSort: {"service":"cern","about":"`sort` by an unknown field","grade":"unknown","values":{"ignored":"ignored","badRequest":"400"},"probe":"GET /api/v1.0/Group?sort={unused}&{nothing}","unprobed":null},
  cernUnknownOperator: {"service":"cern","about":"a filter with an unknown operator","grade":"unknown","values":{"badRequest":"400","value":"the operator counts as part of the value","ignored":"the filter is ignored","internalError":"500"},"probe":"GET /api/v1.0/Group?limit=1&filter=groupIdentifier:regex:{unused}&field=id","unprobed":null},
  cernStartsWith: {"service":"cern","about":"the operator `startswith`","grade":"unknown","values":{"unsupported":"is unknown","supported":"is known"},"probe":"GET /api/v1.0/Group?limit=1&filter=groupIdentifier:startswith:{beginning of a groupIdentifier}&field=id","unprobed":null},
  cernComparisons: {"service":"cern","about":"the operators `ge`, `lt` and `le`","grade":"unknown","values":{"supported":"are known","unsupported":"are unknown"},"probe":"GET /api/v1.0/Group?limit=1&filter=groupIdentifier:ge:{groupIdentifier}&filter=groupIdentifier:le:{groupIdentifier}&field=id","unprobed":null},
  cernEqualsCase: {"service":"cern","about":"case in a filter with `eq`","grade":"inferred","values":{"ignored":"does not matter","exact":"matters"},"probe":"GET /api/v1.0/Group?limit=1&filter=groupIdentifier:eq:{groupIdentifier in the other case}&field=id","unprobed":null},
  cernContainsCase: {"service":"cern","about":"case in a filter with `contains`","grade":"inferred","values":{"ignored":"does not matter","exact":"matters"},"probe":"GET /api/v1.0/Group?limit=1&filter=groupIdentifier:contains:{groupIdentifier in the other case}&field=id","unprobed":null},
  cernUnknownFilter: {"service":"cern","about":"a filter on an unknown field","grade":"unknown","values":{"noRows":"matches nothing","ignored":"is ignored","badRequest":"400"},"probe":"GET /api/v1.0/Group?limit=1&filter={unused}:eq:x&field=id","unprobed":null},
  cernUnknownField: {"service":"cern","about":"`field` with an unknown name","grade":"unknown","values":{"null":"null","absent":"absent","badRequest":"400"},"probe":"GET /api/v1.0/Group?limit=1&field={unused}","unprobed":null},
  cernUnsetField: {"service":"cern","about":"an attribute that is requested and not set","grade":"inferred","values":{"null":"null","absent":"absent"},"probe":"GET /api/v1.0/Identity?limit=100&field=orcid","unprobed":null},
  cernChildIdentity: {"service":"cern","about":"`owner` and `supervisor`","grade":"unknown","values":{"summary":"`id`, `upn`, `displayName`","whole":"the whole identity","id":"the id alone"},"probe":"GET /api/v1.0/Identity?limit=100&filter=type:Application&field=owner","unprobed":null},
  cernGroupAsMember: {"service":"cern","about":"names like `group|uuid` in membership lists","grade":"inferred","values":{"absent":"do not occur","present":"occur"},"probe":"GET /api/v1.0/Group/{id}/memberidentities/precomputed?field=upn of some groups","unprobed":null},
  cernMyIdentity: {"service":"cern","about":"`Identity/my` for a program without an identity","grade":"unknown","values":{"notFound":"404","forbidden":"403"},"probe":"GET /api/v1.0/Identity/my?field=id","unprobed":null},
  cernCurrentIdentity: {"service":"cern","about":"`Identity/current` for a program with an identity","grade":"unknown","values":{"my":"the same as `Identity/my`","forbidden":"403","notFound":"404"},"probe":"GET /api/v1.0/Identity/current?field=id","unprobed":null},
  cernBadRequestBody: {"service":"cern","about":"the body of 400","grade":"unknown","values":{"envelope":"`request_id`, `message`, `data`","problem":"`application/problem+json`","empty":"empty"},"probe":"GET /api/v1.0/Group?filter={unused}","unprobed":null},
  cernUnauthorizedBody: {"service":"cern","about":"the body of 401","grade":"unknown","values":{"envelope":"`request_id`, `message`, `data`","problem":"`application/problem+json`","empty":"empty"},"probe":"GET /api/v1.0/Group?{nothing} with an invalid token","unprobed":null},
  cernForbiddenBody: {"service":"cern","about":"the body of 403","grade":"unknown","values":{"envelope":"`request_id`, `message`, `data`","problem":"`application/problem+json`","empty":"empty"},"probe":"GET /api/v1.0/Identity?{nothing}, by a client that may not read identities","unprobed":null},
  cernNotFoundBody: {"service":"cern","about":"the body of 404","grade":"unknown","values":{"envelope":"`request_id`, `message`, `data`","problem":"`application/problem+json`","empty":"empty"},"probe":"GET /api/v1.0/Group/{unused}","unprobed":null},
  cernWrongAudience: {"service":"cern","about":"a token for another application","grade":"inferred","values":{"unauthorized":"401","forbidden":"403"},"probe":null,"unprobed":"it takes a token for another application"},
  cernPublicClientPkce: {"service":"cern","about":"a public client that signs people in without PKCE","grade":"inferred","values":{"optional":"gets its code","required":"`invalid_request`"},"probe":null,"unprobed":"it would sign somebody in"},
  cernTokenErrorBody: {"service":"cern","about":"the body of errors of `api-access/token`","grade":"unknown","values":{"oauth":"`error`, `error_description`","envelope":"`request_id`, `message`, `data`","empty":"empty"},"probe":null,"unprobed":"a rejected token request may lock the client"},
  cernListByPost: {"service":"cern","about":"POST on `Identity`, `Account` or `ExtendedAccount`","grade":"unknown","values":{"methodNotAllowed":"405","list":"the list"},"probe":null,"unprobed":"it may write"},
  cernCreated: {"service":"cern","about":"the status of a new group or application","grade":"unknown","values":{"ok":"200","created":"201"},"probe":null,"unprobed":"it writes"},
  cernMembersWritten: {"service":"cern","about":"the status after members are added or removed","grade":"unknown","values":{"ok":"200","created":"201 for added ones","noContent":"204"},"probe":null,"unprobed":"it writes"},
  cernNobodyRemoved: {"service":"cern","about":"the removal of members who are not in the group","grade":"inferred","values":{"badRequest":"400","ok":"200 with an empty list"},"probe":null,"unprobed":"it may write"},
  cernDeleted: {"service":"cern","about":"the status after DELETE of a group, or of a group from a role","grade":"unknown","values":{"ok":"200","noContent":"204"},"probe":null,"unprobed":"it writes"},
  dabpTenantId: {"service":"dabp","about":"the header `Tenant-Id`","grade":"unknown","values":{"optional":"may be absent","required":"must be there, or 400"},"probe":"GET /delegation/api/v2/people/{unused}/report without the header","unprobed":null},
  dabpInvalidTenantId: {"service":"dabp","about":"`Tenant-Id` that is not a UUID","grade":"inferred","values":{"json":"400 as JSON","text":"400 as `text/plain`","ignored":"ignored"},"probe":"GET /delegation/api/v2/people/{unused}/report with such a header","unprobed":null},
  dabpReadScope: {"service":"dabp","about":"a token with the scope `dabp_read` only","grade":"unknown","values":{"forbidden":"403","allowed":"opens the report"},"probe":"GET /delegation/api/v2/people/{unused}/report with such a token","unprobed":null},
  dabpUnauthorizedBody: {"service":"dabp","about":"the body of 401","grade":"unknown","values":{"error":"`code`, `message`, `details`","oauth":"`error`, `error_description`","empty":"empty"},"probe":"GET /delegation/api/v2/people/{unused}/report with an invalid token","unprobed":null},
  dabpNotFoundCode: {"service":"dabp","about":"`code` of 404","grade":"unknown","values":{"status":"404","own":"a number of its own, 5001 in the mock"},"probe":"GET /delegation/api/v2/people/{unused}/report","unprobed":null},
  dabpMethodNotAllowedCode: {"service":"dabp","about":"`code` of 405","grade":"unknown","values":{"status":"405","own":"a number of its own, 1005 in the mock"},"probe":null,"unprobed":"it takes another method than GET"},
  dabpNoGroups: {"service":"dabp","about":"the report of a person in no group","grade":"inferred","values":{"emptyList":"`{\"groups\":[]}`","absent":"`{}`"},"probe":"GET /delegation/api/v2/people/{reference id}/report, if you name such a person","unprobed":null},
  dabpSubgroupSuperuser: {"service":"dabp","about":"`role_superuser` in the groups within a group","grade":"inferred","values":{"inherited":"is in each of them","direct":"is only where it was assigned"},"probe":null,"unprobed":"a report does not tell which groups contain others"},
  dabpTokenLifetime: {"service":"dabp","about":"the lifetime of access tokens, unless `--token-ttl` sets it","grade":"inferred","values":{"900":"900 seconds","3600":"3600 seconds"},"probe":"the token request","unprobed":null},
  dabpAccessToken: {"service":"dabp","about":"access tokens, unless the registration of the client tells it","grade":"inferred","values":{"jwt":"JWT","opaque":"64 hexadecimal digits"},"probe":"the token request","unprobed":null},
  dabpVersion1: {"service":"dabp","about":"the deprecated addresses below `/delegation/api/v1/persons`","grade":"inferred","values":{"legacy":"the report in the format of version 1","current":"the report in the current format","notFound":"404"},"probe":null,"unprobed":"a request may count as activity of the person"},
}
