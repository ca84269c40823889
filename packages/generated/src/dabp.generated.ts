// Generated from openapi/dabp.yaml by `npm run generate`. Do not edit.
/** The groups a person is in, those by way of subgroups included. Not one property is required. */
export type PersonReport = {
    readonly groups?: readonly ReportGroup[];
};
/** One group, and what the person may do in it. That says nothing of any other group. */
export type ReportGroup = {
    /**
     * Format: uuid
     *
     * Not unique in the documentation's own example.
     */
    readonly id?: string;
    readonly name?: string;
    readonly attributes?: readonly GroupAttribute[];
    readonly policies?: readonly ReportPolicy[];
    readonly resources?: readonly ReportResource[];
};
export type GroupAttribute = {
    readonly name?: string;
    readonly value?: string;
};
export type ReportPolicy = {
    /**
     * Format: uuid
     *
     * Absent from an artificial policy.
     */
    readonly id?: string;
    readonly name?: string;
};
export type ReportResource = {
    /** Format: uuid */
    readonly id?: string;
    readonly name?: string;
    /** Since March 2022. */
    readonly externalId?: string;
    /** The one privilege that the person has on it in this group. Named by the tenant, but for `No access`. */
    readonly privilege?: string;
    readonly resourceType?: ReportResourceType;
};
/** Since January 2023. */
export type ReportResourceType = {
    /** Format: uuid */
    readonly id?: string;
    readonly name?: string;
};
/**
 * A policy that nobody was assigned: it has no id. `role_superuser` is in every group in which the person has any
 * permission of DABP's own, which ones is not told.
 */
export type ArtificialPolicy = "role_superuser";
/** The privilege that is none. Every resource type has it. */
export type AbsentPrivilege = "No access";
/** The scope that opens the report. */
export type ReportScope = "dabp_person_report";
/**
 * Where a report is among claims. `urn:onegini.com:oidc:group_policies` holds an object: in ID tokens, userinfo and
 * introspection. `group_permissions` holds a legacy report as a string of JSON: in JWT access tokens, and left out
 * where it would make them too large. Pages that contradict each other also tell of the former in access tokens.
 */
export type ReportClaim = "urn:onegini.com:oidc:group_policies" | "group_permissions";
/** What somebody may do in DABP itself. In legacy reports only. */
export type DabpPermission = "GROUP_MEMBER_MANAGE" | "PERMISSION_MANAGE" | "PERSON_POLICY_MANAGE" | "PERSON_RESOURCE_MANAGE" | "GROUP_MANAGE" | "GROUP_POLICY_MANAGE" | "GROUP_RESOURCE_MANAGE" | "POLICY_MANAGE" | "RESOURCE_MANAGE";
/** A report in the format of version 1, for clients that are set to it. Told from a new one by this key. */
export type LegacyReport = {
    readonly person?: LegacyPerson;
    readonly group_permissions: readonly LegacyGroup[];
    readonly policies?: readonly LegacyPolicy[];
};
export type LegacyPerson = {
    /** @example CIM */
    readonly idp_type?: string;
    readonly person_id?: string;
    readonly first_name?: string;
    readonly last_name?: string;
};
export type LegacyGroup = {
    /** Format: uuid */
    readonly id?: string;
    readonly permissions?: readonly string[];
    /** An object; where there are none, in one example an empty list. */
    readonly custom_attributes?: {
        readonly [key: string]: unknown;
    } | readonly unknown[];
};
export type LegacyPolicy = {
    /** Format: uuid */
    readonly id?: string;
    readonly name?: string;
    /** By inference, the ids of the groups in which it was given. */
    readonly scopes?: readonly string[];
    readonly subject?: LegacySubject;
};
/** Whom it was given to. */
export type LegacySubject = {
    /** @example PERSON */
    readonly type?: string;
    readonly subject_id?: string;
};
/** How ID tokens may be signed. Discovery has the names in lower case. */
export type SigningAlgorithm = "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512";
export type ErrorResponse = {
    /**
     * Format: int32
     *
     * DABP's own number of the error. Known are 1007 (no permission), 1008 (unexpected error) and 5003 (already a
     * member of the group); there is no public table.
     */
    readonly code: number;
    readonly message: string;
    readonly details?: readonly string[];
};
export type TokenRequest = {
    /** @constant */
    readonly grant_type: "client_credentials";
    readonly client_id?: string;
    readonly client_secret?: string;
    /** A JWT that the client signed, in place of a secret. RFC 7523. */
    readonly client_assertion?: string;
    readonly client_assertion_type?: string;
    /** @example dabp_person_report */
    readonly scope?: string;
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
export type RefreshRequest = {
    /** @constant */
    readonly grant_type: "refresh_token";
    readonly client_id?: string;
    readonly client_secret?: string;
    readonly refresh_token: string;
    /** Fewer scopes than before, where not all are needed. */
    readonly scope?: string;
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
export type TokenResponse = {
    readonly access_token: string;
    /** Where a person signed in. */
    readonly id_token?: string;
    /** Where a person granted `offline_access`. */
    readonly refresh_token?: string;
    /** @constant */
    readonly token_type: "bearer";
    /** Seconds; 900 as a rule. */
    readonly expires_in: number;
    readonly scope?: string;
};
export type TokenError = {
    /**
     * @example invalid_client
     * @example invalid_scope
     * @example unsupported_grant_type
     */
    readonly error: string;
    readonly error_description?: string;
};
export type IntrospectionRequest = {
    readonly token: string;
    readonly token_type_hint?: string;
    readonly client_id?: string;
    readonly client_secret?: string;
    /** A JWT that the client signed, in place of a secret. RFC 7523. */
    readonly client_assertion?: string;
    readonly client_assertion_type?: string;
};
export type Introspection = {
    readonly active: boolean;
    readonly scope?: string;
    readonly client_id?: string;
    /** @constant */
    readonly token_type?: "bearer";
    readonly exp?: number;
    readonly iat?: number;
    readonly nbf?: number;
    readonly sub?: string;
    readonly "urn:onegini.com:oidc:group_policies"?: GroupPolicies;
    /** A legacy report as JSON. */
    readonly group_permissions?: string;
};
export type UserInfo = {
    /** The reference id of the person. */
    readonly sub: string;
    readonly name?: string;
    readonly given_name?: string;
    readonly family_name?: string;
    readonly email?: string;
    readonly "urn:onegini.com:oidc:group_policies"?: GroupPolicies;
};
/** A report among claims. */
export type GroupPolicies = PersonReport | LegacyReport;
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
    /** With `/oauth` at its end, as in access tokens. */
    readonly issuer: string;
    /** Format: uri */
    readonly token_endpoint: string;
    /** Format: uri */
    readonly jwks_uri: string;
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
    readonly grant_types_supported?: readonly string[];
    readonly response_types_supported?: readonly string[];
    readonly subject_types_supported?: readonly string[];
    readonly id_token_signing_alg_values_supported?: readonly string[];
    readonly token_endpoint_auth_methods_supported?: readonly string[];
    readonly token_endpoint_auth_signing_alg_values_supported?: readonly string[];
    readonly introspection_endpoint_auth_methods_supported?: readonly string[];
    readonly revocation_endpoint_auth_methods_supported?: readonly string[];
    readonly scopes_supported?: readonly string[];
    readonly response_modes_supported?: readonly string[];
    readonly prompt_values_supported?: readonly string[];
    readonly code_challenge_methods_supported?: readonly string[];
    readonly claims_supported?: readonly string[];
    readonly request_parameter_supported?: boolean;
    readonly request_uri_parameter_supported?: boolean;
};
export interface paths {
    readonly "/delegation/api/v2/people/{referenceId}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The report on one person.
         *
         * It is generated for every request, and that counts as activity of the person: the call also writes the date of
         * its last activity, unless told not to.
         */
        readonly get: operations["getReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/delegation/api/v1/persons/{referenceId}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The report of version 1 on one person.
         * @deprecated
         *
         * Takes the token of the current version.
         */
        readonly get: operations["getVersion1Report"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/delegation/api/v1/persons/{referenceId}/report-omit-identity": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The report of version 1 on one person, without the person.
         * @deprecated
         *
         * Takes the token of the current version.
         */
        readonly get: operations["getVersion1ReportWithoutIdentity"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/v1/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * An access token for a client.
         *
         * The client names itself by HTTP Basic, which is preferred, or in the form.
         */
        readonly post: operations["requestToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/v1/authorize": {
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
    readonly "/oauth/v1/userinfo": {
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
    readonly "/oauth/v1/revoke": {
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
    readonly "/oauth/v1/logout": {
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
    readonly "/oauth/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The public keys that verify ID tokens and JWT access tokens. */
        readonly get: operations["getSigningKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/.well-known/openid-configuration": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the token endpoint and the signing keys are. */
        readonly get: operations["getOpenIdConfiguration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/api/v2/token/introspect": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What a token stands for; with the person's report in it, where the client is set up so. RFC 7662. */
        readonly post: operations["introspectToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface components {
    responses: {
        /** The header with the tenant cannot be read. */
        readonly BadTenantId: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "text/plain": string;
                readonly "application/json": ErrorResponse;
            };
        };
        /** No token, or one that is expired or foreign. */
        readonly Unauthorized: {
            headers: {
                readonly "WWW-Authenticate"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ErrorResponse;
            };
        };
        /** The token lacks the scope `dabp_person_report`. By inference, with the code 1007. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ErrorResponse;
            };
        };
        /** No person has this reference id, or there is no such route. */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ErrorResponse;
            };
        };
        /** A verb that the route does not know. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ErrorResponse;
            };
        };
        /** Something is as it is already; by inference, with a code such as 5003. */
        readonly Conflict: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ErrorResponse;
            };
        };
        /** The service failed. By inference, with the code 1008. */
        readonly InternalError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ErrorResponse;
            };
        };
        /** Why there is no token. RFC 6749. */
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
        /** The tenant. Called `Onegini-Tenant-ID` before June 2023. */
        readonly tenantId: string;
    };
}
export interface operations {
    readonly getReport: {
        readonly parameters: {
            readonly query?: {
                /** Whether the date of the person's last activity stays as it is, as for synchronisation. */
                readonly skipUpdatingActivity?: boolean;
            };
            readonly header?: {
                /** The tenant. Called `Onegini-Tenant-ID` before June 2023. */
                readonly "Tenant-Id"?: components["parameters"]["tenantId"];
            };
            readonly path: {
                /**
                 * The person's identifier at the identity provider. Any text; a UUID in the documentation.
                 * @example eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c
                 */
                readonly referenceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The report. A person in no group has an empty one. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PersonReport;
                };
            };
            readonly 400: components["responses"]["BadTenantId"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getVersion1Report: {
        readonly parameters: {
            readonly query?: {
                /** As in the current version. */
                readonly skipUpdatingActivity?: boolean;
            };
            readonly header?: {
                /** The tenant. Called `Onegini-Tenant-ID` before June 2023. */
                readonly "Tenant-Id"?: components["parameters"]["tenantId"];
            };
            readonly path: {
                /**
                 * The person's identifier at the identity provider.
                 * @example eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c
                 */
                readonly referenceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The report. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": LegacyReport;
                };
            };
            readonly 400: components["responses"]["BadTenantId"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getVersion1ReportWithoutIdentity: {
        readonly parameters: {
            readonly query?: {
                /** As in the current version. */
                readonly skipUpdatingActivity?: boolean;
            };
            readonly header?: {
                /** The tenant. Called `Onegini-Tenant-ID` before June 2023. */
                readonly "Tenant-Id"?: components["parameters"]["tenantId"];
            };
            readonly path: {
                /**
                 * The person's identifier at the identity provider.
                 * @example eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c
                 */
                readonly referenceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The report. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": LegacyReport;
                };
            };
            readonly 400: components["responses"]["BadTenantId"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 500: components["responses"]["InternalError"];
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
                readonly "application/x-www-form-urlencoded": TokenRequest | AuthorizationCodeRequest | RefreshRequest;
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
    readonly introspectToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": IntrospectionRequest;
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
            readonly 405: components["responses"]["TokenError"];
            readonly 413: components["responses"]["TokenError"];
        };
    };
}

export const artificialPolicyValues: readonly ArtificialPolicy[] = ["role_superuser"];
export const absentPrivilegeValues: readonly AbsentPrivilege[] = ["No access"];
export const reportScopeValues: readonly ReportScope[] = ["dabp_person_report"];
export const reportClaimValues: readonly ReportClaim[] = ["urn:onegini.com:oidc:group_policies","group_permissions"];
export const dabpPermissionValues: readonly DabpPermission[] = ["GROUP_MEMBER_MANAGE","PERMISSION_MANAGE","PERSON_POLICY_MANAGE","PERSON_RESOURCE_MANAGE","GROUP_MANAGE","GROUP_POLICY_MANAGE","GROUP_RESOURCE_MANAGE","POLICY_MANAGE","RESOURCE_MANAGE"];
export const signingAlgorithmValues: readonly SigningAlgorithm[] = ["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512"];
export const authorizationRequestResponse_modeValues: readonly NonNullable<AuthorizationRequest['response_mode']>[] = ["query","fragment","form_post"];
