// Generated from openapi/cis.yaml by `npm run generate`. Do not edit.
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
         * @description People are left out by `active` after a page is cut, so a page may be empty and not the last: the end is where
         *     `nextPage` is null.
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
         * @description Values are compared whole, despite the name; groups are looked up by their name. One attribute is searched: the
         *     first one given, in the order below. It is searched in the whole record, also in what the token may not see.
         *     With `fullProfiles` the token must let `user_id` through, or the request fails.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        readonly ActiveFilter: "true" | "false" | "any";
        /**
         * @description From the widest audience to the narrowest.
         * @enum {string}
         */
        readonly DisplayLevel: "public" | "authenticated" | "vouched" | "ndaed" | "staff" | "private";
        /**
         * @description Whom the person lets see the attribute; null is nobody but systems.
         * @enum {string|null}
         */
        readonly Display: "public" | "authenticated" | "vouched" | "ndaed" | "staff" | "private" | null;
        /** @enum {string} */
        readonly Classification: "PUBLIC" | "MOZILLA CONFIDENTIAL" | "WORKGROUP CONFIDENTIAL: STAFF ONLY" | "WORKGROUP CONFIDENTIAL" | "INDIVIDUAL CONFIDENTIAL";
        /**
         * @description Labels of older records, which the service still honours.
         * @enum {string}
         */
        readonly LegacyClassification: "Mozilla Confidential - Staff and NDA'd Mozillians Only" | "Mozilla Confidential - Specific Work Groups Only" | "Mozilla Confidential - Specific Individuals Only";
        /** @enum {string} */
        readonly Publisher: "ldap" | "mozilliansorg" | "hris" | "cis" | "access_provider";
        /**
         * @description What a token may let its bearer see. A level implies no other. `classification:public`, `display:public` and
         *     `display:private` are granted but change nothing.
         * @enum {string}
         */
        readonly Scope: "read:fullprofile" | "write" | "classification:public" | "classification:mozilla_confidential" | "classification:workgroup:staff_only" | "classification:workgroup" | "classification:individual" | "display:all" | "display:private" | "display:staff" | "display:ndaed" | "display:vouched" | "display:authenticated" | "display:public" | "display:none" | "search:all";
        readonly Metadata: {
            readonly classification: components["schemas"]["Classification"] | components["schemas"]["LegacyClassification"];
            /** Format: date-time */
            readonly last_modified: string;
            /** Format: date-time */
            readonly created: string;
            readonly verified: boolean;
            readonly display: components["schemas"]["Display"];
        };
        readonly PublisherSignature: {
            readonly alg: components["schemas"]["SignatureAlgorithm"];
            readonly typ: components["schemas"]["SignatureType"];
            readonly name: components["schemas"]["Publisher"];
            /** @description A JWS, or empty where the attribute is not signed. */
            readonly value: string;
        };
        readonly AdditionalSignature: {
            readonly alg: components["schemas"]["SignatureAlgorithm"];
            readonly typ: components["schemas"]["SignatureType"];
            readonly name: string | null;
            readonly value: string;
        };
        /** @enum {string} */
        readonly SignatureAlgorithm: "HS256" | "RS256" | "RSA" | "ED25519";
        /** @enum {string} */
        readonly SignatureType: "JWS" | "PGP";
        readonly Signature: {
            readonly publisher: components["schemas"]["PublisherSignature"];
            readonly additional: readonly components["schemas"]["AdditionalSignature"][];
        };
        readonly StringAttribute: {
            readonly signature: components["schemas"]["Signature"];
            readonly metadata: components["schemas"]["Metadata"];
            readonly value: string | null;
        };
        readonly BooleanAttribute: {
            readonly signature: components["schemas"]["Signature"];
            readonly metadata: components["schemas"]["Metadata"];
            readonly value: boolean | null;
        };
        readonly ValuesAttribute: {
            readonly signature: components["schemas"]["Signature"];
            readonly metadata: components["schemas"]["Metadata"];
            /** @description By convention an object of strings or nulls; the service does not enforce it. */
            readonly values: {
                readonly [key: string]: string | null;
            } | null;
        };
        readonly AccessAttribute: {
            readonly signature: components["schemas"]["Signature"];
            readonly metadata: components["schemas"]["Metadata"];
            /** @description Group to null; from HRIS, field to a value of any type. */
            readonly values: {
                readonly [key: string]: unknown;
            } | null;
        };
        /**
         * @description A person. Nothing is required: what the caller may not see is absent, and only `schema` and the three groups,
         *     then perhaps empty, are always there. `x-default` is the metadata a new record is given, `x-allowed` what the
         *     published JSON schema narrows it to.
         */
        readonly Profile: {
            /** @description Where the JSON schema of an unfiltered profile is. */
            readonly schema?: string;
            /** @description Opaque and stable: identifies one person across linked profiles. A UUID version 5. */
            readonly uuid?: components["schemas"]["StringAttribute"];
            /** @description The identity provider's own id, `<connection>|<id>`, for example `ad|Mozilla-LDAP|ada`. */
            readonly user_id?: components["schemas"]["StringAttribute"];
            /** @description Unique, and the person may change it. A generated one starts with `r--`. */
            readonly primary_username?: components["schemas"]["StringAttribute"];
            /** @description The connection the person last proved their identity with. */
            readonly login_method?: components["schemas"]["StringAttribute"];
            /** @description False once the person has left. Lookups hide such people unless asked. */
            readonly active?: components["schemas"]["BooleanAttribute"];
            /** @description When any attribute of the profile last changed. */
            readonly last_modified?: components["schemas"]["StringAttribute"];
            /** @description When the profile was first created. */
            readonly created?: components["schemas"]["StringAttribute"];
            /** @description Label to user name, one entry for each system. */
            readonly usernames?: components["schemas"]["ValuesAttribute"];
            /** @description How the person wishes to be referred to. */
            readonly pronouns?: components["schemas"]["StringAttribute"];
            /** @description Preferred first name, not necessarily the legal one. */
            readonly first_name?: components["schemas"]["StringAttribute"];
            /** @description Preferred last name, not necessarily the legal one. */
            readonly last_name?: components["schemas"]["StringAttribute"];
            /** @description A handle, or the name in another spelling. */
            readonly alternative_name?: components["schemas"]["StringAttribute"];
            /** @description The address most systems know the person by. */
            readonly primary_email?: components["schemas"]["StringAttribute"];
            readonly identities?: components["schemas"]["Identities"];
            /** @description Label to OpenSSH public key. */
            readonly ssh_public_keys?: components["schemas"]["ValuesAttribute"];
            /** @description Label to PGP public key. */
            readonly pgp_public_keys?: components["schemas"]["ValuesAttribute"];
            readonly access_information?: components["schemas"]["AccessInformation"];
            /** @description A title of the person's own choosing. */
            readonly fun_title?: components["schemas"]["StringAttribute"];
            /** @description What the person says about themselves. */
            readonly description?: components["schemas"]["StringAttribute"];
            /** @description Where the person says they live. */
            readonly location?: components["schemas"]["StringAttribute"];
            /** @description For example `UTC+0100 Europe/Berlin`. */
            readonly timezone?: components["schemas"]["StringAttribute"];
            /** @description Language to null. */
            readonly languages?: components["schemas"]["ValuesAttribute"];
            /** @description Interest to null. */
            readonly tags?: components["schemas"]["ValuesAttribute"];
            /** @description URL of a picture. */
            readonly picture?: components["schemas"]["StringAttribute"];
            /** @description Label to URI. */
            readonly uris?: components["schemas"]["ValuesAttribute"];
            /** @description Label to telephone number. */
            readonly phone_numbers?: components["schemas"]["ValuesAttribute"];
            readonly staff_information?: components["schemas"]["StaffInformation"];
        };
        /** @description Accounts of the person elsewhere. */
        readonly Identities: {
            readonly github_id_v3?: components["schemas"]["StringAttribute"];
            readonly github_id_v4?: components["schemas"]["StringAttribute"];
            readonly github_primary_email?: components["schemas"]["StringAttribute"];
            readonly mozilliansorg_id?: components["schemas"]["StringAttribute"];
            readonly bugzilla_mozilla_org_id?: components["schemas"]["StringAttribute"];
            readonly bugzilla_mozilla_org_primary_email?: components["schemas"]["StringAttribute"];
            readonly mozilla_ldap_id?: components["schemas"]["StringAttribute"];
            readonly mozilla_ldap_primary_email?: components["schemas"]["StringAttribute"];
            readonly mozilla_posix_id?: components["schemas"]["StringAttribute"];
            readonly google_oauth2_id?: components["schemas"]["StringAttribute"];
            readonly google_primary_email?: components["schemas"]["StringAttribute"];
            readonly firefox_accounts_id?: components["schemas"]["StringAttribute"];
            readonly firefox_accounts_primary_email?: components["schemas"]["StringAttribute"];
            readonly custom_1_primary_email?: components["schemas"]["StringAttribute"];
            readonly custom_2_primary_email?: components["schemas"]["StringAttribute"];
            readonly custom_3_primary_email?: components["schemas"]["StringAttribute"];
        };
        /** @description Groups and facts that decide on access, by publisher. */
        readonly AccessInformation: {
            readonly ldap?: components["schemas"]["AccessAttribute"];
            readonly mozilliansorg?: components["schemas"]["AccessAttribute"];
            readonly hris?: components["schemas"]["AccessAttribute"];
            readonly access_provider?: components["schemas"]["AccessAttribute"];
        };
        /** @description Set for staff only. */
        readonly StaffInformation: {
            readonly manager?: components["schemas"]["BooleanAttribute"];
            readonly director?: components["schemas"]["BooleanAttribute"];
            readonly staff?: components["schemas"]["BooleanAttribute"];
            readonly title?: components["schemas"]["StringAttribute"];
            readonly team?: components["schemas"]["StringAttribute"];
            readonly cost_center?: components["schemas"]["StringAttribute"];
            readonly worker_type?: components["schemas"]["StringAttribute"];
            readonly wpr_desk_number?: components["schemas"]["StringAttribute"];
            readonly office_location?: components["schemas"]["StringAttribute"];
        };
        readonly UserPage: {
            readonly Items: readonly components["schemas"]["Profile"][];
            /** @description An object here, and to be sent back as JSON. */
            readonly nextPage: {
                readonly id: string;
            } | null;
        };
        readonly UserIdentifiers: {
            readonly uuid: string;
            readonly user_id: string;
            readonly primary_email: string;
            readonly active: boolean;
        };
        readonly UserIdPage: {
            readonly users: readonly components["schemas"]["UserIdentifiers"][];
            /** @description A text here, to be sent back as it is. */
            readonly nextPage: string | null;
        };
        /** @description Without `fullProfiles` the user id; with it, the whole attribute in its place, and the profile. */
        readonly FoundUser: {
            readonly id: string;
        } | {
            readonly id: components["schemas"]["StringAttribute"];
            readonly profile: components["schemas"]["Profile"];
        };
        readonly SearchPage: {
            readonly users: readonly components["schemas"]["FoundUser"][];
            readonly nextPage: string | null;
        };
        readonly UserMetadata: {
            readonly exists: {
                readonly cis: boolean;
                readonly ldap: boolean;
            };
        };
        readonly TokenRequest: {
            /** @constant */
            readonly grant_type: "client_credentials";
            readonly client_id: string;
            readonly client_secret: string;
            /** @example api.sso.mozilla.com */
            readonly audience?: string;
            /** @description Separated by spaces. Without it, every scope granted to the client. */
            readonly scope?: string;
        };
        readonly TokenResponse: {
            readonly access_token: string;
            /** @constant */
            readonly token_type: "Bearer";
            /** @description Seconds. */
            readonly expires_in: number;
            readonly scope?: string;
        };
        readonly TokenError: {
            /** @example access_denied */
            readonly error: string;
            /** @example Unauthorized */
            readonly error_description?: string;
        };
        readonly Key: {
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
        readonly KeySet: {
            readonly keys: readonly components["schemas"]["Key"][];
        };
        readonly OpenIdConfiguration: {
            readonly issuer: string;
            /** Format: uri */
            readonly token_endpoint: string;
            /** Format: uri */
            readonly jwks_uri: string;
            readonly grant_types_supported?: readonly string[];
            readonly token_endpoint_auth_methods_supported?: readonly string[];
            readonly scopes_supported?: readonly string[];
            readonly id_token_signing_alg_values_supported?: readonly string[];
            readonly response_types_supported?: readonly string[];
            readonly subject_types_supported?: readonly string[];
        };
        readonly DiscoveryKey: {
            readonly alg: string;
            readonly kty: string;
            readonly use: string;
            /** @description A bare public key, not a certificate. */
            readonly x5c?: readonly string[];
            readonly n: string;
            readonly e: string;
            readonly kid: string;
        };
        readonly Discovery: {
            /** Format: uri */
            readonly oidc_discovery_uri: string;
            readonly access_file?: {
                /** Format: uri */
                readonly endpoint: string;
                readonly aai_mapping: {
                    readonly [key: string]: readonly string[];
                };
                readonly jwks: {
                    /** @description One key, not a list. */
                    readonly keys: components["schemas"]["DiscoveryKey"];
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
                        readonly keys: readonly components["schemas"]["DiscoveryKey"][];
                    };
                };
            };
        };
        readonly AuthError: {
            /** @enum {string} */
            readonly code: "authorization_header_missing" | "invalid_header" | "token_expired" | "invalid_claims" | "scope_missing";
            readonly description: string;
        };
        readonly Message: {
            readonly message: string;
        };
    };
    responses: {
        /** @description The profile, filtered. An empty object where nobody has this key, or where `active` excludes the one who has. */
        readonly ProfileOrNothing: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Profile"];
            };
        };
        /**
         * @description Any failure, that of authentication included: a missing, malformed, expired or foreign token is answered with
         *     500 and exactly this body, never with 401.
         */
        readonly InternalError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Internal Server Error"
                 *     }
                 */
                readonly "application/json": components["schemas"]["Message"];
            };
        };
        /** @description What the service's source intends for a token it refuses, but never delivers. */
        readonly IntendedAuthError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AuthError"];
            };
        };
        /** @description Another verb than GET, HEAD or OPTIONS. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "The method is not allowed for the requested URL."
                 *     }
                 */
                readonly "application/json": components["schemas"]["Message"];
            };
        };
        /** @description Why there is no token. */
        readonly TokenError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["TokenError"];
            };
        };
    };
    parameters: {
        /**
         * @description Whether the person must be active. Without it, or with a value that is none of these, only active people are
         *     found. Case-insensitive. A person whose `active` is null is found by `any` alone.
         */
        readonly active: components["schemas"]["ActiveFilter"];
        /**
         * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
         *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
         */
        readonly filterDisplay: components["schemas"]["DisplayLevel"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ActiveFilter = components['schemas']['ActiveFilter'];
export type DisplayLevel = components['schemas']['DisplayLevel'];
export type Display = components['schemas']['Display'];
export type Classification = components['schemas']['Classification'];
export type LegacyClassification = components['schemas']['LegacyClassification'];
export type Publisher = components['schemas']['Publisher'];
export type Scope = components['schemas']['Scope'];
export type Metadata = components['schemas']['Metadata'];
export type PublisherSignature = components['schemas']['PublisherSignature'];
export type AdditionalSignature = components['schemas']['AdditionalSignature'];
export type SignatureAlgorithm = components['schemas']['SignatureAlgorithm'];
export type SignatureType = components['schemas']['SignatureType'];
export type Signature = components['schemas']['Signature'];
export type StringAttribute = components['schemas']['StringAttribute'];
export type BooleanAttribute = components['schemas']['BooleanAttribute'];
export type ValuesAttribute = components['schemas']['ValuesAttribute'];
export type AccessAttribute = components['schemas']['AccessAttribute'];
export type Profile = components['schemas']['Profile'];
export type Identities = components['schemas']['Identities'];
export type AccessInformation = components['schemas']['AccessInformation'];
export type StaffInformation = components['schemas']['StaffInformation'];
export type UserPage = components['schemas']['UserPage'];
export type UserIdentifiers = components['schemas']['UserIdentifiers'];
export type UserIdPage = components['schemas']['UserIdPage'];
export type FoundUser = components['schemas']['FoundUser'];
export type SearchPage = components['schemas']['SearchPage'];
export type UserMetadata = components['schemas']['UserMetadata'];
export type TokenRequest = components['schemas']['TokenRequest'];
export type TokenResponse = components['schemas']['TokenResponse'];
export type TokenError = components['schemas']['TokenError'];
export type Key = components['schemas']['Key'];
export type KeySet = components['schemas']['KeySet'];
export type OpenIdConfiguration = components['schemas']['OpenIdConfiguration'];
export type DiscoveryKey = components['schemas']['DiscoveryKey'];
export type Discovery = components['schemas']['Discovery'];
export type AuthError = components['schemas']['AuthError'];
export type Message = components['schemas']['Message'];
export type ResponseProfileOrNothing = components['responses']['ProfileOrNothing'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseIntendedAuthError = components['responses']['IntendedAuthError'];
export type ResponseMethodNotAllowed = components['responses']['MethodNotAllowed'];
export type ResponseTokenError = components['responses']['TokenError'];
export type ParameterActive = components['parameters']['active'];
export type ParameterFilterDisplay = components['parameters']['filterDisplay'];
export type $defs = Record<string, never>;
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
                readonly "application/json": components["schemas"]["TokenRequest"];
                readonly "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        readonly responses: {
            /** @description The token. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TokenResponse"];
                };
            };
            readonly 400: components["responses"]["TokenError"];
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
            readonly 405: components["responses"]["MethodNotAllowed"];
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
            /** @description A JSON Web Key Set. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KeySet"];
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
            /** @description OpenID Connect discovery. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OpenIdConfiguration"];
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
            /** @description The discovery document. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Discovery"];
                };
            };
        };
    };
    readonly getUserByUserId: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 *     found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Decoded twice by the service, so encode it twice. Case-sensitive.
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
                 * @description Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 *     found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /** @description Decoded twice by the service, so encode it twice. Case-sensitive. */
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
                 * @description Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 *     found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Decoded twice by the service, so encode it twice. Case-sensitive.
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
                 * @description Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 *     found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /**
                 * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path: {
                /** @description Decoded twice by the service, so encode it twice. Case-sensitive. */
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
                 * @description The `nextPage` of the page before, as JSON. A Python dictionary in its place is understood, too.
                 * @example {"id": "ad|Mozilla-LDAP|ada"}
                 */
                readonly nextPage?: string;
                /** @description Only the people with exactly this primary e-mail, all on one page. */
                readonly primaryEmail?: string;
                /** @description `false` for those who have left; anything else, `any` included, for active people. */
                readonly active?: "true" | "false";
                /**
                 * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of profiles, each filtered. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserPage"];
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
                /** @description How the user id begins, such as `ad`, `github` or `ad|Mozilla-LDAP`. Case-sensitive. */
                readonly connectionMethod: string;
                /**
                 * @description Whether the person must be active. Without it, or with a value that is none of these, only active people are
                 *     found. Case-insensitive. A person whose `active` is null is found by `any` alone.
                 */
                readonly active?: components["parameters"]["active"];
                /** @description The `nextPage` of the page before. */
                readonly nextPage?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of identifiers. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserIdPage"];
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
                /** @description The name of a group. */
                readonly "access_information.ldap"?: string;
                /** @description The name of a group. */
                readonly "access_information.mozilliansorg"?: string;
                /** @description The exact value. */
                readonly "staff_information.cost_center"?: string;
                /** @description A boolean, so any text counts as true and only the empty one as false. */
                readonly "staff_information.director"?: string;
                /** @description A boolean, so any text counts as true and only the empty one as false. */
                readonly "staff_information.manager"?: string;
                /** @description The exact value. */
                readonly "staff_information.office_location"?: string;
                /** @description A boolean, so any text counts as true and only the empty one as false. */
                readonly "staff_information.staff"?: string;
                /** @description The exact value. */
                readonly "staff_information.team"?: string;
                /** @description The exact value. */
                readonly "staff_information.title"?: string;
                /** @description The exact value. */
                readonly "staff_information.worker_type"?: string;
                /** @description The name of a group. */
                readonly "not_access_information.ldap"?: string;
                /** @description The name of a group. */
                readonly "not_access_information.mozilliansorg"?: string;
                /** @description The exact value. */
                readonly "not_staff_information.cost_center"?: string;
                /** @description A boolean, so any text counts as true and only the empty one as false. */
                readonly "not_staff_information.director"?: string;
                /** @description A boolean, so any text counts as true and only the empty one as false. */
                readonly "not_staff_information.manager"?: string;
                /** @description The exact value. */
                readonly "not_staff_information.office_location"?: string;
                /** @description A boolean, so any text counts as true and only the empty one as false. */
                readonly "not_staff_information.staff"?: string;
                /** @description The exact value. */
                readonly "not_staff_information.team"?: string;
                /** @description The exact value. */
                readonly "not_staff_information.title"?: string;
                /** @description The exact value. */
                readonly "not_staff_information.worker_type"?: string;
                /** @description Any text for active people, the empty text for those who have left. Without it nobody is found. */
                readonly active?: string;
                /** @description Any text, `false` included, for whole profiles. Without it, user ids alone. */
                readonly fullProfiles?: string;
                /** @description The `nextPage` of the page before. */
                readonly nextPage?: string;
                /**
                 * @description The audience the answer is to be shown to: a level keeps itself and the ones before it, after the filter by
                 *     scopes. Attributes whose display is null are never kept. An unknown level counts as `public`.
                 */
                readonly filterDisplay?: components["parameters"]["filterDisplay"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of those found. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SearchPage"];
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
                /** @description Decoded once by the service, unlike the other routes. Case-sensitive. */
                readonly primary_email: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Where the person exists, active or not. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserMetadata"];
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
            /** @description One line. */
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
            /** @description The version. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Message"];
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
            /** @description A JSON schema, draft 4. */
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
type FlattenedDeepRequired<T> = {
    [K in keyof T]-?: FlattenedDeepRequired<T[K] extends unknown[] | undefined | null ? Extract<T[K], unknown[]>[number] : T[K]>;
};
type ReadonlyArray<T> = [
    Exclude<T, undefined>
] extends [
    unknown[]
] ? Readonly<Exclude<T, undefined>> : Readonly<Exclude<T, undefined>[]>;
export const pathsV2UsersGetParametersQueryActiveValues: ReadonlyArray<FlattenedDeepRequired<paths>["/v2/users"]["get"]["parameters"]["query"]["active"]> = ["true", "false"];
export const activeFilterValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["ActiveFilter"]> = ["true", "false", "any"];
export const displayLevelValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["DisplayLevel"]> = ["public", "authenticated", "vouched", "ndaed", "staff", "private"];
export const classificationValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["Classification"]> = ["PUBLIC", "MOZILLA CONFIDENTIAL", "WORKGROUP CONFIDENTIAL: STAFF ONLY", "WORKGROUP CONFIDENTIAL", "INDIVIDUAL CONFIDENTIAL"];
export const legacyClassificationValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["LegacyClassification"]> = ["Mozilla Confidential - Staff and NDA'd Mozillians Only", "Mozilla Confidential - Specific Work Groups Only", "Mozilla Confidential - Specific Individuals Only"];
export const publisherValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["Publisher"]> = ["ldap", "mozilliansorg", "hris", "cis", "access_provider"];
export const scopeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["Scope"]> = ["read:fullprofile", "write", "classification:public", "classification:mozilla_confidential", "classification:workgroup:staff_only", "classification:workgroup", "classification:individual", "display:all", "display:private", "display:staff", "display:ndaed", "display:vouched", "display:authenticated", "display:public", "display:none", "search:all"];
export const signatureAlgorithmValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["SignatureAlgorithm"]> = ["HS256", "RS256", "RSA", "ED25519"];
export const signatureTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["SignatureType"]> = ["JWS", "PGP"];
export const authErrorCodeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["AuthError"]["code"]> = ["authorization_header_missing", "invalid_header", "token_expired", "invalid_claims", "scope_missing"];
