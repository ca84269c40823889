// Generated from openapi/ by `npm run generate`. Do not edit.
export type Service = 'cern' | 'cis' | 'dabp'

/** One operation of a service, as its description names it. */
export interface ServiceOperation {
  readonly service: Service
  readonly operation: string
  readonly method: string
  /** With a name in braces for each part that varies. */
  readonly path: string
  readonly needsToken: boolean
  /** True if its body names the client that sends it. */
  readonly namesClient: boolean
  /** True if case does not matter in its path, nor a slash at the end or twice in a row. */
  readonly lenientPath: boolean
  /** True if an encoded slash is decoded before a route is looked for. */
  readonly decodesWholePath: boolean
}

export const serviceOperations: readonly ServiceOperation[] = [
  {"service":"cern","operation":"requestApiToken","method":"POST","path":"/auth/realms/cern/api-access/token","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"requestToken","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/token","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"requestDeviceCode","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/auth/device","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"confirmDevice","method":"GET","path":"/auth/realms/cern/device","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"authorize","method":"GET","path":"/auth/realms/cern/protocol/openid-connect/auth","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"postAuthorize","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/auth","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"getUserInfo","method":"GET","path":"/auth/realms/cern/protocol/openid-connect/userinfo","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"postUserInfo","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/userinfo","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"introspectToken","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/token/introspect","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"revokeToken","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/revoke","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"logout","method":"GET","path":"/auth/realms/cern/protocol/openid-connect/logout","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"postLogout","method":"POST","path":"/auth/realms/cern/protocol/openid-connect/logout","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"getSigningKeys","method":"GET","path":"/auth/realms/cern/protocol/openid-connect/certs","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"getOpenIdConfiguration","method":"GET","path":"/auth/realms/cern/.well-known/openid-configuration","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"cern","operation":"listIdentities","method":"GET","path":"/api/v1.0/Identity","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"getMyIdentity","method":"GET","path":"/api/v1.0/Identity/my","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"getCurrentIdentity","method":"GET","path":"/api/v1.0/Identity/current","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"findIdentitiesByEmail","method":"GET","path":"/api/v1.0/Identity/by_email/{email}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"getIdentity","method":"GET","path":"/api/v1.0/Identity/{identity}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listGroupsOfIdentity","method":"GET","path":"/api/v1.0/Identity/{identity}/groups","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listAllGroupsOfIdentity","method":"GET","path":"/api/v1.0/Identity/{identity}/groups/recursive","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"isMember","method":"GET","path":"/api/v1.0/Identity/{identity}/isMemberRecursive/{group}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listPrecomputedGroupsOfIdentity","method":"GET","path":"/api/v1.0/IdentityMembership/{identity}/precomputed","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listGroups","method":"GET","path":"/api/v1.0/Group","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"createGroup","method":"POST","path":"/api/v1.0/Group","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"queryGroups","method":"POST","path":"/api/v1.0/Group/-/Query","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"getGroup","method":"GET","path":"/api/v1.0/Group/{group}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"removeGroup","method":"DELETE","path":"/api/v1.0/Group/{group}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listMembers","method":"GET","path":"/api/v1.0/Group/{group}/members/identities","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"addMembers","method":"POST","path":"/api/v1.0/Group/{group}/members/identities","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"removeMembers","method":"DELETE","path":"/api/v1.0/Group/{group}/members/identities","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listAllMembers","method":"GET","path":"/api/v1.0/Group/{group}/members/identities/recursive","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listMembersOldRoute","method":"GET","path":"/api/v1.0/Group/{group}/memberidentities","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listAllMembersOldRoute","method":"GET","path":"/api/v1.0/Group/{group}/memberidentities/recursive","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listPrecomputedMembers","method":"GET","path":"/api/v1.0/Group/{group}/memberidentities/precomputed","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listAccounts","method":"GET","path":"/api/v1.0/Account","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listExtendedAccounts","method":"GET","path":"/api/v1.0/ExtendedAccount","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listApplications","method":"GET","path":"/api/v1.0/Application","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"createApplication","method":"POST","path":"/api/v1.0/Application","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listRoles","method":"GET","path":"/api/v1.0/Application/{application}/roles","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"createRole","method":"POST","path":"/api/v1.0/Application/{application}/roles","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listGroupsOfRole","method":"GET","path":"/api/v1.0/Application/{application}/roles/{role}/groups","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"assignGroupToRole","method":"POST","path":"/api/v1.0/Application/{application}/roles/{role}/groups/{group}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"unassignGroupFromRole","method":"DELETE","path":"/api/v1.0/Application/{application}/roles/{role}/groups/{group}","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listRegistrationProviders","method":"GET","path":"/api/v1.0/Registration/providers","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cern","operation":"listRegistrations","method":"GET","path":"/api/v1.0/Registration/{provider}/search","needsToken":true,"namesClient":false,"lenientPath":true,"decodesWholePath":false},
  {"service":"cis","operation":"requestToken","method":"POST","path":"/oauth/token","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"authorize","method":"GET","path":"/authorize","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"postAuthorize","method":"POST","path":"/authorize","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getUserInfo","method":"GET","path":"/userinfo","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"postUserInfo","method":"POST","path":"/userinfo","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"revokeToken","method":"POST","path":"/oauth/revoke","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"logout","method":"GET","path":"/oidc/logout","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"postLogout","method":"POST","path":"/oidc/logout","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"logoutByReturnTo","method":"GET","path":"/v2/logout","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getSigningKeys","method":"GET","path":"/.well-known/jwks.json","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getOpenIdConfiguration","method":"GET","path":"/.well-known/openid-configuration","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getDiscovery","method":"GET","path":"/.well-known/mozilla-iam","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getUserByUserId","method":"GET","path":"/v2/user/user_id/{user_id}","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getUserByUuid","method":"GET","path":"/v2/user/uuid/{uuid}","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getUserByPrimaryEmail","method":"GET","path":"/v2/user/primary_email/{primary_email}","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getUserByPrimaryUsername","method":"GET","path":"/v2/user/primary_username/{primary_username}","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"listUsers","method":"GET","path":"/v2/users","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"listUserIds","method":"GET","path":"/v2/users/id/all","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"searchUsers","method":"GET","path":"/v2/users/id/all/by_attribute_contains","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getUserMetadata","method":"GET","path":"/v2/user/metadata/{primary_email}","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getGreeting","method":"GET","path":"/v2","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getVersion","method":"GET","path":"/v2/version","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"cis","operation":"getProfileSchema","method":"GET","path":"/.well-known/profile.schema","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":true},
  {"service":"dabp","operation":"getReport","method":"GET","path":"/delegation/api/v2/people/{referenceId}/report","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"getVersion1Report","method":"GET","path":"/delegation/api/v1/persons/{referenceId}/report","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"getVersion1ReportWithoutIdentity","method":"GET","path":"/delegation/api/v1/persons/{referenceId}/report-omit-identity","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"requestToken","method":"POST","path":"/oauth/v1/token","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"authorize","method":"GET","path":"/oauth/v1/authorize","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"postAuthorize","method":"POST","path":"/oauth/v1/authorize","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"getUserInfo","method":"GET","path":"/oauth/v1/userinfo","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"postUserInfo","method":"POST","path":"/oauth/v1/userinfo","needsToken":true,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"revokeToken","method":"POST","path":"/oauth/v1/revoke","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"logout","method":"GET","path":"/oauth/v1/logout","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"postLogout","method":"POST","path":"/oauth/v1/logout","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"getSigningKeys","method":"GET","path":"/oauth/v1/keys","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"getOpenIdConfiguration","method":"GET","path":"/oauth/.well-known/openid-configuration","needsToken":false,"namesClient":false,"lenientPath":false,"decodesWholePath":false},
  {"service":"dabp","operation":"introspectToken","method":"POST","path":"/oauth/api/v2/token/introspect","needsToken":false,"namesClient":true,"lenientPath":false,"decodesWholePath":false},
]
