// Generated from openapi/cis.yaml by `npm run generate`. Do not edit.
export type ActiveFilter = "true" | "false" | "any";
/** From the widest audience to the narrowest. */
export type DisplayLevel = "public" | "authenticated" | "vouched" | "ndaed" | "staff" | "private";
/** Whom the person lets see the attribute; null is nobody but systems. */
export type Display = "public" | "authenticated" | "vouched" | "ndaed" | "staff" | "private" | null;
export type Classification = "PUBLIC" | "MOZILLA CONFIDENTIAL" | "WORKGROUP CONFIDENTIAL: STAFF ONLY" | "WORKGROUP CONFIDENTIAL" | "INDIVIDUAL CONFIDENTIAL";
/** Labels of older records, which the service still honours. */
export type LegacyClassification = "Mozilla Confidential - Staff and NDA'd Mozillians Only" | "Mozilla Confidential - Specific Work Groups Only" | "Mozilla Confidential - Specific Individuals Only";
export type Publisher = "ldap" | "mozilliansorg" | "hris" | "cis" | "access_provider";
/**
 * What a token may let its bearer see. A level implies no other. `classification:public`, `display:public` and
 * `display:private` are granted but change nothing.
 */
export type Scope = "read:fullprofile" | "write" | "classification:public" | "classification:mozilla_confidential" | "classification:workgroup:staff_only" | "classification:workgroup" | "classification:individual" | "display:all" | "display:private" | "display:staff" | "display:ndaed" | "display:vouched" | "display:authenticated" | "display:public" | "display:none" | "search:all";
export type Metadata = {
    readonly classification: Classification | LegacyClassification;
    /** Format: date-time */
    readonly last_modified: string;
    /** Format: date-time */
    readonly created: string;
    readonly verified: boolean;
    readonly display: Display;
};
export type PublisherSignature = {
    readonly alg: SignatureAlgorithm;
    readonly typ: SignatureType;
    readonly name: Publisher;
    /** A JWS, or empty where the attribute is not signed. */
    readonly value: string;
};
export type AdditionalSignature = {
    readonly alg: SignatureAlgorithm;
    readonly typ: SignatureType;
    readonly name: string | null;
    readonly value: string;
};
export type SignatureAlgorithm = "HS256" | "RS256" | "RSA" | "ED25519";
export type SignatureType = "JWS" | "PGP";
export type Signature = {
    readonly publisher: PublisherSignature;
    readonly additional: readonly AdditionalSignature[];
};
export type StringAttribute = {
    readonly signature: Signature;
    readonly metadata: Metadata;
    readonly value: string | null;
};
export type BooleanAttribute = {
    readonly signature: Signature;
    readonly metadata: Metadata;
    readonly value: boolean | null;
};
export type ValuesAttribute = {
    readonly signature: Signature;
    readonly metadata: Metadata;
    /** By convention an object of strings or nulls; the service does not enforce it. */
    readonly values: {
        readonly [key: string]: string | null;
    } | null;
};
export type AccessAttribute = {
    readonly signature: Signature;
    readonly metadata: Metadata;
    /** Group to null; from HRIS, field to a value of any type. */
    readonly values: {
        readonly [key: string]: unknown;
    } | null;
};
/**
 * A person. Nothing is required: what the caller may not see is absent, and only `schema` and the three groups,
 * then perhaps empty, are always there. `x-default` is the metadata a new record is given, `x-allowed` what the
 * published JSON schema narrows it to.
 */
export type Profile = {
    /** Where the JSON schema of an unfiltered profile is. */
    readonly schema?: string;
    /** Opaque and stable: identifies one person across linked profiles. A UUID version 5. */
    readonly uuid?: StringAttribute;
    /** The identity provider's own id, `<connection>|<id>`, for example `ad|Mozilla-LDAP|ada`. */
    readonly user_id?: StringAttribute;
    /** Unique, and the person may change it. A generated one starts with `r--`. */
    readonly primary_username?: StringAttribute;
    /** The connection the person last proved their identity with. */
    readonly login_method?: StringAttribute;
    /** False once the person has left. Lookups hide such people unless asked. */
    readonly active?: BooleanAttribute;
    /** When any attribute of the profile last changed. */
    readonly last_modified?: StringAttribute;
    /** When the profile was first created. */
    readonly created?: StringAttribute;
    /** Label to user name, one entry for each system. */
    readonly usernames?: ValuesAttribute;
    /** How the person wishes to be referred to. */
    readonly pronouns?: StringAttribute;
    /** Preferred first name, not necessarily the legal one. */
    readonly first_name?: StringAttribute;
    /** Preferred last name, not necessarily the legal one. */
    readonly last_name?: StringAttribute;
    /** A handle, or the name in another spelling. */
    readonly alternative_name?: StringAttribute;
    /** The address most systems know the person by. */
    readonly primary_email?: StringAttribute;
    readonly identities?: Identities;
    /** Label to OpenSSH public key. */
    readonly ssh_public_keys?: ValuesAttribute;
    /** Label to PGP public key. */
    readonly pgp_public_keys?: ValuesAttribute;
    readonly access_information?: AccessInformation;
    /** A title of the person's own choosing. */
    readonly fun_title?: StringAttribute;
    /** What the person says about themselves. */
    readonly description?: StringAttribute;
    /** Where the person says they live. */
    readonly location?: StringAttribute;
    /** For example `UTC+0100 Europe/Berlin`. */
    readonly timezone?: StringAttribute;
    /** Language to null. */
    readonly languages?: ValuesAttribute;
    /** Interest to null. */
    readonly tags?: ValuesAttribute;
    /** URL of a picture. */
    readonly picture?: StringAttribute;
    /** Label to URI. */
    readonly uris?: ValuesAttribute;
    /** Label to telephone number. */
    readonly phone_numbers?: ValuesAttribute;
    readonly staff_information?: StaffInformation;
};
/** Accounts of the person elsewhere. */
export type Identities = {
    readonly github_id_v3?: StringAttribute;
    readonly github_id_v4?: StringAttribute;
    readonly github_primary_email?: StringAttribute;
    readonly mozilliansorg_id?: StringAttribute;
    readonly bugzilla_mozilla_org_id?: StringAttribute;
    readonly bugzilla_mozilla_org_primary_email?: StringAttribute;
    readonly mozilla_ldap_id?: StringAttribute;
    readonly mozilla_ldap_primary_email?: StringAttribute;
    readonly mozilla_posix_id?: StringAttribute;
    readonly google_oauth2_id?: StringAttribute;
    readonly google_primary_email?: StringAttribute;
    readonly firefox_accounts_id?: StringAttribute;
    readonly firefox_accounts_primary_email?: StringAttribute;
    readonly custom_1_primary_email?: StringAttribute;
    readonly custom_2_primary_email?: StringAttribute;
    readonly custom_3_primary_email?: StringAttribute;
};
/** Groups and facts that decide on access, by publisher. */
export type AccessInformation = {
    readonly ldap?: AccessAttribute;
    readonly mozilliansorg?: AccessAttribute;
    readonly hris?: AccessAttribute;
    readonly access_provider?: AccessAttribute;
};
/** Set for staff only. */
export type StaffInformation = {
    readonly manager?: BooleanAttribute;
    readonly director?: BooleanAttribute;
    readonly staff?: BooleanAttribute;
    readonly title?: StringAttribute;
    readonly team?: StringAttribute;
    readonly cost_center?: StringAttribute;
    readonly worker_type?: StringAttribute;
    readonly wpr_desk_number?: StringAttribute;
    readonly office_location?: StringAttribute;
};
export type UserPage = {
    readonly Items: readonly Profile[];
    /** An object here, and to be sent back as JSON. */
    readonly nextPage: {
        readonly id: string;
    } | null;
};
export type UserIdentifiers = {
    readonly uuid: string;
    readonly user_id: string;
    readonly primary_email: string;
    readonly active: boolean;
};
export type UserIdPage = {
    readonly users: readonly UserIdentifiers[];
    /** A text here, to be sent back as it is. */
    readonly nextPage: string | null;
};
/** Without `fullProfiles` the user id; with it, the whole attribute in its place, and the profile. */
export type FoundUser = {
    readonly id: string;
} | {
    readonly id: StringAttribute;
    readonly profile: Profile;
};
export type SearchPage = {
    readonly users: readonly FoundUser[];
    readonly nextPage: string | null;
};
export type UserMetadata = {
    readonly exists: {
        readonly cis: boolean;
        readonly ldap: boolean;
    };
};
export type TokenRequest = {
    /** @constant */
    readonly grant_type: "client_credentials";
    readonly client_id: string;
    readonly client_secret: string;
    /** @example api.sso.mozilla.com */
    readonly audience?: string;
    /** Separated by spaces. Without it, every scope granted to the client. */
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
};
export type RefreshRequest = {
    /** @constant */
    readonly grant_type: "refresh_token";
    readonly client_id?: string;
    readonly client_secret?: string;
    readonly refresh_token: string;
    /** Fewer scopes than before, where not all are needed. */
    readonly scope?: string;
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
};
export type UserInfo = {
    /** The user id in CIS. */
    readonly sub: string;
    readonly name?: string;
    readonly given_name?: string;
    readonly family_name?: string;
    readonly nickname?: string;
    readonly picture?: string;
    readonly updated_at?: string;
    readonly email?: string;
    readonly email_verified?: boolean;
};
export type TokenResponse = {
    readonly access_token: string;
    /** Where a person granted `offline_access`. */
    readonly refresh_token?: string;
    /** Where a person signed in. */
    readonly id_token?: string;
    /** @constant */
    readonly token_type: "Bearer";
    /** Seconds. */
    readonly expires_in: number;
    readonly scope?: string;
};
export type TokenError = {
    /** @example access_denied */
    readonly error: string;
    /** @example Unauthorized */
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
    readonly jwks_uri: string;
    readonly grant_types_supported?: readonly string[];
    readonly token_endpoint_auth_methods_supported?: readonly string[];
    readonly response_modes_supported?: readonly string[];
    readonly prompt_values_supported?: readonly string[];
    readonly code_challenge_methods_supported?: readonly string[];
    readonly claims_supported?: readonly string[];
    readonly request_parameter_supported?: boolean;
    readonly request_uri_parameter_supported?: boolean;
    readonly scopes_supported?: readonly string[];
    readonly id_token_signing_alg_values_supported?: readonly string[];
    readonly response_types_supported?: readonly string[];
    readonly subject_types_supported?: readonly string[];
};
export type DiscoveryKey = {
    readonly alg: string;
    readonly kty: string;
    readonly use: string;
    /** A bare public key, not a certificate. */
    readonly x5c?: readonly string[];
    readonly n: string;
    readonly e: string;
    readonly kid: string;
};
export type Discovery = {
    /** Format: uri */
    readonly oidc_discovery_uri: string;
    readonly access_file?: {
        /** Format: uri */
        readonly endpoint: string;
        readonly aai_mapping: {
            readonly [key: string]: readonly string[];
        };
        readonly jwks: {
            /** One key, not a list. */
            readonly keys: DiscoveryKey;
        };
    };
    readonly api: {
        readonly endpoints: {
            /** Format: uri */
            readonly person: string;
            /** Format: uri */
            readonly change?: string;
        };
        readonly audience: string;
        /** Format: uri */
        readonly profile_schema_uri?: string;
        readonly scopes_supported: readonly string[];
        /** Format: uri */
        readonly publishers_rules_uri?: string;
        readonly publishers_jwks?: {
            readonly [key: string]: {
                readonly keys: readonly DiscoveryKey[];
            };
        };
    };
};
export type AuthError = {
    readonly code: "authorization_header_missing" | "invalid_header" | "token_expired" | "invalid_claims" | "scope_missing";
    readonly description: string;
};
export type Message = {
    readonly message: string;
};
export interface paths {
    readonly "/oauth/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An access token for a client. */
        readonly post: operations["requestToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/authorize": {
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
    readonly "/userinfo": {
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
    readonly "/oauth/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Revokes a token. RFC 7009.
         *
         * Only refresh tokens can be revoked. All of the authorization goes with them.
         */
        readonly post: operations["revokeToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oidc/logout": {
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
    readonly "/v2/logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where a person signs out, as Auth0 had it before OpenID Connect did. */
        readonly get: operations["logoutByReturnTo"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/jwks.json": {
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
    readonly "/.well-known/openid-configuration": {
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
    readonly "/.well-known/mozilla-iam": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the Person API is, its audience and its scopes. */
        readonly get: operations["getDiscovery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/user/user_id/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The profile with this user id. */
        readonly get: operations["getUserByUserId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/user/uuid/{uuid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The profile with this uuid. */
        readonly get: operations["getUserByUuid"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/user/primary_email/{primary_email}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The profile with this primary e-mail; where several have it, the one with the lowest user id. */
        readonly get: operations["getUserByPrimaryEmail"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/user/primary_username/{primary_username}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The profile with this primary username. */
        readonly get: operations["getUserByPrimaryUsername"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All profiles, a page at a time; or those with one primary e-mail.
         *
         * People are left out by `active` after a page is cut, so a page may be empty and not the last: the end is where
         * `nextPage` is null.
         */
        readonly get: operations["listUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/users/id/all": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The identifiers of everybody with one connection method. Any token sees them, unfiltered. */
        readonly get: operations["listUserIds"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/users/id/all/by_attribute_contains": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Everybody who has a value, or lacks it. Needs the scope `search:all`.
         *
         * Values are compared whole, despite the name; groups are looked up by their name. One attribute is searched: the
         * first one given, in the order below. It is searched in the whole record, also in what the token may not see.
         * With `fullProfiles` the token must let `user_id` through, or the request fails.
         */
        readonly get: operations["searchUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/user/metadata/{primary_email}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether anybody has this primary e-mail. Open to everybody. */
        readonly get: operations["getUserMetadata"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A sign of life. */
        readonly get: operations["getGreeting"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/version": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The version of the service. */
        readonly get: operations["getVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/profile.schema": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The JSON schema of an unfiltered profile. */
        readonly get: operations["getProfileSchema"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/.well-known/mozilla-iam-publisher-rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The hosted rules for publishers, which the Change API does not read. */
        readonly get: operations["getPublisherRules"];
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
        /** The profile, filtered. An empty object where nobody has this key, or where `active` excludes the one who has. */
        readonly ProfileOrNothing: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": Profile;
            };
        };
        /**
         * Any failure, that of authentication included: a missing, malformed, expired or foreign token is answered with
         * 500 and exactly this body, never with 401.
         */
        readonly InternalError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Internal Server Error"
                 * }
                 */
                readonly "application/json": Message;
            };
        };
        /** What the service's source intends for a token it refuses, but never delivers. */
        readonly IntendedAuthError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AuthError;
            };
        };
        /** Another verb than GET, HEAD or OPTIONS. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "The method is not allowed for the requested URL."
                 * }
                 */
                readonly "application/json": Message;
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
        /**
         * Whether the person must be active. Without it, or with a value that is none of these, only active people are
         * found. Case-insensitive. A person whose `active` is null is found by `any` alone.
         */
        readonly active: ActiveFilter;
        /**
         * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
         * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
         */
        readonly filterDisplay: DisplayLevel;
    };
}
export interface operations {
    readonly requestToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": TokenRequest | AuthorizationCodeRequest | RefreshRequest;
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
            readonly 405: components["responses"]["MethodNotAllowed"];
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
                readonly "application/json": RevocationRequest;
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
    readonly logoutByReturnTo: {
        readonly parameters: {
            readonly query?: {
                readonly client_id?: string;
                readonly returnTo?: string;
                readonly federated?: string;
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
    readonly getDiscovery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The discovery document. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Discovery;
                };
            };
        };
    };
    readonly getUserByUserId: {
        readonly parameters: {
            readonly query?: {
                /**
                 * Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 * found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Decoded twice by the service, so encode it twice. Case-sensitive.
                 * @example ad|Mozilla-LDAP|ada
                 */
                readonly user_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["ProfileOrNothing"];
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getUserByUuid: {
        readonly parameters: {
            readonly query?: {
                /**
                 * Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 * found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /** Decoded twice by the service, so encode it twice. Case-sensitive. */
                readonly uuid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["ProfileOrNothing"];
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getUserByPrimaryEmail: {
        readonly parameters: {
            readonly query?: {
                /**
                 * Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 * found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * Decoded twice by the service, so encode it twice. Case-sensitive.
                 * @example ada.lovelace@example.org
                 */
                readonly primary_email: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["ProfileOrNothing"];
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getUserByPrimaryUsername: {
        readonly parameters: {
            readonly query?: {
                /**
                 * Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 * found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /** Decoded twice by the service, so encode it twice. Case-sensitive. */
                readonly primary_username: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["ProfileOrNothing"];
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listUsers: {
        readonly parameters: {
            readonly query?: {
                /**
                 * The `nextPage` of the page before, as JSON. A Python dictionary in its place is understood, too.
                 * @example {"id": "ad|Mozilla-LDAP|ada"}
                 */
                readonly nextPage?: string;
                /** Only the people with exactly this primary e-mail, all on one page. */
                readonly primaryEmail?: string;
                /** `false` for those who have left; anything else, `any` included, for active people. */
                readonly active?: "true" | "false";
                /**
                 * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A page of profiles, each filtered. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": UserPage;
                };
            };
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly listUserIds: {
        readonly parameters: {
            readonly query: {
                /** How the user id begins, such as `ad`, `github` or `ad|Mozilla-LDAP`. Case-sensitive. */
                readonly connectionMethod: string;
                /**
                 * Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 * found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /** The `nextPage` of the page before. */
                readonly nextPage?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A page of identifiers. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": UserIdPage;
                };
            };
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly searchUsers: {
        readonly parameters: {
            readonly query?: {
                /** The name of a group. */
                readonly "access_information.ldap"?: string;
                /** The name of a group. */
                readonly "access_information.mozilliansorg"?: string;
                /** The exact value. */
                readonly "staff_information.cost_center"?: string;
                /** A boolean, so any text counts as true and only the empty one as false. */
                readonly "staff_information.director"?: string;
                /** A boolean, so any text counts as true and only the empty one as false. */
                readonly "staff_information.manager"?: string;
                /** The exact value. */
                readonly "staff_information.office_location"?: string;
                /** A boolean, so any text counts as true and only the empty one as false. */
                readonly "staff_information.staff"?: string;
                /** The exact value. */
                readonly "staff_information.team"?: string;
                /** The exact value. */
                readonly "staff_information.title"?: string;
                /** The exact value. */
                readonly "staff_information.worker_type"?: string;
                /** The name of a group. */
                readonly "not_access_information.ldap"?: string;
                /** The name of a group. */
                readonly "not_access_information.mozilliansorg"?: string;
                /** The exact value. */
                readonly "not_staff_information.cost_center"?: string;
                /** A boolean, so any text counts as true and only the empty one as false. */
                readonly "not_staff_information.director"?: string;
                /** A boolean, so any text counts as true and only the empty one as false. */
                readonly "not_staff_information.manager"?: string;
                /** The exact value. */
                readonly "not_staff_information.office_location"?: string;
                /** A boolean, so any text counts as true and only the empty one as false. */
                readonly "not_staff_information.staff"?: string;
                /** The exact value. */
                readonly "not_staff_information.team"?: string;
                /** The exact value. */
                readonly "not_staff_information.title"?: string;
                /** The exact value. */
                readonly "not_staff_information.worker_type"?: string;
                /** Any text for active people, the empty text for those who have left. Without it nobody is found. */
                readonly active?: string;
                /** Any text, `false` included, for whole profiles. Without it, user ids alone. */
                readonly fullProfiles?: string;
                /** The `nextPage` of the page before. */
                readonly nextPage?: string;
                /**
                 * The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 * scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A page of those found. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SearchPage;
                };
            };
            readonly 401: components["responses"]["IntendedAuthError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getUserMetadata: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** Decoded once by the service, unlike the other routes. Case-sensitive. */
                readonly primary_email: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Where the person exists, active or not. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": UserMetadata;
                };
            };
            readonly 405: components["responses"]["MethodNotAllowed"];
        };
    };
    readonly getGreeting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** One line. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly getVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The version. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Message;
                };
            };
        };
    };
    readonly getProfileSchema: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A JSON schema, draft 4. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly getPublisherRules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The publishers that may create and update each attribute. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
}

export const activeFilterValues: readonly ActiveFilter[] = ["true","false","any"];
export const displayLevelValues: readonly DisplayLevel[] = ["public","authenticated","vouched","ndaed","staff","private"];
export const classificationValues: readonly Classification[] = ["PUBLIC","MOZILLA CONFIDENTIAL","WORKGROUP CONFIDENTIAL: STAFF ONLY","WORKGROUP CONFIDENTIAL","INDIVIDUAL CONFIDENTIAL"];
export const legacyClassificationValues: readonly LegacyClassification[] = ["Mozilla Confidential - Staff and NDA'd Mozillians Only","Mozilla Confidential - Specific Work Groups Only","Mozilla Confidential - Specific Individuals Only"];
export const publisherValues: readonly Publisher[] = ["ldap","mozilliansorg","hris","cis","access_provider"];
export const scopeValues: readonly Scope[] = ["read:fullprofile","write","classification:public","classification:mozilla_confidential","classification:workgroup:staff_only","classification:workgroup","classification:individual","display:all","display:private","display:staff","display:ndaed","display:vouched","display:authenticated","display:public","display:none","search:all"];
export const signatureAlgorithmValues: readonly SignatureAlgorithm[] = ["HS256","RS256","RSA","ED25519"];
export const signatureTypeValues: readonly SignatureType[] = ["JWS","PGP"];
export const authorizationRequestResponse_modeValues: readonly NonNullable<AuthorizationRequest['response_mode']>[] = ["query","fragment","form_post"];
export const authErrorCodeValues: readonly NonNullable<AuthError['code']>[] = ["authorization_header_missing","invalid_header","token_expired","invalid_claims","scope_missing"];
