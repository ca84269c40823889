// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.
/** Up to 200 characters, but neither control characters nor one or two dots. Percent-encoded in paths and headers, for example `TestPeople%2Fby_mail`. */
export type Name = string;
export type Service = "cis" | "dabp" | "cern";
export type AdminErrorBody = {
    readonly error: {
        readonly code: AdminErrorCode;
        /** The reason, with the value. */
        readonly message: string;
        /** The next step. */
        readonly hint: string;
    };
};
export type AdminErrorCode = "invalid_request" | "invalid_session" | "impossible_fault" | "foreign_origin" | "foreign_host" | "admin_token_required" | "not_found" | "method_not_allowed" | "user_id_taken" | "limit_reached" | "journal_overflowed" | "expectation_failed" | "unexpected_error" | "session_dropped" | "too_large" | "too_many_sessions";
export type Health = {
    /** @constant */
    readonly status: "ok";
};
export type Ready = {
    /** @constant */
    readonly status: "ready";
    /** The URL of the server, without a trailing slash. */
    readonly url: string;
    readonly services: {
        readonly [key: string]: ServiceAddress;
    };
};
export type ServiceAddress = {
    readonly url: string;
    readonly tokenUrl: string;
    readonly audience: string;
};
export type DescriptionList = {
    readonly descriptions: readonly {
        readonly name: "admin" | "cern" | "cis" | "cis-change" | "dabp";
        readonly title: string;
        /** The URL of the description as JSON. */
        readonly url: string;
    }[];
};
/**
 * `people`: the people. `groups`: all changes of the Authorization Service, by its own API or by the admin routes. `activity`: the latest activity of
 * people at DABP. `grants`: the devices, codes and tokens that the authorization servers have stored. `keys`: the
 * signing keys; the first one is current again. `publisherKeys`: the keys of publishers. `clients`: the registered clients.
 * `reports`: the reports of DABP.
 * `quirks`: the choices where nobody knows the real services.
 */
export type ResetPart = "people" | "groups" | "activity" | "grants" | "keys" | "publisherKeys" | "clients" | "reports" | "quirks" | "clock" | "faults" | "journal" | "snapshots";
export type ResetWish = {
    /** The parts to reset. By default, all but the snapshots. */
    readonly parts?: readonly ResetPart[];
};
export type SessionList = {
    readonly sessions: readonly SessionSummary[];
};
export type SessionSummary = {
    readonly name: Name;
    /** The time since its latest request. */
    readonly idleSeconds: number;
    /** The number of requests in its journal. */
    readonly requests: number;
    readonly faults: number;
};
export type RequestList = {
    readonly requests: readonly JournalEntry[];
    /** The number of requests that the journal has dropped since it was last cleared. */
    readonly dropped: number;
};
export type RequestExpectation = {
    readonly match?: FaultMatch;
    /** A status such as `404`, or a class such as `4xx`. */
    readonly status?: string;
    /** Only requests after the one with this id. */
    readonly since?: number;
    /** The number of requests. */
    readonly exactly?: number;
    /** The least number of requests. The default is 1 without `exactly` and `atMost`. */
    readonly atLeast?: number;
    /** The largest number of requests. */
    readonly atMost?: number;
    /** The time to wait for enough requests. The default is 0. */
    readonly timeoutSeconds?: number;
};
export type RequestCount = {
    readonly count: number;
};
export type JournalEntry = {
    /** Counts the requests of the session. */
    readonly id: number;
    /**
     * Format: date-time
     *
     * The time of arrival by the real clock.
     */
    readonly at: string;
    readonly session: Name;
    readonly method: string;
    /** As requested, without the prefix of the session. */
    readonly path: string;
    /** Without the question mark, and without secrets. */
    readonly query: string | null;
    /** Null if no route matched. */
    readonly service: Service | null;
    /** The operationId in the description of the service; null if no route matched. */
    readonly operation: string | null;
    /** The client that the token was issued to, or that requests a token; null if the request names no client. */
    readonly client: string | null;
    /** Null while the request is pending, and if the connection was reset. */
    readonly status: number | null;
    /** The duration of the request; null while it is pending. */
    readonly durationMs: number | null;
    /** The id of the fault that fired. */
    readonly fault: number | null;
    /**
     * The headers of the request, in lower case; the values of one that occurs twice are joined with a comma. Secrets
     * are hidden; of an Authorization header, the scheme remains.
     * @example {
     *       "user-agent": "my-job/1.0",
     *       "authorization": "Bearer [hidden]"
     * }
     */
    readonly headers: {
        readonly [key: string]: string;
    };
    /** The body of the request; null if it has none. */
    readonly body: RecordedBody | null;
    /**
     * The reason for which the service rejected the request, or found a token not active; null if it did neither, or if a
     * fault responded.
     */
    readonly refusal: Refusal | null;
    /** True if a handler of the user has responded, in place of the mock. */
    readonly handler: boolean;
    /** The nearest route or name, if nothing was found. */
    readonly nearest: NearestOperation | NearestName | null;
};
export type RecordedBody = {
    /** The media type without its parameters. */
    readonly type: string | null;
    /** The number of bytes; null if it is not known. */
    readonly size: number | null;
    /**
     * The first 16,384 characters of JSON, a form or text; null for every other type, and for more than a megabyte. The
     * values of secrets are hidden, such as `client_secret`, `refresh_token` or `code`. JSON is written anew.
     * @example grant_type=client_credentials&client_id=demo&client_secret=[hidden]
     */
    readonly text: string | null;
    /** True if the text is not complete. */
    readonly truncated: boolean;
};
/** The reason for which a service rejected a request. The response of the service may say less. */
export type Refusal = {
    /**
     * An error of OAuth at authorization servers. At the services, the reason for which a token is rejected, such as
     * `token_expired`, `invalid_claims` or `scope_missing`, or what is wrong with the request, such as
     * `permission_missing`, `invalid_request` or `next_page_invalid`.
     * @example token_expired
     */
    readonly code: string;
    /** @example token is expired: since 2026-11-27T15:00:00.000Z, by the clock of the session it is 2026-11-27T16:00:00.000Z */
    readonly description: string;
};
/** The route that is most similar to the requested one. */
export type NearestOperation = {
    readonly service: Service;
    readonly operation: string;
    readonly method: string;
    /** @example /v2/user/primary_email/{primary_email} */
    readonly path: string;
};
/** The existing name that is most similar to the requested one. */
export type NearestName = {
    /**
     * The attribute or field of the name.
     * @example primary_email
     */
    readonly key: string;
    readonly value: string;
    /** For a person, whether they are active. Inactive people may be hidden for that reason alone. */
    readonly active: boolean | null;
};
export type FaultList = {
    readonly faults: readonly Fault[];
};
export type NewFault = {
    readonly match?: FaultMatch;
    readonly effect: FaultEffect;
    /** The number of matching requests to let pass first. The default is 0. */
    readonly after?: number;
    /** The maximum number of times to fire. By default, there is no maximum. */
    readonly times?: number;
    /** The probability to fire on a request. The default is 1. */
    readonly probability?: number;
    /** The seed of the probability; the same seed fires on the same requests. The default is 1. */
    readonly seed?: number;
};
export type Fault = {
    readonly match?: FaultMatch;
    readonly effect: FaultEffect;
    /** The number of matching requests to let pass first. The default is 0. */
    readonly after?: number;
    /** The maximum number of times to fire. By default, there is no maximum. */
    readonly times?: number;
    /** The probability to fire on a request. The default is 1. */
    readonly probability?: number;
    /** The seed of the probability; the same seed fires on the same requests. The default is 1. */
    readonly seed?: number;
    readonly id: number;
    /** The number of requests that matched. */
    readonly matched: number;
    /** The number of requests on which it fired. */
    readonly fired: number;
};
/** The requests to match. All given conditions must hold. By default, every request matches. */
export type FaultMatch = {
    readonly service?: Service;
    /**
     * The operationId in the description of the service.
     * @example listUsers
     */
    readonly operation?: string;
    /** The client that the token was issued to, or that requests a token. */
    readonly client?: string;
    /**
     * A path without query. With `*` at the end, all paths with this prefix. Where a service ignores the case of
     * its paths, so does this.
     * @example /v2/user/*
     */
    readonly path?: string;
    /**
     * True if `path` does not have to be that of an operation: for handlers of your own, and for URLs that no service
     * has. By default, such a path is rejected, since it is usually misspelt.
     */
    readonly anyRoute?: boolean;
    readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
    /**
     * The `grant_type` of a token request. Of a URN, the last part is enough, such as `device_code`.
     * @example refresh_token
     */
    readonly grant?: string;
    /**
     * The parameters in the query. If one occurs twice, one of its values has to match.
     * @example {
     *       "active": "any"
     * }
     */
    readonly query?: {
        readonly [key: string]: ValueCondition;
    };
    /**
     * The headers. Case makes no difference in their names.
     * @example {
     *       "user-agent": {
     *         "contains": "curl"
     *       }
     * }
     */
    readonly header?: {
        readonly [key: string]: ValueCondition;
    };
    readonly body?: BodyCondition;
};
/** The value itself, or conditions that must all hold. */
export type ValueCondition = string | {
    readonly equals?: string;
    /** A part of the value. */
    readonly contains?: string;
    /** A pattern for the whole value. `*` stands for any characters, `?` for one. */
    readonly matches?: string;
    /** False if there must be no value. */
    readonly present?: boolean;
};
/** Conditions on the body of a request. A body of more than a megabyte matches none. */
export type BodyCondition = {
    readonly text?: ValueCondition;
    /**
     * The parameters of a form.
     * @example {
     *       "scope": {
     *         "contains": "openid"
     *       }
     * }
     */
    readonly form?: {
        readonly [key: string]: ValueCondition;
    };
    /**
     * The members of JSON, by name, or by a JSON pointer, which begins with a slash.
     * @example {
     *       "groupIdentifier": {
     *         "matches": "atlas-*"
     *       },
     *       "/filters/0/value": "Ada"
     * }
     */
    readonly json?: {
        readonly [key: string]: JsonCondition;
    };
};
/** The value itself, or conditions that must all hold. */
export type JsonCondition = string | number | boolean | null | {
    /** Any JSON value. */
    readonly equals?: unknown;
    /** A part of a string, or a member of an array. */
    readonly contains?: string;
    /** A pattern for the whole string. `*` stands for any characters, `?` for one. */
    readonly matches?: string;
    /** False if the member must be missing. */
    readonly present?: boolean;
};
export type FaultEffect = StatusEffect | RateLimitEffect | DelayEffect | ConnectionEffect | DribbleEffect | BodyEffect | PatchEffect | TokenEffect | FlawedTokenEffect | FailedWriteEffect;
/** A response in place of that of the service, which does not receive the request. */
export type StatusEffect = {
    readonly type: "status";
    readonly status: number;
    /** A string is sent as it is, anything else as JSON. The default is JSON that names the fault. */
    readonly body?: unknown;
    readonly headers?: {
        readonly [key: string]: string;
    };
    readonly delayMs?: DelayMs;
};
/**
 * 429 with Retry-After: to every request, or, with `limit` and `perSeconds`, to those above a limit. Under a limit,
 * each response has X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset, and the fault fires only on
 * requests above it. The first request of a window starts it, by the clock of the session.
 */
export type RateLimitEffect = {
    readonly type: "rateLimit";
    /** The default is 1, and with `limit` the rest of the window. */
    readonly retryAfterSeconds?: number;
    /** The number of requests in a window. */
    readonly limit?: number;
    /** The length of a window. */
    readonly perSeconds?: number;
    /** `client`, the default: each client has its own limit. `all`: they share it. */
    readonly per?: "client" | "all";
    readonly delayMs?: DelayMs;
};
/** The response of the service after a delay. The delay ends if the client disconnects. */
export type DelayEffect = {
    readonly type: "delay";
    readonly delayMs: DelayMs;
};
/**
 * `reset`, `empty`, `garbage`: resets the connection, closes it without a byte, or sends bytes that are not HTTP, before
 * the service receives the request.
 * `truncate`: sends the first half of the body with the length of the whole, then closes the connection. `stall`: sends
 * the first half, then nothing until the client gives up or the server stops.
 */
export type ConnectionEffect = {
    readonly type: "reset" | "empty" | "garbage" | "truncate" | "stall";
    readonly delayMs?: DelayMs;
};
/** The response of the service, its body in small pieces. */
export type DribbleEffect = {
    readonly type: "dribble";
    /** The size of a piece. The default is 1. */
    readonly bytes?: number;
    /** The pause after each piece, in milliseconds. The default is 100. */
    readonly everyMs?: number;
    readonly delayMs?: DelayMs;
};
/**
 * A response of the service with an invalid body, and a status and headers that match. `truncatedJson`: the JSON
 * ends in the middle. `malformedJson`: the last character is wrong.
 */
export type BodyEffect = {
    readonly type: "truncatedJson" | "malformedJson";
    readonly delayMs?: DelayMs;
};
/** The response of the service with changes. */
export type PatchEffect = {
    readonly type: "patch";
    readonly status?: number;
    /** Headers to set, or with null to remove. */
    readonly headers?: {
        readonly [key: string]: string | null;
    };
    /**
     * A JSON merge patch of the body (RFC 7396, null removes). A body that is not JSON stays what it is.
     * @example {
     *       "expires_in": null,
     *       "unknown": true
     * }
     */
    readonly body?: unknown;
    readonly delayMs?: DelayMs;
};
/**
 * The service receives the request with another token and rejects it as usual. `rejectedToken`: the signature is
 * wrong. `expiredToken`: the token has expired. Requests without a token do not match.
 */
export type TokenEffect = {
    readonly type: "rejectedToken" | "expiredToken";
    readonly expiredBySeconds?: ExpiredBySeconds;
    readonly delayMs?: DelayMs;
};
/**
 * The response of a token endpoint, in which one token has a flaw. An opaque token has no claims and no signature: it
 * is replaced by an unknown one. A response without such a token stays what it is.
 */
export type FlawedTokenEffect = {
    readonly type: "flawedToken";
    readonly token: "access" | "id" | "refresh";
    readonly flaw: TokenFlaw;
    readonly expiredBySeconds?: ExpiredBySeconds;
    readonly delayMs?: DelayMs;
};
/**
 * A failure of the Change API of CIS. `lostUpdate`: the response is that of an update, and another one has won, so that
 * nothing is stored. `poisonedRecord`: the record is stored with a first name without metadata, so that every filtered read
 * of it fails, and so does each page of a list with it. `droppedCreation`: the creations of the request vanish, without an
 * error in a batch. `failedUpdates`: 500 after the creations of a batch were stored. `retiredKey`: no key of a publisher is
 * valid but that of the service.
 */
export type WriteFailure = "lostUpdate" | "poisonedRecord" | "droppedCreation" | "failedUpdates" | "retiredKey";
/** A change of people that fails as the service can. Requests to other operations do not match. */
export type FailedWriteEffect = {
    readonly type: "failedWrite";
    readonly failure: WriteFailure;
    readonly delayMs?: DelayMs;
};
/** The time since the token expired. The default is 3600, since many verifiers accept a token for some minutes longer. */
export type ExpiredBySeconds = number;
/**
 * The delay before anything else, in milliseconds, or the distribution of delays. The seed of the fault determines
 * them. No delay is longer than ten minutes.
 */
export type DelayMs = number | DelayDistribution;
export type DelayDistribution = UniformDelay | NormalDelay | LognormalDelay;
/** Delays of which each is equally likely. */
export type UniformDelay = {
    readonly type: "uniform";
    readonly min: number;
    readonly max: number;
};
/** Delays of a normal distribution, never below 0. */
export type NormalDelay = {
    readonly type: "normal";
    readonly mean: number;
    /** The standard deviation. */
    readonly deviation: number;
};
/** Delays of a log-normal distribution, most of them near the median and a few much longer, as in networks. */
export type LognormalDelay = {
    readonly type: "lognormal";
    readonly median: number;
    /** The standard deviation of the logarithm, such as 0.5. */
    readonly sigma: number;
};
export type Clock = {
    /** Format: date-time */
    readonly now: string;
    /** True if the clock is frozen. */
    readonly frozen: boolean;
};
export type ClockSetting = {
    /**
     * Format: date-time
     *
     * The new time. By default, the time does not change.
     */
    readonly now?: string;
    /** True to freeze the clock, false to resume it. By default, this does not change. */
    readonly frozen?: boolean;
};
export type ClockAdvance = {
    readonly seconds: number;
};
export type PersonList = {
    readonly people: readonly PersonSummary[];
    readonly total: number;
    /** The `after` of the next page; null on the last. */
    readonly next: string | null;
};
export type PersonSummary = {
    readonly user_id: string | null;
    readonly uuid: string | null;
    readonly primary_email: string | null;
    readonly primary_username: string | null;
    readonly active: boolean | null;
    readonly origin: PersonOrigin;
};
export type Person = {
    readonly user_id: string | null;
    readonly uuid: string | null;
    readonly primary_email: string | null;
    readonly primary_username: string | null;
    readonly active: boolean | null;
    readonly origin: PersonOrigin;
    readonly profile: RawProfile;
};
/** A person with the ids in the other services. */
export type PersonEverywhere = {
    readonly user_id: string | null;
    readonly uuid: string | null;
    readonly primary_email: string | null;
    readonly primary_username: string | null;
    readonly active: boolean | null;
    readonly origin: PersonOrigin;
    readonly profile: RawProfile;
    /** The person at the Authorization Service. */
    readonly cern: {
        readonly identityId: string | null;
        readonly upn: string | null;
    };
    /** The person at DABP. */
    readonly dabp: {
        readonly referenceId: string | null;
        /**
         * Format: date-time
         *
         * The time of the person's latest activity. Requesting the report counts as activity.
         */
        readonly lastActivity: string | null;
    };
};
/** Tells if the person is as at the start, was changed since, or was added. */
export type PersonOrigin = "initial" | "changed" | "added";
/** A profile v2 as stored by the service, each attribute with its metadata. */
export type RawProfile = {
    readonly [key: string]: unknown;
};
/**
 * The contents of attributes, by path. Unknown attributes and values of another type are rejected; null unsets an
 * attribute.
 * @example {
 *       "first_name": "Ada",
 *       "staff_information.staff": true
 * }
 */
export type Attributes = {
    readonly [key: string]: unknown;
};
/**
 * The display levels of attributes, by path.
 * @example {
 *       "first_name": "public",
 *       "staff_information.staff": null
 * }
 */
export type Displays = {
    readonly [key: string]: string | null;
};
/**
 * Either a raw profile, which is stored as it is, or the values that differ from a new record. By default, the user
 * id is derived from the e-mail address, uuid and user name are derived from the user id, and `active` is true.
 */
export type NewPerson = {
    readonly profile?: RawProfile;
    readonly attributes?: Attributes;
    readonly displays?: Displays;
};
/**
 * A JSON merge patch of the raw profile (RFC 7396: null removes), attributes by path, or both. Attributes are set
 * after the patch.
 */
export type PersonChange = {
    readonly profile?: RawProfile;
    readonly attributes?: Attributes;
    readonly displays?: Displays;
};
export type ClientList = {
    readonly clients: readonly Client[];
};
/** A registered client. Its secret is never part of a response. */
export type Client = {
    readonly id: string;
    /** True for a client without a secret. */
    readonly isPublic: boolean;
    readonly origin: Origin;
    /** The scopes that it may request, and gets by default. By default, it may request any scope. */
    readonly scopes?: readonly string[];
    /** The CERN groups of its service account. By default, those that permit everything. */
    readonly groups?: readonly string[];
    /** The CERN applications for which it may exchange a person's token. By default, any application. */
    readonly exchangesFor?: readonly string[];
    /** True if OneWelcome issues opaque access tokens to it. The default is false. */
    readonly opaqueTokens?: boolean;
    /** True if OneWelcome sends it reports in the format of version 1. The default is false. */
    readonly legacyGroupPermissions?: boolean;
    /** The URLs to which people may be sent back after they sign in. By default, any URL. */
    readonly redirectUris?: readonly string[];
    /** The URLs to which people may be sent after they sign out. By default, any URL. */
    readonly postLogoutRedirectUris?: readonly string[];
    /** The public keys with which it authenticates by `private_key_jwt`, as a JSON Web Key Set. */
    readonly jwks?: {
        readonly [key: string]: unknown;
    };
    /** True if each refresh token can be used once. The default is false. */
    readonly rotateRefreshTokens?: boolean;
};
/** A client. Members that are left out have their default, not their earlier value, except the secret. */
export type NewClient = {
    /**
     * The secret; null for a public client, which acts for people and cannot request tokens of its own. By default,
     * the secret that the client has; a new client needs one.
     */
    readonly secret?: string | null;
    /** The scopes that it may request, and gets by default. By default, it may request any scope. */
    readonly scopes?: readonly string[];
    /** The CERN groups of its service account. By default, those that permit everything. */
    readonly groups?: readonly string[];
    /** The CERN applications for which it may exchange a person's token. By default, any application. */
    readonly exchangesFor?: readonly string[];
    /** True if OneWelcome issues opaque access tokens to it. The default is false. */
    readonly opaqueTokens?: boolean;
    /** True if OneWelcome sends it reports in the format of version 1. The default is false. */
    readonly legacyGroupPermissions?: boolean;
    /** The URLs to which people may be sent back after they sign in. By default, any URL. */
    readonly redirectUris?: readonly string[];
    /** The URLs to which people may be sent after they sign out. By default, any URL. */
    readonly postLogoutRedirectUris?: readonly string[];
    /** The public keys with which it authenticates by `private_key_jwt`, as a JSON Web Key Set. */
    readonly jwks?: {
        readonly [key: string]: unknown;
    };
    /** True if each refresh token can be used once. The default is false. */
    readonly rotateRefreshTokens?: boolean;
};
/** Tells if a record is as at the start, was changed since, or was added. */
export type Origin = "initial" | "changed" | "added";
export type ReportList = {
    readonly reports: readonly {
        readonly referenceId: string;
        readonly origin: Origin;
    }[];
};
export type StoredReport = {
    readonly referenceId: string;
    readonly origin: Origin;
    /** The report; null if DABP does not know the person. */
    readonly report: Report | null;
};
export type NewReport = {
    /**
     * A PersonReport, sent as it is; null for a person whom DABP does not know. Documented fields must have their
     * documented type or be null, others may hold anything.
     */
    readonly report: {
        readonly [key: string]: unknown;
    } | null;
};
/**
 * A PersonReport of DABP.
 * @example {
 *       "groups": [
 *         {
 *           "name": "Intermediary A",
 *           "resources": [
 *             {
 *               "name": "Archive",
 *               "privilege": "No access"
 *             }
 *           ]
 *         }
 *       ]
 * }
 */
export type Report = {
    readonly [key: string]: unknown;
};
/**
 * Fields of an identity, a group or an application, as in a data file. Documented fields must have their documented
 * type, others may hold anything.
 * @example {
 *       "upn": "mcurie",
 *       "firstName": "Marie"
 * }
 */
export type CernFields = {
    readonly [key: string]: unknown;
};
export type CernRow = {
    readonly id: string;
    readonly origin: Origin;
    /** The fields that are set. */
    readonly row: {
        readonly [key: string]: unknown;
    };
};
export type SnapshotList = {
    readonly snapshots: readonly Snapshot[];
};
export type Snapshot = {
    readonly name: Name;
    /**
     * Format: date-time
     *
     * The time of creation by the real clock.
     */
    readonly at: string;
};
export type SigningKeyList = {
    readonly keys: readonly SigningKey[];
};
export type SigningKey = {
    /** The id of the key, in the header of its tokens and in the key sets. */
    readonly kid: string;
    /**
     * `current`: signs new tokens. `previous`: does not, but its tokens remain valid. `retired`: its tokens are
     * rejected, as those of an unknown key are.
     */
    readonly status: "current" | "previous" | "retired";
    /** True if the key sets contain it. The services reject the tokens of a key that is not published. */
    readonly published: boolean;
};
export type KeyRotation = {
    /** True to let the tokens of the keys before remain valid; false to retire these keys. The default is true. */
    readonly keepOld?: boolean;
    /** False to leave the new key out of the key sets until `POST /__admin/keys/publish`. The default is true. */
    readonly publish?: boolean;
};
export type PublisherKeyList = {
    readonly publishers: {
        readonly [key: string]: readonly PublisherKeyState[];
    };
};
export type PublisherKeyState = {
    readonly kid: string;
    /** What a retired key has signed is invalid. */
    readonly status: "current" | "previous" | "retired";
    /**
     * `demo`: a key of the mock, for tests to sign with. `given`: one that the server was started with. `generated`: the one
     * that signs the attributes of generated people.
     */
    readonly origin: "demo" | "given" | "generated";
};
export type PublisherKey = {
    readonly publisher: string;
    readonly kid: string;
    /** The public key as a JSON Web Key. */
    readonly publicKey: {
        readonly [key: string]: unknown;
    };
    /** The whole key as a JSON Web Key; null for one that the server was started with. */
    readonly privateKey: {
        readonly [key: string]: unknown;
    } | null;
};
export type PublisherKeyRotation = {
    /** True to let the keys before remain valid; false to retire them, with that of generated people. The default is true. */
    readonly keepOld?: boolean;
};
/**
 * Quirks with their values. [The list](https://github.com/personctl/personctl/blob/main/docs/mock/quirks.md) has all of them.
 * @example {
 *       "cernLimitTooLarge": "capped",
 *       "dabpTenantId": "required"
 * }
 */
export type Quirks = {
    readonly [key: string]: string;
};
/**
 * The flaw of a token. `expired`: an hour ago, or `expiredBySeconds`. `notYetValid`: a day too early. `noKeyId`: without
 * `kid` in its header. `wrongNonce`: of an ID token.
 */
export type TokenFlaw = "expired" | "notYetValid" | "wrongAudience" | "wrongIssuer" | "wrongSignature" | "algorithmNone" | "unknownKey" | "noKeyId" | "wrongNonce" | "malformed";
/**
 * An access token for a service, an ID token for the client, or a refresh token. Those for the client belong to a
 * person. Refresh tokens of CIS and DABP are opaque: they have no claims, and of the flaws only `expired` and `malformed`.
 */
export type TokenKind = "access" | "id" | "refresh";
export type TokenWish = {
    /** The default is `access`. */
    readonly kind?: TokenKind;
    /** The service of the token, which determines its issuer and its form. The default is `cis`. */
    readonly service?: Service;
    /**
     * The default is every scope, of ID and refresh tokens `openid profile email offline_access`. Access tokens of CERN have
     * no scopes.
     */
    readonly scopes?: readonly string[];
    /** The default is `demo`. */
    readonly clientId?: string;
    /**
     * The login or e-mail address of the person the token belongs to. Access tokens of CIS belong to the client, and others
     * by default; ID and refresh tokens need a person.
     */
    readonly user?: string;
    /** The default is the audience of the service. */
    readonly audience?: string;
    /** The default is the lifetime of tokens that the server issues. */
    readonly lifetimeSeconds?: number;
    /** Additional claims, or replacements of the default ones. */
    readonly claims?: {
        readonly [key: string]: unknown;
    };
    readonly flaw?: TokenFlaw;
    readonly expiredBySeconds?: ExpiredBySeconds;
    /**
     * The `kid` in the header. The id of a signing key, also of a retired one, selects that key. By default, the current
     * key signs.
     */
    readonly kid?: string;
};
export type MintedToken = {
    readonly token: string;
    /** The claims of the token. */
    readonly claims: {
        readonly [key: string]: unknown;
    };
};
export interface paths {
    readonly "/__admin/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Checks that the server responds. Requires no token. */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns the URLs of the services. Requires no token. */
        readonly get: operations["getReady"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns this description. */
        readonly get: operations["getDescription"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/openapi": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the descriptions of the services and of the admin routes. */
        readonly get: operations["listDescriptions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/openapi/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns the description of a service, or of the admin routes, with the mock as its server. */
        readonly get: operations["getDescriptionFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Resets the session, or parts of it, to the initial state. */
        readonly post: operations["reset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the sessions other than the default one, the most recently used first. */
        readonly get: operations["listSessions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/sessions/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Drops a session with its state. The next request that names it creates a new one. */
        readonly delete: operations["dropSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lists the requests in the journal of the session, by default in order of arrival.
         *
         * The journal contains no preflights, no requests to the admin routes, no tokens and no secrets.
         */
        readonly get: operations["listRequests"];
        readonly put?: never;
        readonly post?: never;
        /** Clears the journal. Ids continue to count. */
        readonly delete: operations["clearRequests"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/requests/count": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Counts the matching requests in the journal. */
        readonly get: operations["countRequests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/requests/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Checks that as many requests have come as expected.
         *
         * The response is 409 with the code `expectation_failed` if not; its hint describes the requests that nearly match,
         * and what differs. Secrets are hidden in the journal, so that no condition matches their values.
         */
        readonly post: operations["verifyRequests"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/requests/wait": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Waits until the journal contains a number of matching requests that have their response.
         *
         * Requests that came before count too; `since` leaves them out. The response to too few requests in time is 409 with
         * the code `expectation_failed`.
         */
        readonly get: operations["waitForRequests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/faults": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the faults of the session, and how often each has fired. */
        readonly get: operations["listFaults"];
        readonly put?: never;
        /** Adds a fault. If several match a request, the first one fires. */
        readonly post: operations["addFault"];
        /** Removes all faults. */
        readonly delete: operations["clearFaults"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/faults/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns a fault. */
        readonly get: operations["getFault"];
        readonly put?: never;
        readonly post?: never;
        /** Removes a fault. */
        readonly delete: operations["removeFault"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/clock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns the time of the session. */
        readonly get: operations["getClock"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Sets, freezes or resumes the clock, by which tokens expire. */
        readonly patch: operations["setClock"];
        readonly trace?: never;
    };
    readonly "/__admin/clock/advance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Moves the clock forward or back. A frozen clock stays frozen. */
        readonly post: operations["advanceClock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/people": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the people of the session, in the order of the services. */
        readonly get: operations["listPeople"];
        readonly put?: never;
        /** Adds a person to every service. */
        readonly post: operations["createPerson"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/people/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns a person with the stored raw profile and the ids in the other services. */
        readonly get: operations["getPerson"];
        readonly put?: never;
        readonly post?: never;
        /** Removes a person from every service. */
        readonly delete: operations["deletePerson"];
        readonly options?: never;
        readonly head?: never;
        /** Changes a person; `{"attributes":{"active":false}}` deactivates. */
        readonly patch: operations["changePerson"];
        readonly trace?: never;
    };
    readonly "/__admin/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the registered clients of the authorization servers, without their secrets. */
        readonly get: operations["listClients"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/clients/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns a client without its secret. */
        readonly get: operations["getClient"];
        /** Registers a client, or replaces a registered one. */
        readonly put: operations["setClient"];
        readonly post?: never;
        /** Removes a client. Its id can be registered again. */
        readonly delete: operations["deleteClient"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/reports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the reference ids whose reports were set. Those of all other people are as at the start. */
        readonly get: operations["listReports"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/reports/{referenceId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns the report on a person as DABP sends it. Does not count as activity. */
        readonly get: operations["getStoredReport"];
        /** Sets the report on a person, also of one who exists in no other service. */
        readonly put: operations["setReport"];
        readonly post?: never;
        /**
         * Restores the report as at the start.
         *
         * A report that was set is dropped, and the generated one, or that of the data file, is there again. To make a person
         * unknown to DABP, set the report to null.
         */
        readonly delete: operations["restoreReport"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/identities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Adds an identity to CERN. Missing fields get their usual values, as in a data file. */
        readonly post: operations["addIdentity"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/identities/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns an identity of CERN with every field that is set. */
        readonly get: operations["getIdentity"];
        readonly put?: never;
        readonly post?: never;
        /** Removes an identity, also from all groups. */
        readonly delete: operations["removeIdentity"];
        readonly options?: never;
        readonly head?: never;
        /** Changes fields of an identity. The other fields stay as they are. */
        readonly patch: operations["changeIdentity"];
        readonly trace?: never;
    };
    readonly "/__admin/groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Adds a group to CERN. Missing fields get their usual values, as in a data file. */
        readonly post: operations["addGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/groups/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns a group of CERN with every field that is set. */
        readonly get: operations["getGroup"];
        readonly put?: never;
        readonly post?: never;
        /** Removes a group with its memberships. */
        readonly delete: operations["removeGroup"];
        readonly options?: never;
        readonly head?: never;
        /** Changes fields of a group. The other fields stay as they are. */
        readonly patch: operations["changeGroup"];
        readonly trace?: never;
    };
    readonly "/__admin/groups/{id}/members/{identity}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Puts an identity into a group. */
        readonly put: operations["addMember"];
        readonly post?: never;
        /** Removes an identity that is directly in a group. */
        readonly delete: operations["removeMember"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/applications": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Adds an application to CERN. Missing fields get their usual values, as in a data file. */
        readonly post: operations["addApplication"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/applications/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns an application of CERN with every field that is set. */
        readonly get: operations["getApplication"];
        readonly put?: never;
        readonly post?: never;
        /** Removes an application with its roles. */
        readonly delete: operations["removeApplication"];
        readonly options?: never;
        readonly head?: never;
        /** Changes fields of an application. The other fields stay as they are. */
        readonly patch: operations["changeApplication"];
        readonly trace?: never;
    };
    readonly "/__admin/snapshots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the snapshots of the session, the oldest first. */
        readonly get: operations["listSnapshots"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/snapshots/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Creates a snapshot of the session without its faults and its journal. Replaces one of the same name. */
        readonly put: operations["createSnapshot"];
        readonly post?: never;
        /** Deletes a snapshot. */
        readonly delete: operations["deleteSnapshot"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/snapshots/{name}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Restores the state of a snapshot. The snapshot remains. */
        readonly post: operations["restoreSnapshot"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the keys with which the authorization servers of the session sign tokens. */
        readonly get: operations["listKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/keys/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Makes a new signing key the current one. The next key is the same on every machine. */
        readonly post: operations["rotateKeys"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/keys/publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Adds the valid keys that were not published to the key sets. */
        readonly post: operations["publishKeys"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/keys/{kid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Retires a previous key. It leaves the key sets, and its tokens are rejected. */
        readonly delete: operations["retireKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/publisher-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the keys of all publishers, which the discovery document of CIS publishes. */
        readonly get: operations["listPublisherKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/publisher-keys/{publisher}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns the current key of a publisher, to sign with. A private key that the server was started with is never returned. */
        readonly get: operations["getPublisherKey"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/publisher-keys/{publisher}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Makes a new key of a publisher the current one. The next key is the same on every machine. */
        readonly post: operations["rotatePublisherKeys"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/publisher-keys/{publisher}/{kid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Retires a key of a publisher. What it has signed is invalid, so that nothing of such a person can be written. */
        readonly delete: operations["retirePublisherKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/quirks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Returns the choices of the session where nobody knows what a real service does. */
        readonly get: operations["getQuirks"];
        /** Sets the quirks. Those that are left out get their default. */
        readonly put: operations["setQuirks"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/__admin/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Creates a token without a token endpoint, valid or with one flaw. */
        readonly post: operations["mintToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface components {
    responses: {
        /** The request is invalid. The message has the position, the value and the reason. */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The request comes from a page of another origin, has another host name, or lacks the admin token. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The route, session, person, client, report, fault or snapshot does not exist. */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The path does not support the method. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The user id belongs to another person, a limit is reached, requests were not as expected, or the journal has dropped requests to count. */
        readonly Conflict: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The session was dropped with its state to make room for others. */
        readonly Gone: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The body is too large. */
        readonly TooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** There are too many sessions. */
        readonly TooMany: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
    };
    parameters: {
        readonly name: Name;
        readonly service: Service;
        /** The operationId in the description of the service. */
        readonly operation: string;
        /** A status such as `404`, or a class such as `4xx`. */
        readonly status: string;
        /** The client that the token was issued to, or that requested a token. */
        readonly client: string;
        readonly method: string;
        /** A path without query. With `*` at the end, all paths with this prefix. */
        readonly path: string;
        /**
         * True if the path is one of your own handlers. Otherwise it is an error to match nothing by a path that no service
         * has, such as a misspelt one.
         */
        readonly anyRoute: boolean;
        /** Only requests after the one with this id. */
        readonly since: number;
        /** The default is `oldest` first, which is the order of arrival. */
        readonly order: "oldest" | "newest";
        /** The number of matching requests to pass over, in this order. */
        readonly offset: number;
        /** The maximum number of requests, counted from the first one. */
        readonly limit: number;
    };
}
export interface operations {
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The server responds. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Health;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getReady: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The server is ready for requests. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Ready;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getDescription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** OpenAPI 3.1. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listDescriptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The descriptions, in the order of their names. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": DescriptionList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getDescriptionFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** `admin.json`, `cern.json`, `cis.json` or `dabp.json`. */
                readonly file: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** OpenAPI 3.1. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly reset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": ResetWish;
            };
        };
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The sessions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SessionList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly dropSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: components["parameters"]["name"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** The operationId in the description of the service. */
                readonly operation?: components["parameters"]["operation"];
                /** A status such as `404`, or a class such as `4xx`. */
                readonly status?: components["parameters"]["status"];
                /** The client that the token was issued to, or that requested a token. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** A path without query. With `*` at the end, all paths with this prefix. */
                readonly path?: components["parameters"]["path"];
                /**
                 * True if the path is one of your own handlers. Otherwise it is an error to match nothing by a path that no service
                 * has, such as a misspelt one.
                 */
                readonly anyRoute?: components["parameters"]["anyRoute"];
                /** Only requests after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** The default is `oldest` first, which is the order of arrival. */
                readonly order?: components["parameters"]["order"];
                /** The number of matching requests to pass over, in this order. */
                readonly offset?: components["parameters"]["offset"];
                /**
                 * The maximum number of requests. With `order`, `offset` or `since`, the first ones in that order; otherwise the
                 * latest ones, still in order of arrival: `limit=1` returns the last request.
                 */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The requests that match. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": RequestList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly clearRequests: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly countRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** The operationId in the description of the service. */
                readonly operation?: components["parameters"]["operation"];
                /** A status such as `404`, or a class such as `4xx`. */
                readonly status?: components["parameters"]["status"];
                /** The client that the token was issued to, or that requested a token. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** A path without query. With `*` at the end, all paths with this prefix. */
                readonly path?: components["parameters"]["path"];
                /**
                 * True if the path is one of your own handlers. Otherwise it is an error to match nothing by a path that no service
                 * has, such as a misspelt one.
                 */
                readonly anyRoute?: components["parameters"]["anyRoute"];
                /** Only requests after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** The maximum number of requests, counted from the first one. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The number of requests. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": RequestCount;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly verifyRequests: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": RequestExpectation;
            };
        };
        readonly responses: {
            /** The requests that match, in order of arrival. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": RequestList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly waitForRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** The operationId in the description of the service. */
                readonly operation?: components["parameters"]["operation"];
                /** A status such as `404`, or a class such as `4xx`. */
                readonly status?: components["parameters"]["status"];
                /** The client that the token was issued to, or that requested a token. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** A path without query. With `*` at the end, all paths with this prefix. */
                readonly path?: components["parameters"]["path"];
                /** Only requests after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** The number of requests to wait for. The default is 1. */
                readonly count?: number;
                /** The time to wait. The default is 10. */
                readonly timeoutSeconds?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The requests that match, in order of arrival. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": RequestList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listFaults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The faults, in the order in which they are matched. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": FaultList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly addFault: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewFault;
            };
        };
        readonly responses: {
            /** The fault. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Fault;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly clearFaults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getFault: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The fault. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Fault;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly removeFault: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The clock. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Clock;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly setClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": ClockSetting;
            };
        };
        readonly responses: {
            /** The clock after the change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Clock;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly advanceClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": ClockAdvance;
            };
        };
        readonly responses: {
            /** The clock after the change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Clock;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listPeople: {
        readonly parameters: {
            readonly query?: {
                /** The user id to continue after. */
                readonly after?: string;
                /** The maximum number of requests, counted from the first one. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** A page of people. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PersonList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly createPerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewPerson;
            };
        };
        readonly responses: {
            /** The person. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Person;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getPerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** A user id, uuid, primary e-mail or primary user name, tried in this order. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The person. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PersonEverywhere;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly deletePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** A user id, uuid, primary e-mail or primary user name, tried in this order. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly changePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** A user id, uuid, primary e-mail or primary user name, tried in this order. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": PersonChange;
            };
        };
        readonly responses: {
            /** The person after the change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Person;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listClients: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The clients. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ClientList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The client id. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The client. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Client;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly setClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The client id. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewClient;
            };
        };
        readonly responses: {
            /** The client. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Client;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly deleteClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The client id. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listReports: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The reference ids. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ReportList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getStoredReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The id of the person at DABP, for generated people the uuid. */
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
                    readonly "application/json": StoredReport;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly setReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The id of the person at DABP, for generated people the uuid. */
                readonly referenceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": NewReport;
            };
        };
        readonly responses: {
            /** The report. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": StoredReport;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly restoreReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The id of the person at DABP, for generated people the uuid. */
                readonly referenceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly addIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": CernFields;
            };
        };
        readonly responses: {
            /** The identity. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id, login or personId. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The identity. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly removeIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id, login or personId. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly changeIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id, login or personId. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": CernFields;
            };
        };
        readonly responses: {
            /** The identity after the change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly addGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": CernFields;
            };
        };
        readonly responses: {
            /** The group. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id or groupIdentifier. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The group. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly removeGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id or groupIdentifier. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly changeGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id or groupIdentifier. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": CernFields;
            };
        };
        readonly responses: {
            /** The group after the change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly addMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The id or groupIdentifier of a group. */
                readonly id: string;
                /** The id, login or personId of an identity. */
                readonly identity: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly removeMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** The id or groupIdentifier of a group. */
                readonly id: string;
                /** The id, login or personId of an identity. */
                readonly identity: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly addApplication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": CernFields;
            };
        };
        readonly responses: {
            /** The application. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getApplication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id or applicationIdentifier. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The application. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly removeApplication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id or applicationIdentifier. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly changeApplication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** An id or applicationIdentifier. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": CernFields;
            };
        };
        readonly responses: {
            /** The application after the change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": CernRow;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listSnapshots: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The snapshots. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SnapshotList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly createSnapshot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: components["parameters"]["name"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The snapshot. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Snapshot;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly deleteSnapshot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: components["parameters"]["name"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly restoreSnapshot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: components["parameters"]["name"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The keys, the oldest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SigningKeyList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly rotateKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": KeyRotation;
            };
        };
        readonly responses: {
            /** The keys, the oldest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SigningKeyList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly publishKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The keys, the oldest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SigningKeyList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly retireKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly kid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly listPublisherKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The keys of each publisher, the current ones first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PublisherKeyList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getPublisherKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** One of ldap, mozilliansorg, hris, cis, access_provider. */
                readonly publisher: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The key. Those of the mock are public, private part included. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PublisherKey;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 410: components["responses"]["Gone"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly rotatePublisherKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** One of ldap, mozilliansorg, hris, cis, access_provider. */
                readonly publisher: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": PublisherKeyRotation;
            };
        };
        readonly responses: {
            /** The keys of each publisher, the current ones first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PublisherKeyList;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly retirePublisherKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** One of ldap, mozilliansorg, hris, cis, access_provider. */
                readonly publisher: string;
                readonly kid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly getQuirks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** The value of every quirk. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Quirks;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly setQuirks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": Quirks;
            };
        };
        readonly responses: {
            /** The value of every quirk. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Quirks;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
    readonly mintToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": TokenWish;
            };
        };
        readonly responses: {
            /** The token. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": MintedToken;
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 409: components["responses"]["Conflict"];
            readonly 410: components["responses"]["Gone"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 503: components["responses"]["TooMany"];
        };
    };
}

export const serviceValues: readonly Service[] = ["cis","dabp","cern"];
export const adminErrorCodeValues: readonly AdminErrorCode[] = ["invalid_request","invalid_session","impossible_fault","foreign_origin","foreign_host","admin_token_required","not_found","method_not_allowed","user_id_taken","limit_reached","journal_overflowed","expectation_failed","unexpected_error","session_dropped","too_large","too_many_sessions"];
export const resetPartValues: readonly ResetPart[] = ["people","groups","activity","grants","keys","publisherKeys","clients","reports","quirks","clock","faults","journal","snapshots"];
export const faultMatchMethodValues: readonly NonNullable<FaultMatch['method']>[] = ["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"];
export const statusEffectTypeValues: readonly NonNullable<StatusEffect['type']>[] = ["status"];
export const rateLimitEffectTypeValues: readonly NonNullable<RateLimitEffect['type']>[] = ["rateLimit"];
export const rateLimitEffectPerValues: readonly NonNullable<RateLimitEffect['per']>[] = ["client","all"];
export const delayEffectTypeValues: readonly NonNullable<DelayEffect['type']>[] = ["delay"];
export const connectionEffectTypeValues: readonly NonNullable<ConnectionEffect['type']>[] = ["reset","empty","garbage","truncate","stall"];
export const dribbleEffectTypeValues: readonly NonNullable<DribbleEffect['type']>[] = ["dribble"];
export const bodyEffectTypeValues: readonly NonNullable<BodyEffect['type']>[] = ["truncatedJson","malformedJson"];
export const patchEffectTypeValues: readonly NonNullable<PatchEffect['type']>[] = ["patch"];
export const tokenEffectTypeValues: readonly NonNullable<TokenEffect['type']>[] = ["rejectedToken","expiredToken"];
export const flawedTokenEffectTypeValues: readonly NonNullable<FlawedTokenEffect['type']>[] = ["flawedToken"];
export const flawedTokenEffectTokenValues: readonly NonNullable<FlawedTokenEffect['token']>[] = ["access","id","refresh"];
export const writeFailureValues: readonly WriteFailure[] = ["lostUpdate","poisonedRecord","droppedCreation","failedUpdates","retiredKey"];
export const failedWriteEffectTypeValues: readonly NonNullable<FailedWriteEffect['type']>[] = ["failedWrite"];
export const uniformDelayTypeValues: readonly NonNullable<UniformDelay['type']>[] = ["uniform"];
export const normalDelayTypeValues: readonly NonNullable<NormalDelay['type']>[] = ["normal"];
export const lognormalDelayTypeValues: readonly NonNullable<LognormalDelay['type']>[] = ["lognormal"];
export const personOriginValues: readonly PersonOrigin[] = ["initial","changed","added"];
export const originValues: readonly Origin[] = ["initial","changed","added"];
export const signingKeyStatusValues: readonly NonNullable<SigningKey['status']>[] = ["current","previous","retired"];
export const publisherKeyStateStatusValues: readonly NonNullable<PublisherKeyState['status']>[] = ["current","previous","retired"];
export const publisherKeyStateOriginValues: readonly NonNullable<PublisherKeyState['origin']>[] = ["demo","given","generated"];
export const tokenFlawValues: readonly TokenFlaw[] = ["expired","notYetValid","wrongAudience","wrongIssuer","wrongSignature","algorithmNone","unknownKey","noKeyId","wrongNonce","malformed"];
export const tokenKindValues: readonly TokenKind[] = ["access","id","refresh"];
