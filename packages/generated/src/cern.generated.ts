// Generated from openapi/cern.yaml by `npm run generate`. Do not edit.
/** What is around every answer. */
export type Envelope = {
    readonly request_id: string | null;
    readonly message: string | null;
};
export type Failure = Envelope & {
    readonly data?: null;
};
/** What is around the rows of a page. */
export type Page = Envelope & {
    readonly pagination: Pagination;
    /** Purpose unknown. */
    readonly delta: null;
};
/** Where a page stands. On the last one `next`, `token` and `links.next` are all null. */
export type Pagination = {
    /** How many rows meet the filters. */
    readonly total: number;
    readonly offset: number;
    readonly limit: number;
    /**
     * The path of the next page, by token; with the limit and, by inference, filters and fields.
     * @example /api/v1.0/Group?token=eyJJZCI6IjA4ZDc4&limit=1000
     */
    readonly next: string | null;
    readonly links: PageLinks;
    /** Stands for the place after the last row of this page. In characters that a URL takes as they are. */
    readonly token: string | null;
};
/** Paths of pages, by offset. */
export type PageLinks = {
    readonly first: string;
    /** Null on the first page. */
    readonly previous: string | null;
    readonly current: string;
    /** Null on the last page. */
    readonly next: string | null;
    readonly last: string;
};
/** How a filter compares, as far as public clients show. `eq` where a filter names none. */
export type FilterOperator = "eq" | "contains" | "gt";
/** The default object. */
export type Identity = {
    readonly owner: ChildIdentity;
    readonly supervisor: ChildIdentity;
    readonly primaryAccountEmail: string | null;
    /**
     * @example Person
     * @example Service
     * @example Secondary
     * @example Application
     */
    readonly type: string;
    /** The login. May have a slash in it. */
    readonly upn: string | null;
    /** The name that people are shown. */
    readonly displayName: string;
    /** Digits. External people have none. */
    readonly personId: string | null;
    /** Format: uuid */
    readonly supervisorId: string | null;
    /**
     * @example cern
     * @example edugain
     */
    readonly source: string;
    readonly unconfirmed: boolean;
    readonly unconfirmedEmail: string | null;
    readonly externalEmail: string | null;
    /** Format: uuid */
    readonly primaryAccountId: string | null;
    readonly uid: number | null;
    readonly gid: number | null;
    /**
     * @example Personal
     * @example Official
     */
    readonly resourceCategory: string;
    readonly reassignable: boolean;
    readonly autoReassign: boolean;
    readonly blocked: boolean;
    readonly securityIssues: boolean;
    readonly blockingReason: string | null;
    /** A date and a time. */
    readonly blockingTime: string | null;
    /** A date and a time. */
    readonly blockingDeadline: string | null;
    /** A date and a time. */
    readonly expirationDeadline: string | null;
    /** Format: uuid */
    readonly ownerId: string | null;
    /** Format: uuid */
    readonly id: string;
    readonly room?: string | null;
    readonly floor?: string | null;
    readonly orcid?: string | null;
    readonly building?: string | null;
    readonly lastName?: string | null;
    /**
     * A date and a time without a zone.
     * @example 1993-02-01T00:00:00
     */
    readonly birthDate?: string | null;
    readonly cernGroup?: string | null;
    readonly firstName?: string | null;
    readonly activeUser?: boolean | null;
    /** An internal number of five digits. */
    readonly telephone1?: string | null;
    readonly cernSection?: string | null;
    readonly description?: string | null;
    readonly cernPersonId?: string | null;
    readonly instituteName?: string | null;
    /** @example M31120 */
    readonly postOfficeBox?: string | null;
    readonly cernDepartment?: string | null;
    readonly eduPersonUniqueID?: string | null;
    readonly instituteAbbreviation?: string | null;
    /** @example EN */
    readonly preferredCernLanguage?: string | null;
    /** A date and a time in UTC. */
    readonly modificationTime?: string | null;
    readonly disabled?: boolean | null;
};
/** The fields that were asked for, and `id`. */
export type SelectedIdentity = {
    readonly owner?: ChildIdentity;
    readonly supervisor?: ChildIdentity;
    readonly primaryAccountEmail?: string | null;
    /**
     * @example Person
     * @example Service
     * @example Secondary
     * @example Application
     */
    readonly type?: string;
    /** The login. May have a slash in it. */
    readonly upn?: string | null;
    /** The name that people are shown. */
    readonly displayName?: string;
    /** Digits. External people have none. */
    readonly personId?: string | null;
    /** Format: uuid */
    readonly supervisorId?: string | null;
    /**
     * @example cern
     * @example edugain
     */
    readonly source?: string;
    readonly unconfirmed?: boolean;
    readonly unconfirmedEmail?: string | null;
    readonly externalEmail?: string | null;
    /** Format: uuid */
    readonly primaryAccountId?: string | null;
    readonly uid?: number | null;
    readonly gid?: number | null;
    /**
     * @example Personal
     * @example Official
     */
    readonly resourceCategory?: string;
    readonly reassignable?: boolean;
    readonly autoReassign?: boolean;
    readonly blocked?: boolean;
    readonly securityIssues?: boolean;
    readonly blockingReason?: string | null;
    /** A date and a time. */
    readonly blockingTime?: string | null;
    /** A date and a time. */
    readonly blockingDeadline?: string | null;
    /** A date and a time. */
    readonly expirationDeadline?: string | null;
    /** Format: uuid */
    readonly ownerId?: string | null;
    /** Format: uuid */
    readonly id: string;
    readonly room?: string | null;
    readonly floor?: string | null;
    readonly orcid?: string | null;
    readonly building?: string | null;
    readonly lastName?: string | null;
    /**
     * A date and a time without a zone.
     * @example 1993-02-01T00:00:00
     */
    readonly birthDate?: string | null;
    readonly cernGroup?: string | null;
    readonly firstName?: string | null;
    readonly activeUser?: boolean | null;
    /** An internal number of five digits. */
    readonly telephone1?: string | null;
    readonly cernSection?: string | null;
    readonly description?: string | null;
    readonly cernPersonId?: string | null;
    readonly instituteName?: string | null;
    /** @example M31120 */
    readonly postOfficeBox?: string | null;
    readonly cernDepartment?: string | null;
    readonly eduPersonUniqueID?: string | null;
    readonly instituteAbbreviation?: string | null;
    /** @example EN */
    readonly preferredCernLanguage?: string | null;
    /** A date and a time in UTC. */
    readonly modificationTime?: string | null;
    readonly disabled?: boolean | null;
};
/** Another identity. Which of its fields come is not known. */
export type ChildIdentity = {
    readonly id?: string;
    readonly upn?: string | null;
    readonly displayName?: string | null;
} | null;
export type IdentityAnswer = Envelope & {
    readonly data: Identity | SelectedIdentity;
};
export type IdentityPage = Page & {
    readonly data: readonly (Identity | SelectedIdentity)[];
};
export type Membership = {
    readonly isMember: boolean;
};
/** The default object. Which of its fields always come is not known but for these three. */
export type Group = {
    readonly primaryAccountEmail?: string | null;
    /** Readable and never changed. */
    readonly groupIdentifier: string;
    /** The name that people are shown. */
    readonly displayName: string;
    /** The purpose of the group. */
    readonly description?: string | null;
    /** Format: uuid */
    readonly ownerId?: string | null;
    /**
     * Format: uuid
     *
     * The id of a group.
     */
    readonly administratorsId?: string | null;
    /** @example cern */
    readonly source?: string;
    /** @example Slave */
    readonly syncType?: string;
    readonly isComputingGroup?: boolean;
    readonly gid?: number | null;
    readonly blocked?: boolean;
    readonly disabled?: boolean;
    /** Format: uuid */
    readonly id: string;
    /** A date and a time in UTC. */
    readonly modificationTime?: string | null;
};
/** The fields that were asked for, and `id`. */
export type SelectedGroup = {
    readonly primaryAccountEmail?: string | null;
    /** Readable and never changed. */
    readonly groupIdentifier?: string;
    /** The name that people are shown. */
    readonly displayName?: string;
    /** The purpose of the group. */
    readonly description?: string | null;
    /** Format: uuid */
    readonly ownerId?: string | null;
    /**
     * Format: uuid
     *
     * The id of a group.
     */
    readonly administratorsId?: string | null;
    /** @example cern */
    readonly source?: string;
    /** @example Slave */
    readonly syncType?: string;
    readonly isComputingGroup?: boolean;
    readonly gid?: number | null;
    readonly blocked?: boolean;
    readonly disabled?: boolean;
    /** Format: uuid */
    readonly id: string;
    /** A date and a time in UTC. */
    readonly modificationTime?: string | null;
};
export type GroupAnswer = Envelope & {
    readonly data: Group | SelectedGroup;
};
export type GroupPage = Page & {
    readonly data: readonly (Group | SelectedGroup)[];
};
export type NewGroup = {
    readonly groupIdentifier: string;
    readonly displayName: string;
    readonly description: string;
};
export type GroupQuery = {
    readonly operator: QueryOperator;
    readonly property: string;
    readonly value: string;
};
/** The only one that a public client sends. */
export type QueryOperator = "Equals";
export type NewMember = {
    /** The `id` or the `personId` of an identity. */
    readonly id: string;
};
export type AddedMember = {
    /** Format: uuid */
    readonly identityId: string;
};
export type RemovedMember = {
    readonly memberIdentity: {
        /** Format: uuid */
        readonly id: string;
    };
};
export type Account = {
    readonly displayName: string;
    /** The login. */
    readonly uniqueIdentifier: string;
    readonly emailAddress: string;
    /**
     * @example Person
     * @example Secondary
     */
    readonly type: string;
    readonly id?: string;
    /** Of an extended account. */
    readonly cernDepartment?: string | null;
};
/** The fields that were asked for. */
export type SelectedAccount = {
    readonly displayName?: string;
    /** The login. */
    readonly uniqueIdentifier?: string;
    readonly emailAddress?: string;
    /**
     * @example Person
     * @example Secondary
     */
    readonly type?: string;
    readonly id?: string;
    /** Of an extended account. */
    readonly cernDepartment?: string | null;
};
export type AccountPage = Page & {
    readonly data: readonly (Account | SelectedAccount)[];
};
export type Application = {
    /** The id of its OIDC client. */
    readonly applicationIdentifier: string;
    /** Format: uuid */
    readonly ownerId: string | null;
    /**
     * Format: uuid
     *
     * The id of a group.
     */
    readonly administratorsId: string | null;
    /** Format: uuid */
    readonly id: string;
};
/** The fields that were asked for, and `id`. */
export type SelectedApplication = {
    /** The id of its OIDC client. */
    readonly applicationIdentifier?: string;
    /** Format: uuid */
    readonly ownerId?: string | null;
    /**
     * Format: uuid
     *
     * The id of a group.
     */
    readonly administratorsId?: string | null;
    /** Format: uuid */
    readonly id: string;
};
export type ApplicationPage = Page & {
    readonly data: readonly (Application | SelectedApplication)[];
};
/** Inferred; more fields may be needed, and are taken. */
export type NewApplication = {
    readonly applicationIdentifier: string;
    /** Format: uuid */
    readonly administratorsId?: string | null;
};
export type Role = {
    /** In lower case. */
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    /** Whether nobody gets in without it. */
    readonly required: boolean;
    readonly multifactor: boolean;
    readonly applyToAllUsers: boolean;
    /** Format: uuid */
    readonly id: string;
};
/** The fields that were asked for, and `id`. */
export type SelectedRole = {
    /** In lower case. */
    readonly name?: string;
    readonly displayName?: string;
    readonly description?: string;
    /** Whether nobody gets in without it. */
    readonly required?: boolean;
    readonly multifactor?: boolean;
    readonly applyToAllUsers?: boolean;
    /** Format: uuid */
    readonly id: string;
};
export type RolePage = Page & {
    readonly data: readonly (Role | SelectedRole)[];
};
export type NewRole = {
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly required: boolean;
    readonly multifactor: boolean;
    readonly applyToAllUsers: boolean;
};
export type RegistrationProvider = {
    /**
     * @example saml
     * @example openid
     */
    readonly authenticationProviderIdentifier?: string;
    /** Format: uuid */
    readonly id: string;
};
export type RegistrationProviderPage = Page & {
    readonly data: readonly RegistrationProvider[];
};
export type Registration = {
    /** Format: uuid */
    readonly applicationId?: string;
    /** SAML metadata in XML. */
    readonly definition?: string | null;
    /**
     * Format: uuid
     *
     * Inferred.
     */
    readonly id?: string;
};
export type RegistrationPage = Page & {
    readonly data: readonly Registration[];
};
export type ClientCredentialsRequest = {
    /** @constant */
    readonly grant_type: "client_credentials";
    readonly client_id?: string;
    readonly client_secret?: string;
    /** @example authorization-service-api */
    readonly audience?: string;
    readonly scope?: string;
};
/** RFC 8693. */
export type TokenExchangeRequest = {
    /** @constant */
    readonly grant_type: "urn:ietf:params:oauth:grant-type:token-exchange";
    readonly client_id?: string;
    /** A public client has none. */
    readonly client_secret?: string;
    readonly subject_token: string;
    /** @example urn:ietf:params:oauth:token-type:access_token */
    readonly subject_token_type?: string;
    readonly requested_token_type?: string;
    /** @example authorization-service-api */
    readonly audience?: string;
    readonly scope?: string;
};
/** RFC 8628, with PKCE. */
export type DeviceCodeRequest = {
    readonly client_id?: string;
    readonly client_secret?: string;
    readonly scope?: string;
    readonly audience?: string;
    readonly code_challenge?: string;
    /** @constant */
    readonly code_challenge_method?: "S256";
};
export type DeviceCode = {
    readonly device_code: string;
    readonly user_code: string;
    /** Format: uri */
    readonly verification_uri: string;
    /** Format: uri */
    readonly verification_uri_complete?: string;
    /** Seconds. */
    readonly expires_in: number;
    /**
     * Seconds between two polls.
     * @default 5
     */
    readonly interval: number;
};
export type DeviceTokenRequest = {
    /** @constant */
    readonly grant_type: "urn:ietf:params:oauth:grant-type:device_code";
    readonly client_id?: string;
    readonly client_secret?: string;
    readonly device_code: string;
    readonly code_verifier?: string;
};
export type RefreshRequest = {
    /** @constant */
    readonly grant_type: "refresh_token";
    readonly client_id?: string;
    readonly client_secret?: string;
    readonly refresh_token: string;
    readonly scope?: string;
    /** A JWT that the client signed, in place of a secret. RFC 7523. */
    readonly client_assertion?: string;
    readonly client_assertion_type?: string;
};
export type AuthorizationCodeRequest = {
    /** @constant */
    readonly grant_type: "authorization_code";
    readonly client_id?: string;
    /** A public client has none. */
    readonly client_secret?: string;
    readonly code: string;
    /** Format: uri */
    readonly redirect_uri: string;
    readonly code_verifier?: string;
    /** A JWT that the client signed, in place of a secret. RFC 7523. */
    readonly client_assertion?: string;
    readonly client_assertion_type?: string;
};
export type AuthorizationRequest = {
    /** @constant */
    readonly response_type: "code";
    readonly client_id: string;
    /** Format: uri */
    readonly redirect_uri: string;
    readonly scope?: string;
    readonly response_mode?: "query" | "fragment" | "form_post";
    readonly state?: string;
    readonly nonce?: string;
    readonly prompt?: string;
    readonly max_age?: string;
    readonly audience?: string;
    readonly login_hint?: string;
    readonly code_challenge?: string;
    /** @constant */
    readonly code_challenge_method?: "S256";
};
export type LogoutRequest = {
    readonly id_token_hint?: string;
    readonly client_id?: string;
    /** Format: uri */
    readonly post_logout_redirect_uri?: string;
    readonly state?: string;
    readonly logout_hint?: string;
    readonly ui_locales?: string;
    readonly client_secret?: string;
    readonly refresh_token?: string;
};
export type RevocationRequest = {
    readonly token: string;
    readonly token_type_hint?: string;
    readonly client_id?: string;
    readonly client_secret?: string;
    /** A JWT that the client signed, in place of a secret. RFC 7523. */
    readonly client_assertion?: string;
    readonly client_assertion_type?: string;
};
/** The claims of the token are in it as well. */
export type Introspection = {
    readonly active: boolean;
    readonly client_id?: string;
    readonly username?: string;
    readonly token_type?: string;
    readonly typ?: "Bearer" | "Refresh";
    readonly scope?: string;
    readonly sub?: string;
    readonly exp?: number;
    readonly iat?: number;
} & {
    readonly [key: string]: unknown;
};
export type TokenResponse = {
    readonly access_token: string;
    readonly issued_token_type?: string;
    /** @constant */
    readonly token_type: "Bearer";
    /** Seconds; 1200 as a rule. */
    readonly expires_in: number;
    readonly refresh_token?: string;
    readonly refresh_expires_in?: number;
    readonly id_token?: string;
    readonly session_state?: string;
    readonly "not-before-policy"?: number;
    readonly scope?: string;
};
export type UserInfo = {
    /** The same as cern_upn. */
    readonly sub: string;
    readonly cern_upn?: string;
    /** Externals have none. */
    readonly cern_person_id?: string;
    readonly cern_roles?: readonly string[];
    /** To be shown, not to be relied on. */
    readonly preferred_username?: string;
    readonly name?: string;
    readonly given_name?: string;
    readonly family_name?: string;
    readonly email?: string;
};
export type TokenError = {
    /**
     * @example invalid_client
     * @example access_denied
     * @example authorization_pending
     * @example slow_down
     * @example expired_token
     */
    readonly error: string;
    readonly error_description?: string;
};
export type Key = {
    /** @constant */
    readonly kty: "RSA";
    readonly kid: string;
    /** @constant */
    readonly use: "sig";
    /** @constant */
    readonly alg: "RS256";
    readonly n: string;
    readonly e: string;
};
export type KeySet = {
    readonly keys: readonly Key[];
};
export type OpenIdConfiguration = {
    readonly issuer: string;
    /** Format: uri */
    readonly token_endpoint: string;
    /** Format: uri */
    readonly authorization_endpoint?: string;
    /** Format: uri */
    readonly userinfo_endpoint?: string;
    /** Format: uri */
    readonly revocation_endpoint?: string;
    /** Format: uri */
    readonly end_session_endpoint?: string;
    /** Format: uri */
    readonly introspection_endpoint?: string;
    /** Format: uri */
    readonly device_authorization_endpoint?: string;
    /** Format: uri */
    readonly jwks_uri: string;
    readonly grant_types_supported?: readonly string[];
    readonly token_endpoint_auth_methods_supported?: readonly string[];
    readonly token_endpoint_auth_signing_alg_values_supported?: readonly string[];
    readonly introspection_endpoint_auth_methods_supported?: readonly string[];
    readonly revocation_endpoint_auth_methods_supported?: readonly string[];
    readonly response_modes_supported?: readonly string[];
    readonly prompt_values_supported?: readonly string[];
    readonly code_challenge_methods_supported?: readonly string[];
    readonly claims_supported?: readonly string[];
    readonly request_parameter_supported?: boolean;
    readonly request_uri_parameter_supported?: boolean;
    readonly authorization_response_iss_parameter_supported?: boolean;
    readonly scopes_supported?: readonly string[];
    readonly id_token_signing_alg_values_supported?: readonly string[];
    readonly response_types_supported?: readonly string[];
    readonly subject_types_supported?: readonly string[];
};
export interface paths {
    readonly "/auth/realms/cern/api-access/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * An access token for a program of its own.
         *
         * The client names itself in the form, or by HTTP Basic.
         */
        readonly post: operations["requestApiToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An access token in exchange for another, or at the end of a device flow. */
        readonly post: operations["requestToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/auth/device": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A code that a person confirms in a browser. */
        readonly post: operations["requestDeviceCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/device": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The page where a person confirms a device. */
        readonly get: operations["confirmDevice"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/auth": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a person signs in to an application; begins the authorization code flow. */
        readonly get: operations["authorize"];
        readonly put?: never;
        /** The same, with the parameters in a form. */
        readonly post: operations["postAuthorize"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/userinfo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who the person is whose token is shown. */
        readonly get: operations["getUserInfo"];
        readonly put?: never;
        /** The same; OpenID Connect has both. */
        readonly post: operations["postUserInfo"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/token/introspect": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What a token stands for. RFC 7662. */
        readonly post: operations["introspectToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Revokes a token. RFC 7009. */
        readonly post: operations["revokeToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a person signs out. OpenID Connect RP-Initiated Logout. */
        readonly get: operations["logout"];
        readonly put?: never;
        /** The same, with the parameters in a form. */
        readonly post: operations["postLogout"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/protocol/openid-connect/certs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The public keys that verify access tokens. */
        readonly get: operations["getSigningKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/auth/realms/cern/.well-known/openid-configuration": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Where the token endpoint and the signing keys are.
         *
         * The endpoint for programs of their own is not in it; clients put `api-access` for `protocol/openid-connect`.
         */
        readonly get: operations["getOpenIdConfiguration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All identities, a page at a time. */
        readonly get: operations["listIdentities"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/my": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The identity of the token's user. */
        readonly get: operations["getMyIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The identity of the token's user, as `my`. Also stands for an identity in `/Identity/current/groups`. */
        readonly get: operations["getCurrentIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/by_email/{email}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every identity with an e-mail address; external people may have several. */
        readonly get: operations["findIdentitiesByEmail"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/{identity}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One identity. */
        readonly get: operations["getIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/{identity}/groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The groups an identity is in directly; all of them with `recursive`. */
        readonly get: operations["listGroupsOfIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/{identity}/groups/recursive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The groups an identity is in, directly or through other groups. */
        readonly get: operations["listAllGroupsOfIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Identity/{identity}/isMemberRecursive/{group}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether an identity is in a group, directly or through other groups. */
        readonly get: operations["isMember"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/IdentityMembership/{identity}/precomputed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The groups an identity is in, directly or through other groups, as computed some time ago.
         * @deprecated
         */
        readonly get: operations["listPrecomputedGroupsOfIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All groups, a page at a time. */
        readonly get: operations["listGroups"];
        readonly put?: never;
        /**
         * A new group, with nobody in it.
         *
         * The path and the status are inferred; the body is one that a public client sends.
         */
        readonly post: operations["createGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/-/Query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The groups that meet a criterion.
         *
         * The parameters of a page are inferred; `includeArchivedAndDeleted` is not.
         */
        readonly post: operations["queryGroups"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/{group}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One group. */
        readonly get: operations["getGroup"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Removes a group.
         *
         * Inferred; no public client does it.
         */
        readonly delete: operations["removeGroup"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/{group}/members/identities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The identities that are directly in a group. */
        readonly get: operations["listMembers"];
        readonly put?: never;
        /** Puts identities into a group. */
        readonly post: operations["addMembers"];
        /** Takes identities out of a group. Nobody to take out is a bad request. */
        readonly delete: operations["removeMembers"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/{group}/members/identities/recursive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The identities that are in a group, directly or through other groups. */
        readonly get: operations["listAllMembers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/{group}/memberidentities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The identities that are directly in a group; all of them with `recursive`.
         * @deprecated
         */
        readonly get: operations["listMembersOldRoute"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/{group}/memberidentities/recursive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The identities that are in a group, directly or through other groups.
         * @deprecated
         */
        readonly get: operations["listAllMembersOldRoute"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Group/{group}/memberidentities/precomputed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The identities that are in a group, directly or through other groups, as computed some time ago.
         * @deprecated
         */
        readonly get: operations["listPrecomputedMembers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Account": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All accounts, a page at a time. */
        readonly get: operations["listAccounts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/ExtendedAccount": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All accounts with what is known of their owners, a page at a time. */
        readonly get: operations["listExtendedAccounts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Application": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All applications, a page at a time. */
        readonly get: operations["listApplications"];
        readonly put?: never;
        /**
         * A new application.
         *
         * Inferred. The documentation says that applications can be created; no public client does it.
         */
        readonly post: operations["createApplication"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Application/{application}/roles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The roles of an application. */
        readonly get: operations["listRoles"];
        readonly put?: never;
        /** A new role of an application. */
        readonly post: operations["createRole"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Application/{application}/roles/{role}/groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The groups whose members have a role. */
        readonly get: operations["listGroupsOfRole"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Application/{application}/roles/{role}/groups/{group}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Gives the members of a group a role.
         *
         * Sent without a body. What comes back as `data` is not known.
         */
        readonly post: operations["assignGroupToRole"];
        /**
         * Takes a role from the members of a group.
         *
         * Inferred; no public client does it.
         */
        readonly delete: operations["unassignGroupFromRole"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Registration/providers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The protocols an application can be registered for. */
        readonly get: operations["listRegistrationProviders"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1.0/Registration/{provider}/search": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The applications that are registered for a protocol. */
        readonly get: operations["listRegistrations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface components {
    responses: {
        /** The identity; with `field`, the fields asked for and `id`, in that order. */
        readonly Identity: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": IdentityAnswer;
            };
        };
        /** A page of identities. */
        readonly IdentityPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": IdentityPage;
            };
        };
        /** The group; with `field`, the fields asked for and `id`, in that order. */
        readonly Group: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": GroupAnswer;
            };
        };
        /** A page of groups. */
        readonly GroupPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": GroupPage;
            };
        };
        /** A page of accounts. */
        readonly AccountPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AccountPage;
            };
        };
        /** A page of applications. */
        readonly ApplicationPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ApplicationPage;
            };
        };
        /** A page of roles. */
        readonly RolePage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": RolePage;
            };
        };
        /** A page of registration providers. */
        readonly RegistrationProviderPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": RegistrationProviderPage;
            };
        };
        /** A page of registrations. */
        readonly RegistrationPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": RegistrationPage;
            };
        };
        /** A parameter or a body that makes no sense. The bodies of errors are inferred, here and below. */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Failure;
            };
        };
        /** No token, or one that is expired, foreign or for another audience. */
        readonly Unauthorized: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Failure;
            };
        };
        /** The subject of the token is in none of the groups that may do this. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Failure;
            };
        };
        /** Nothing has this identifier, or there is no such route. */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Failure;
            };
        };
        /** A verb that the route does not know. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Failure;
            };
        };
        /** The service failed. */
        readonly InternalError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Failure;
            };
        };
        /** Why there is no token. */
        readonly TokenError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": TokenError;
            };
        };
    };
    parameters: {
        /** How many rows a page has at most. Given twice, one of them counts. */
        readonly limit: number;
        /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
        readonly offset: number;
        /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
        readonly token: string;
        /**
         * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
         * @example [
         *       "primaryAccountEmail",
         *       "upn"
         * ]
         */
        readonly field: readonly string[];
        /**
         * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
         * Repeatable: a row must meet all of them.
         * @example [
         *       "displayName:contains:atlas",
         *       "modificationTime:gt:2024-01-01T00:00:00Z"
         * ]
         */
        readonly filter: readonly string[];
        /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
        readonly sort: readonly string[];
        /** Whether memberships through other groups count. */
        readonly recursive: boolean;
        /**
         * Its `id` or its `upn`. A slash in it travels as `%2F`.
         * @example ada
         */
        readonly identity: string;
        /**
         * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
         * @example atlas-readers
         */
        readonly group: string;
        /** Its `id` or its `applicationIdentifier`. */
        readonly application: string;
        /** Its `id` or its `name`. */
        readonly role: string;
    };
}
export interface operations {
    readonly requestApiToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": ClientCredentialsRequest;
            };
        };
        readonly responses: {
            /** The token. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": TokenResponse;
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 405: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly requestToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": TokenExchangeRequest | DeviceTokenRequest | RefreshRequest | AuthorizationCodeRequest | ClientCredentialsRequest;
            };
        };
        readonly responses: {
            /** The token. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": TokenResponse;
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 405: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly requestDeviceCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": DeviceCodeRequest;
            };
        };
        readonly responses: {
            /** The code, and where to enter it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": DeviceCode;
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 405: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly confirmDevice: {
        readonly parameters: {
            readonly query?: {
                /** The code that the device shows. Without it the page asks for it. */
                readonly user_code?: string;
                /** Who signs in. */
                readonly login_hint?: string;
                /** To refuse the device. */
                readonly deny?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** A page. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** A page. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly authorize: {
        readonly parameters: {
            readonly query: {
                readonly response_type: "code";
                readonly client_id: string;
                readonly redirect_uri: string;
                readonly scope?: string;
                /** How the response gets to the application. */
                readonly response_mode?: "query" | "fragment" | "form_post";
                readonly state?: string;
                readonly nonce?: string;
                /** Separated by spaces: `none`, or any of `login`, `select_account`, `consent`. */
                readonly prompt?: string;
                /** The age that a sign-in may have, in seconds. */
                readonly max_age?: number;
                /** What the access token is for. */
                readonly audience?: string;
                /** Who signs in. */
                readonly login_hint?: string;
                readonly code_challenge?: string;
                readonly code_challenge_method?: "S256";
                /** On the page of the mock, whom it lists. */
                readonly search?: string;
                /** On the page of the mock, to refuse. */
                readonly deny?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A page on which a person signs in, or one that posts the response to the application. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** Back to the application, with a code or an error. */
            readonly 302: {
                headers: {
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** The client or its redirect URI is unknown, so that nobody can be sent back. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "application/json": TokenError;
                };
            };
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly postAuthorize: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": AuthorizationRequest;
            };
        };
        readonly responses: {
            /** A page on which a person signs in, or one that posts the response to the application. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** Back to the application, with a code or an error. */
            readonly 302: {
                headers: {
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** The client or its redirect URI is unknown, so that nobody can be sent back. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "application/json": TokenError;
                };
            };
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly getUserInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** What the token tells of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": UserInfo;
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly postUserInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** What the token tells of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": UserInfo;
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly introspectToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": RevocationRequest;
            };
        };
        readonly responses: {
            /** The token's claims; of one that is not valid only that. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Introspection;
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 405: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": RevocationRequest;
            };
        };
        readonly responses: {
            /** The token is not valid any more. Of one that never was it is the same. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 405: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly logout: {
        readonly parameters: {
            readonly query?: {
                /** An ID token of the person, also one that has expired. */
                readonly id_token_hint?: string;
                readonly client_id?: string;
                readonly post_logout_redirect_uri?: string;
                readonly state?: string;
                readonly logout_hint?: string;
                readonly ui_locales?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The page that says so. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** The sign-in of the refresh token is over, which Keycloak accepts from its own adapters. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** Back to the application. */
            readonly 302: {
                headers: {
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** The hint or the URL is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "application/json": TokenError;
                };
            };
            readonly 401: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly postLogout: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": LogoutRequest;
            };
        };
        readonly responses: {
            /** The page that says so. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** The sign-in of the refresh token is over, which Keycloak accepts from its own adapters. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** Back to the application. */
            readonly 302: {
                headers: {
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** The hint or the URL is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                    readonly "application/json": TokenError;
                };
            };
            readonly 401: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
    readonly getSigningKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A JSON Web Key Set. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": KeySet;
                };
            };
        };
    };
    readonly getOpenIdConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** OpenID Connect discovery. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": OpenIdConfiguration;
                };
            };
        };
    };
    readonly listIdentities: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getMyIdentity: {
        readonly parameters: {
            readonly query?: {
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Identity"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getCurrentIdentity: {
        readonly parameters: {
            readonly query?: {
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Identity"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly findIdentitiesByEmail: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** @example ada.lovelace@example.org */
                readonly email: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getIdentity: {
        readonly parameters: {
            readonly query?: {
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `upn`. A slash in it travels as `%2F`.
                 * @example ada
                 */
                readonly identity: components["parameters"]["identity"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Identity"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listGroupsOfIdentity: {
        readonly parameters: {
            readonly query?: {
                /** Whether memberships through other groups count. */
                readonly recursive?: components["parameters"]["recursive"];
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `upn`. A slash in it travels as `%2F`.
                 * @example ada
                 */
                readonly identity: components["parameters"]["identity"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["GroupPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listAllGroupsOfIdentity: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `upn`. A slash in it travels as `%2F`.
                 * @example ada
                 */
                readonly identity: components["parameters"]["identity"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["GroupPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly isMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `upn`. A slash in it travels as `%2F`.
                 * @example ada
                 */
                readonly identity: components["parameters"]["identity"];
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The answer to the question. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope & {
                        readonly data: Membership;
                    };
                };
            };
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listPrecomputedGroupsOfIdentity: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `upn`. A slash in it travels as `%2F`.
                 * @example ada
                 */
                readonly identity: components["parameters"]["identity"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["GroupPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listGroups: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["GroupPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly createGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewGroup;
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["Group"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly queryGroups: {
        readonly parameters: {
            readonly query?: {
                readonly includeArchivedAndDeleted?: boolean;
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": GroupQuery;
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["GroupPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getGroup: {
        readonly parameters: {
            readonly query?: {
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Group"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly removeGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** It is done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listMembers: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly addMembers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly NewMember[];
            };
        };
        readonly responses: {
            /** Who has been added. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope & {
                        readonly data: readonly AddedMember[];
                    };
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly removeMembers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly string[];
            };
        };
        readonly responses: {
            /** Who has been removed. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope & {
                        readonly data: readonly RemovedMember[];
                    };
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listAllMembers: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listMembersOldRoute: {
        readonly parameters: {
            readonly query?: {
                /** Whether memberships through other groups count. */
                readonly recursive?: components["parameters"]["recursive"];
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listAllMembersOldRoute: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listPrecomputedMembers: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["IdentityPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listAccounts: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["AccountPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listExtendedAccounts: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["AccountPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listApplications: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["ApplicationPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly createApplication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewApplication;
            };
        };
        readonly responses: {
            /** The application. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope & {
                        readonly data: Application;
                    };
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listRoles: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["RolePage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly createRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewRole;
            };
        };
        readonly responses: {
            /** The role. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope & {
                        readonly data: Role;
                    };
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listGroupsOfRole: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
                /** Its `id` or its `name`. */
                readonly role: components["parameters"]["role"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["GroupPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly assignGroupToRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
                /** Its `id` or its `name`. */
                readonly role: components["parameters"]["role"];
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** It is done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly unassignGroupFromRole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
                /** Its `id` or its `name`. */
                readonly role: components["parameters"]["role"];
                /**
                 * Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** It is done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Envelope;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listRegistrationProviders: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["RegistrationProviderPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listRegistrations: {
        readonly parameters: {
            readonly query?: {
                /** How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 * ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 * Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 * ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** The `id` of a registration provider. */
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["RegistrationPage"];
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
}

export const filterOperatorValues: readonly FilterOperator[] = ["eq","contains","gt"];
export const queryOperatorValues: readonly QueryOperator[] = ["Equals"];
export const authorizationRequestResponse_modeValues: readonly NonNullable<AuthorizationRequest['response_mode']>[] = ["query","fragment","form_post"];
export const introspectionTypValues: readonly NonNullable<Introspection['typ']>[] = ["Bearer","Refresh"];
