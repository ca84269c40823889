// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.
export interface paths {
    readonly "/__admin/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the server answers. Open to everybody. */
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
        /** Where clients find each service. Open to everybody. */
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
        /** This description. */
        readonly get: operations["getDescription"];
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
        /** Puts the session, or parts of it, back to how it began. */
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
        /** The sessions beside the default one, the one used last first. */
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
        /** Drops a session with all that is in it. The next request that names it makes it anew. */
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
         * The journal of the session, in the order the requests came in.
         * @description Preflights and requests to the admin routes are not in it; nor are bodies, tokens and secrets.
         */
        readonly get: operations["listRequests"];
        readonly put?: never;
        readonly post?: never;
        /** Clears the journal. Ids go on where they were. */
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
        /** How many requests of the journal match. */
        readonly get: operations["countRequests"];
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
        /** The faults of the session, and how often each has fired. */
        readonly get: operations["listFaults"];
        readonly put?: never;
        /** Adds a fault. Of several that match a request, the one added first has its effect. */
        readonly post: operations["addFault"];
        /** Removes every fault. */
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
        /** One fault. */
        readonly get: operations["getFault"];
        readonly put?: never;
        readonly post?: never;
        /** Removes one fault. */
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
        /** What time it is in the session. */
        readonly get: operations["getClock"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Sets, stops or starts the clock. Whether a token has expired follows it. */
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
        /** Moves the clock on, or back; a stopped one stays stopped. */
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
        /** The people of the session, in the order of the services' lists. */
        readonly get: operations["listPeople"];
        readonly put?: never;
        /** Adds a person, to every service. */
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
        /** One person, with the raw profile as it is stored, and where else they are. */
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
    readonly "/__admin/snapshots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The snapshots of the session, the oldest first. */
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
        /** Keeps how the session is now, its faults and its journal aside, under a name. Replaces one of that name. */
        readonly put: operations["createSnapshot"];
        readonly post?: never;
        /** Forgets a snapshot. */
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
        /** Puts the session back to how it was. The snapshot stays. */
        readonly post: operations["restoreSnapshot"];
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
        /** Makes a token that no token endpoint need have given, valid or broken in one way. */
        readonly post: operations["mintToken"];
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
        /** @description Up to 64 letters, digits, dots, underscores, tildes and hyphens. */
        readonly Name: string;
        /** @enum {string} */
        readonly Service: "cis" | "dabp" | "cern";
        readonly AdminErrorBody: {
            readonly error: {
                readonly code: components["schemas"]["AdminErrorCode"];
                /** @description What is wrong, with which value. */
                readonly message: string;
                /** @description What to do next. */
                readonly hint: string;
            };
        };
        /** @enum {string} */
        readonly AdminErrorCode: "invalid_request" | "invalid_session" | "impossible_fault" | "foreign_origin" | "foreign_host" | "admin_token_required" | "not_found" | "method_not_allowed" | "user_id_taken" | "limit_reached" | "journal_overflowed" | "session_dropped" | "too_large" | "too_many_sessions";
        readonly Health: {
            /** @constant */
            readonly status: "ok";
        };
        readonly Ready: {
            /** @constant */
            readonly status: "ready";
            /** @description Where the server was asked, without a slash at its end. */
            readonly url: string;
            readonly services: {
                readonly [key: string]: components["schemas"]["ServiceAddress"];
            };
        };
        readonly ServiceAddress: {
            readonly url: string;
            readonly tokenUrl: string;
            readonly audience: string;
        };
        /**
         * @description `people`: who is there. `groups`: what was written to the Authorization Service. `activity`: when people were
         *     last active, for DABP. `grants`: the devices, codes and tokens that the authorization servers remember.
         * @enum {string}
         */
        readonly ResetPart: "people" | "groups" | "activity" | "grants" | "clock" | "faults" | "journal" | "snapshots";
        readonly ResetWish: {
            /** @description What to reset. Without it, everything but the snapshots. */
            readonly parts?: readonly components["schemas"]["ResetPart"][];
        };
        readonly SessionList: {
            readonly sessions: readonly components["schemas"]["SessionSummary"][];
        };
        readonly SessionSummary: {
            readonly name: components["schemas"]["Name"];
            /** @description How long nobody has used it. */
            readonly idleSeconds: number;
            /** @description How many are in its journal. */
            readonly requests: number;
            readonly faults: number;
        };
        readonly RequestList: {
            readonly requests: readonly components["schemas"]["JournalEntry"][];
            /** @description How many requests the journal no longer has, since it was last cleared. */
            readonly dropped: number;
        };
        readonly RequestCount: {
            readonly count: number;
        };
        readonly JournalEntry: {
            /** @description Counts the requests of the session. */
            readonly id: number;
            /**
             * Format: date-time
             * @description When it came in, by the real clock.
             */
            readonly at: string;
            readonly session: components["schemas"]["Name"];
            readonly method: string;
            /** @description As it was asked for, without the prefix of the session. */
            readonly path: string;
            /** @description Without the question mark, and without secrets. */
            readonly query: string | null;
            /** @description Null where no route matched. */
            readonly service: components["schemas"]["Service"] | null;
            /** @description The operationId in the service's own description; null where no route matched. */
            readonly operation: string | null;
            /** @description The client its token was given to, or that asks for one; null where it names none. */
            readonly client: string | null;
            /** @description Null while it is not answered, and where the connection was reset. */
            readonly status: number | null;
            /** @description How long the answer took; null while there is none. */
            readonly durationMs: number | null;
            /** @description The id of the fault that had its effect on it. */
            readonly fault: number | null;
            /** @description Where nothing was found, what would have been. */
            readonly nearest: components["schemas"]["NearestOperation"] | components["schemas"]["NearestName"] | null;
        };
        /** @description The route most like the one that was asked for. */
        readonly NearestOperation: {
            readonly service: components["schemas"]["Service"];
            readonly operation: string;
            readonly method: string;
            /** @example /v2/user/primary_email/{primary_email} */
            readonly path: string;
        };
        /** @description The name most like the one that was asked for, of whoever or whatever is there now. */
        readonly NearestName: {
            /**
             * @description What it is the value of.
             * @example primary_email
             */
            readonly key: string;
            readonly value: string;
            /** @description Whether the person is active, where it is one; who is not may be left out for that alone. */
            readonly active: boolean | null;
        };
        readonly FaultList: {
            readonly faults: readonly components["schemas"]["Fault"][];
        };
        readonly NewFault: {
            readonly match?: components["schemas"]["FaultMatch"];
            readonly effect: components["schemas"]["FaultEffect"];
            /** @description How many matching requests to let pass first. Without it none. */
            readonly after?: number;
            /** @description How often it fires at most. Without it, always. */
            readonly times?: number;
            /** @description The share of the requests it fires on. Without it 1. */
            readonly probability?: number;
            /** @description What the chance depends on; the same seed fires on the same requests. Without it 1. */
            readonly seed?: number;
        };
        readonly Fault: {
            readonly match?: components["schemas"]["FaultMatch"];
            readonly effect: components["schemas"]["FaultEffect"];
            /** @description How many matching requests to let pass first. Without it none. */
            readonly after?: number;
            /** @description How often it fires at most. Without it, always. */
            readonly times?: number;
            /** @description The share of the requests it fires on. Without it 1. */
            readonly probability?: number;
            /** @description What the chance depends on; the same seed fires on the same requests. Without it 1. */
            readonly seed?: number;
            readonly id: number;
            /** @description How many requests matched. */
            readonly matched: number;
            /** @description On how many of these it had its effect. */
            readonly fired: number;
        };
        /** @description Which requests; all of what is given must be so. Without anything, every request. */
        readonly FaultMatch: {
            readonly service?: components["schemas"]["Service"];
            /**
             * @description The operationId in the service's own description.
             * @example listUsers
             */
            readonly operation?: string;
            /** @description The client the token was given to, or that asks for one. */
            readonly client?: string;
            /**
             * @description A path without its query; with `*` at its end, every path that begins so.
             * @example /v2/user/*
             */
            readonly path?: string;
        };
        readonly FaultEffect: components["schemas"]["StatusEffect"] | components["schemas"]["RateLimitEffect"] | components["schemas"]["DelayEffect"] | components["schemas"]["ConnectionEffect"] | components["schemas"]["BodyEffect"] | components["schemas"]["TokenEffect"];
        /** @description An answer of the test's own in the place of the service's, which never sees the request. */
        readonly StatusEffect: {
            /** @enum {string} */
            readonly type: "status";
            readonly status: number;
            /** @description A text is sent as it is, anything else as JSON. Without it, JSON that says where the answer comes from. */
            readonly body?: unknown;
            readonly headers?: {
                readonly [key: string]: string;
            };
            readonly delayMs?: components["schemas"]["DelayMs"];
        };
        /** @description 429 with Retry-After. */
        readonly RateLimitEffect: {
            /** @enum {string} */
            readonly type: "rateLimit";
            /** @description Without it 1. */
            readonly retryAfterSeconds?: number;
            readonly delayMs?: components["schemas"]["DelayMs"];
        };
        /** @description The service's own answer, late. A client that goes away ends the wait. */
        readonly DelayEffect: {
            /** @enum {string} */
            readonly type: "delay";
            readonly delayMs: components["schemas"]["DelayMs"];
        };
        /**
         * @description `reset`: the connection is reset before the service sees the request. `truncate`: the service answers; the first
         *     half of its body is sent under the length of the whole, then the connection ends.
         */
        readonly ConnectionEffect: {
            /** @enum {string} */
            readonly type: "reset" | "truncate";
            readonly delayMs?: components["schemas"]["DelayMs"];
        };
        /**
         * @description The service answers, with a status and headers that fit. `truncatedJson`: its JSON ends half way.
         *     `malformedJson`: its last character is another.
         */
        readonly BodyEffect: {
            /** @enum {string} */
            readonly type: "truncatedJson" | "malformedJson";
            readonly delayMs?: components["schemas"]["DelayMs"];
        };
        /**
         * @description The service gets the request with another token, and refuses it in its own way. `rejectedToken`: one whose
         *     signature is wrong. `expiredToken`: the same one, had it expired a second ago. Requests without a token do not
         *     match.
         */
        readonly TokenEffect: {
            /** @enum {string} */
            readonly type: "rejectedToken" | "expiredToken";
            readonly delayMs?: components["schemas"]["DelayMs"];
        };
        /** @description How long to wait before anything else, in milliseconds. */
        readonly DelayMs: number;
        readonly Clock: {
            /** Format: date-time */
            readonly now: string;
            /** @description Whether it stands still. */
            readonly frozen: boolean;
        };
        readonly ClockSetting: {
            /**
             * Format: date-time
             * @description What time it is to be. Without it, what it is.
             */
            readonly now?: string;
            /** @description Whether it is to stand still. Without it, as before. */
            readonly frozen?: boolean;
        };
        readonly ClockAdvance: {
            readonly seconds: number;
        };
        readonly PersonList: {
            readonly people: readonly components["schemas"]["PersonSummary"][];
            readonly total: number;
            /** @description The `after` of the next page; null on the last. */
            readonly next: string | null;
        };
        readonly PersonSummary: {
            readonly user_id: string | null;
            readonly uuid: string | null;
            readonly primary_email: string | null;
            readonly primary_username: string | null;
            readonly active: boolean | null;
            readonly origin: components["schemas"]["PersonOrigin"];
        };
        readonly Person: {
            readonly user_id: string | null;
            readonly uuid: string | null;
            readonly primary_email: string | null;
            readonly primary_username: string | null;
            readonly active: boolean | null;
            readonly origin: components["schemas"]["PersonOrigin"];
            readonly profile: components["schemas"]["RawProfile"];
        };
        /** @description A person, and where else they are. */
        readonly PersonEverywhere: {
            readonly user_id: string | null;
            readonly uuid: string | null;
            readonly primary_email: string | null;
            readonly primary_username: string | null;
            readonly active: boolean | null;
            readonly origin: components["schemas"]["PersonOrigin"];
            readonly profile: components["schemas"]["RawProfile"];
            /** @description The person at the Authorization Service. */
            readonly cern: {
                readonly identityId: string | null;
                readonly upn: string | null;
            };
            /** @description The person at DABP. */
            readonly dabp: {
                readonly referenceId: string | null;
                /**
                 * Format: date-time
                 * @description When the person was last active, which asking for the report makes them.
                 */
                readonly lastActivity: string | null;
            };
        };
        /**
         * @description Whether the person was there from the start, as they are or changed since, or was added.
         * @enum {string}
         */
        readonly PersonOrigin: "initial" | "changed" | "added";
        /** @description A profile v2 as the service stores it, every attribute with its metadata. */
        readonly RawProfile: {
            readonly [key: string]: unknown;
        };
        /**
         * @description What attributes hold, by their path. Keys unknown to profiles and values of another type are refused; null
         *     clears.
         * @example {
         *       "first_name": "Ada",
         *       "staff_information.staff": true
         *     }
         */
        readonly Attributes: {
            readonly [key: string]: unknown;
        };
        /**
         * @description Whom attributes may be shown to, by their path.
         * @example {
         *       "first_name": "public",
         *       "staff_information.staff": null
         *     }
         */
        readonly Displays: {
            readonly [key: string]: string | null;
        };
        /**
         * @description Either a raw profile, which is stored as it is, or what sets the person apart from a new record: the rest is
         *     filled in. Without a user id there is one derived from the e-mail address; without uuid and user name, those of
         *     the user id; without `active`, true.
         */
        readonly NewPerson: {
            readonly profile?: components["schemas"]["RawProfile"];
            readonly attributes?: components["schemas"]["Attributes"];
            readonly displays?: components["schemas"]["Displays"];
        };
        /**
         * @description A JSON merge patch of the raw profile (RFC 7396: null removes), attributes by their path, or both; then the
         *     attributes come last.
         */
        readonly PersonChange: {
            readonly profile?: components["schemas"]["RawProfile"];
            readonly attributes?: components["schemas"]["Attributes"];
            readonly displays?: components["schemas"]["Displays"];
        };
        readonly SnapshotList: {
            readonly snapshots: readonly components["schemas"]["Snapshot"][];
        };
        readonly Snapshot: {
            readonly name: components["schemas"]["Name"];
            /**
             * Format: date-time
             * @description When it was made, by the real clock.
             */
            readonly at: string;
        };
        /**
         * @description The one thing that is wrong with a token.
         * @enum {string}
         */
        readonly TokenFlaw: "expired" | "notYetValid" | "wrongAudience" | "wrongIssuer" | "wrongSignature" | "algorithmNone" | "unknownKey" | "malformed";
        readonly TokenWish: {
            /** @description The service it is for, which decides on its issuer and its form. Without it `cis`. */
            readonly service?: components["schemas"]["Service"];
            /** @description Without it, every scope there is; at CERN there is none. */
            readonly scopes?: readonly string[];
            /** @description Without it `demo`. */
            readonly clientId?: string;
            /** @description The login or e-mail address of the person it is of, for CERN alone. Without it, it is of the client. */
            readonly user?: string;
            /** @description Without it, that of the service. */
            readonly audience?: string;
            /** @description Without it, that of tokens which the server gives. */
            readonly lifetimeSeconds?: number;
            /** @description More claims, or others in the place of the usual ones. */
            readonly claims?: {
                readonly [key: string]: unknown;
            };
            readonly flaw?: components["schemas"]["TokenFlaw"];
        };
        readonly MintedToken: {
            readonly token: string;
            /** @description What the token says. */
            readonly claims: {
                readonly [key: string]: unknown;
            };
        };
    };
    responses: {
        /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description There is no such thing. */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description Another verb than the path has. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
        readonly Conflict: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description The session was dropped to make room for others, with what was in it. */
        readonly Gone: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description The body is too large. */
        readonly TooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
        /** @description There are too many sessions. */
        readonly TooMany: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AdminErrorBody"];
            };
        };
    };
    parameters: {
        readonly name: components["schemas"]["Name"];
        readonly service: components["schemas"]["Service"];
        /** @description The operationId in the service's own description. */
        readonly operation: string;
        /** @description A status, or a class of them. */
        readonly status: string;
        /** @description The client a token was given to, or that asked for one. */
        readonly client: string;
        readonly method: string;
        /** @description A path without its query; with `*` at its end, every path that begins so. */
        readonly path: string;
        /** @description Only requests that came in after the one with this id. */
        readonly since: number;
        /** @description How many at most, from the first on. */
        readonly limit: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Name = components['schemas']['Name'];
export type Service = components['schemas']['Service'];
export type AdminErrorBody = components['schemas']['AdminErrorBody'];
export type AdminErrorCode = components['schemas']['AdminErrorCode'];
export type Health = components['schemas']['Health'];
export type Ready = components['schemas']['Ready'];
export type ServiceAddress = components['schemas']['ServiceAddress'];
export type ResetPart = components['schemas']['ResetPart'];
export type ResetWish = components['schemas']['ResetWish'];
export type SessionList = components['schemas']['SessionList'];
export type SessionSummary = components['schemas']['SessionSummary'];
export type RequestList = components['schemas']['RequestList'];
export type RequestCount = components['schemas']['RequestCount'];
export type JournalEntry = components['schemas']['JournalEntry'];
export type NearestOperation = components['schemas']['NearestOperation'];
export type NearestName = components['schemas']['NearestName'];
export type FaultList = components['schemas']['FaultList'];
export type NewFault = components['schemas']['NewFault'];
export type Fault = components['schemas']['Fault'];
export type FaultMatch = components['schemas']['FaultMatch'];
export type FaultEffect = components['schemas']['FaultEffect'];
export type StatusEffect = components['schemas']['StatusEffect'];
export type RateLimitEffect = components['schemas']['RateLimitEffect'];
export type DelayEffect = components['schemas']['DelayEffect'];
export type ConnectionEffect = components['schemas']['ConnectionEffect'];
export type BodyEffect = components['schemas']['BodyEffect'];
export type TokenEffect = components['schemas']['TokenEffect'];
export type DelayMs = components['schemas']['DelayMs'];
export type Clock = components['schemas']['Clock'];
export type ClockSetting = components['schemas']['ClockSetting'];
export type ClockAdvance = components['schemas']['ClockAdvance'];
export type PersonList = components['schemas']['PersonList'];
export type PersonSummary = components['schemas']['PersonSummary'];
export type Person = components['schemas']['Person'];
export type PersonEverywhere = components['schemas']['PersonEverywhere'];
export type PersonOrigin = components['schemas']['PersonOrigin'];
export type RawProfile = components['schemas']['RawProfile'];
export type Attributes = components['schemas']['Attributes'];
export type Displays = components['schemas']['Displays'];
export type NewPerson = components['schemas']['NewPerson'];
export type PersonChange = components['schemas']['PersonChange'];
export type SnapshotList = components['schemas']['SnapshotList'];
export type Snapshot = components['schemas']['Snapshot'];
export type TokenFlaw = components['schemas']['TokenFlaw'];
export type TokenWish = components['schemas']['TokenWish'];
export type MintedToken = components['schemas']['MintedToken'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseMethodNotAllowed = components['responses']['MethodNotAllowed'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponseGone = components['responses']['Gone'];
export type ResponseTooLarge = components['responses']['TooLarge'];
export type ResponseTooMany = components['responses']['TooMany'];
export type ParameterName = components['parameters']['name'];
export type ParameterService = components['parameters']['service'];
export type ParameterOperation = components['parameters']['operation'];
export type ParameterStatus = components['parameters']['status'];
export type ParameterClient = components['parameters']['client'];
export type ParameterMethod = components['parameters']['method'];
export type ParameterPath = components['parameters']['path'];
export type ParameterSince = components['parameters']['since'];
export type ParameterLimit = components['parameters']['limit'];
export type $defs = Record<string, never>;
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
            /** @description It does. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The server is ready, whichever route is asked for next. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description OpenAPI 3.1. */
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
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
                readonly "application/json": components["schemas"]["ResetWish"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The sessions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
        };
    };
    readonly listRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** @description The operationId in the service's own description. */
                readonly operation?: components["parameters"]["operation"];
                /** @description A status, or a class of them. */
                readonly status?: components["parameters"]["status"];
                /** @description The client a token was given to, or that asked for one. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** @description A path without its query; with `*` at its end, every path that begins so. */
                readonly path?: components["parameters"]["path"];
                /** @description Only requests that came in after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** @description How many at most, from the first on. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The requests that match. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RequestList"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
        };
    };
    readonly countRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** @description The operationId in the service's own description. */
                readonly operation?: components["parameters"]["operation"];
                /** @description A status, or a class of them. */
                readonly status?: components["parameters"]["status"];
                /** @description The client a token was given to, or that asked for one. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** @description A path without its query; with `*` at its end, every path that begins so. */
                readonly path?: components["parameters"]["path"];
                /** @description Only requests that came in after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** @description How many at most, from the first on. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Their number. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RequestCount"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The faults, in the order they are tried. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FaultList"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
                readonly "application/json": components["schemas"]["NewFault"];
            };
        };
        readonly responses: {
            /** @description The fault. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Fault"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The fault. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Fault"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The clock. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
                readonly "application/json": components["schemas"]["ClockSetting"];
            };
        };
        readonly responses: {
            /** @description The clock as it is then. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
                readonly "application/json": components["schemas"]["ClockAdvance"];
            };
        };
        readonly responses: {
            /** @description The clock as it is then. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
        };
    };
    readonly listPeople: {
        readonly parameters: {
            readonly query?: {
                /** @description The user id to go on after. */
                readonly after?: string;
                /** @description How many at most, from the first on. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PersonList"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
                readonly "application/json": components["schemas"]["NewPerson"];
            };
        };
        readonly responses: {
            /** @description The person. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Person"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
        };
    };
    readonly getPerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The person. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PersonEverywhere"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
        };
    };
    readonly deletePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
        };
    };
    readonly changePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PersonChange"];
            };
        };
        readonly responses: {
            /** @description The person as they are then. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Person"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The snapshots. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SnapshotList"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description The snapshot. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
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
                readonly "application/json": components["schemas"]["TokenWish"];
            };
        };
        readonly responses: {
            /** @description The token. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MintedToken"];
                };
            };
            /** @description What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
                };
            };
            /** @description There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdminErrorBody"];
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
export const serviceValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["Service"]> = ["cis", "dabp", "cern"];
export const adminErrorCodeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["AdminErrorCode"]> = ["invalid_request", "invalid_session", "impossible_fault", "foreign_origin", "foreign_host", "admin_token_required", "not_found", "method_not_allowed", "user_id_taken", "limit_reached", "journal_overflowed", "session_dropped", "too_large", "too_many_sessions"];
export const resetPartValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["ResetPart"]> = ["people", "groups", "activity", "grants", "clock", "faults", "journal", "snapshots"];
export const statusEffectTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["StatusEffect"]["type"]> = ["status"];
export const rateLimitEffectTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["RateLimitEffect"]["type"]> = ["rateLimit"];
export const delayEffectTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["DelayEffect"]["type"]> = ["delay"];
export const connectionEffectTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["ConnectionEffect"]["type"]> = ["reset", "truncate"];
export const bodyEffectTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["BodyEffect"]["type"]> = ["truncatedJson", "malformedJson"];
export const tokenEffectTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["TokenEffect"]["type"]> = ["rejectedToken", "expiredToken"];
export const personOriginValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["PersonOrigin"]> = ["initial", "changed", "added"];
export const tokenFlawValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["TokenFlaw"]> = ["expired", "notYetValid", "wrongAudience", "wrongIssuer", "wrongSignature", "algorithmNone", "unknownKey", "malformed"];
