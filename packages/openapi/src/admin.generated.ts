// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.
/** Up to 64 letters, digits, dots, underscores, tildes and hyphens. */
export type Name = string;
export type Service = "cis" | "dabp" | "cern";
export type AdminErrorBody = {
    readonly error: {
        readonly code: AdminErrorCode;
        /** What is wrong, with which value. */
        readonly message: string;
        /** What to do next. */
        readonly hint: string;
    };
};
export type AdminErrorCode = "invalid_request" | "invalid_session" | "impossible_fault" | "foreign_origin" | "foreign_host" | "admin_token_required" | "not_found" | "method_not_allowed" | "user_id_taken" | "limit_reached" | "journal_overflowed" | "session_dropped" | "too_large" | "too_many_sessions";
export type Health = {
    /** @constant */
    readonly status: "ok";
};
export type Ready = {
    /** @constant */
    readonly status: "ready";
    /** Where the server was asked, without a slash at its end. */
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
/**
 * `people`: who is there. `groups`: what was written to the Authorization Service. `activity`: when people were
 * last active, for DABP. `grants`: the devices, codes and tokens that the authorization servers remember.
 */
export type ResetPart = "people" | "groups" | "activity" | "grants" | "clock" | "faults" | "journal" | "snapshots";
export type ResetWish = {
    /** What to reset. Without it, everything but the snapshots. */
    readonly parts?: readonly ResetPart[];
};
export type SessionList = {
    readonly sessions: readonly SessionSummary[];
};
export type SessionSummary = {
    readonly name: Name;
    /** How long nobody has used it. */
    readonly idleSeconds: number;
    /** How many are in its journal. */
    readonly requests: number;
    readonly faults: number;
};
export type RequestList = {
    readonly requests: readonly JournalEntry[];
    /** How many requests the journal no longer has, since it was last cleared. */
    readonly dropped: number;
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
     * When it came in, by the real clock.
     */
    readonly at: string;
    readonly session: Name;
    readonly method: string;
    /** As it was asked for, without the prefix of the session. */
    readonly path: string;
    /** Without the question mark, and without secrets. */
    readonly query: string | null;
    /** Null where no route matched. */
    readonly service: Service | null;
    /** The operationId in the service's own description; null where no route matched. */
    readonly operation: string | null;
    /** The client its token was given to, or that asks for one; null where it names none. */
    readonly client: string | null;
    /** Null while it is not answered, and where the connection was reset. */
    readonly status: number | null;
    /** How long the answer took; null while there is none. */
    readonly durationMs: number | null;
    /** The id of the fault that had its effect on it. */
    readonly fault: number | null;
    /** Where nothing was found, what would have been. */
    readonly nearest: NearestOperation | NearestName | null;
};
/** The route most like the one that was asked for. */
export type NearestOperation = {
    readonly service: Service;
    readonly operation: string;
    readonly method: string;
    /** @example /v2/user/primary_email/{primary_email} */
    readonly path: string;
};
/** The name most like the one that was asked for, of whoever or whatever is there now. */
export type NearestName = {
    /**
     * What it is the value of.
     * @example primary_email
     */
    readonly key: string;
    readonly value: string;
    /** Whether the person is active, where it is one; who is not may be left out for that alone. */
    readonly active: boolean | null;
};
export type FaultList = {
    readonly faults: readonly Fault[];
};
export type NewFault = {
    readonly match?: FaultMatch;
    readonly effect: FaultEffect;
    /** How many matching requests to let pass first. Without it none. */
    readonly after?: number;
    /** How often it fires at most. Without it, always. */
    readonly times?: number;
    /** The share of the requests it fires on. Without it 1. */
    readonly probability?: number;
    /** What the chance depends on; the same seed fires on the same requests. Without it 1. */
    readonly seed?: number;
};
export type Fault = {
    readonly match?: FaultMatch;
    readonly effect: FaultEffect;
    /** How many matching requests to let pass first. Without it none. */
    readonly after?: number;
    /** How often it fires at most. Without it, always. */
    readonly times?: number;
    /** The share of the requests it fires on. Without it 1. */
    readonly probability?: number;
    /** What the chance depends on; the same seed fires on the same requests. Without it 1. */
    readonly seed?: number;
    readonly id: number;
    /** How many requests matched. */
    readonly matched: number;
    /** On how many of these it had its effect. */
    readonly fired: number;
};
/** Which requests; all of what is given must be so. Without anything, every request. */
export type FaultMatch = {
    readonly service?: Service;
    /**
     * The operationId in the service's own description.
     * @example listUsers
     */
    readonly operation?: string;
    /** The client the token was given to, or that asks for one. */
    readonly client?: string;
    /**
     * A path without its query; with `*` at its end, every path that begins so.
     * @example /v2/user/*
     */
    readonly path?: string;
};
export type FaultEffect = StatusEffect | RateLimitEffect | DelayEffect | ConnectionEffect | BodyEffect | TokenEffect;
/** An answer of the test's own in the place of the service's, which never sees the request. */
export type StatusEffect = {
    readonly type: "status";
    readonly status: number;
    /** A text is sent as it is, anything else as JSON. Without it, JSON that says where the answer comes from. */
    readonly body?: unknown;
    readonly headers?: {
        readonly [key: string]: string;
    };
    readonly delayMs?: DelayMs;
};
/** 429 with Retry-After. */
export type RateLimitEffect = {
    readonly type: "rateLimit";
    /** Without it 1. */
    readonly retryAfterSeconds?: number;
    readonly delayMs?: DelayMs;
};
/** The service's own answer, late. A client that goes away ends the wait. */
export type DelayEffect = {
    readonly type: "delay";
    readonly delayMs: DelayMs;
};
/**
 * `reset`: the connection is reset before the service sees the request. `truncate`: the service answers; the first
 * half of its body is sent under the length of the whole, then the connection ends.
 */
export type ConnectionEffect = {
    readonly type: "reset" | "truncate";
    readonly delayMs?: DelayMs;
};
/**
 * The service answers, with a status and headers that fit. `truncatedJson`: its JSON ends half way.
 * `malformedJson`: its last character is another.
 */
export type BodyEffect = {
    readonly type: "truncatedJson" | "malformedJson";
    readonly delayMs?: DelayMs;
};
/**
 * The service gets the request with another token, and refuses it in its own way. `rejectedToken`: one whose
 * signature is wrong. `expiredToken`: the same one, had it expired a second ago. Requests without a token do not
 * match.
 */
export type TokenEffect = {
    readonly type: "rejectedToken" | "expiredToken";
    readonly delayMs?: DelayMs;
};
/** How long to wait before anything else, in milliseconds. */
export type DelayMs = number;
export type Clock = {
    /** Format: date-time */
    readonly now: string;
    /** Whether it stands still. */
    readonly frozen: boolean;
};
export type ClockSetting = {
    /**
     * Format: date-time
     *
     * What time it is to be. Without it, what it is.
     */
    readonly now?: string;
    /** Whether it is to stand still. Without it, as before. */
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
/** A person, and where else they are. */
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
         * When the person was last active, which asking for the report makes them.
         */
        readonly lastActivity: string | null;
    };
};
/** Whether the person was there from the start, as they are or changed since, or was added. */
export type PersonOrigin = "initial" | "changed" | "added";
/** A profile v2 as the service stores it, every attribute with its metadata. */
export type RawProfile = {
    readonly [key: string]: unknown;
};
/**
 * What attributes hold, by their path. Keys unknown to profiles and values of another type are refused; null
 * clears.
 * @example {
 *       "first_name": "Ada",
 *       "staff_information.staff": true
 * }
 */
export type Attributes = {
    readonly [key: string]: unknown;
};
/**
 * Whom attributes may be shown to, by their path.
 * @example {
 *       "first_name": "public",
 *       "staff_information.staff": null
 * }
 */
export type Displays = {
    readonly [key: string]: string | null;
};
/**
 * Either a raw profile, which is stored as it is, or what sets the person apart from a new record: the rest is
 * filled in. Without a user id there is one derived from the e-mail address; without uuid and user name, those of
 * the user id; without `active`, true.
 */
export type NewPerson = {
    readonly profile?: RawProfile;
    readonly attributes?: Attributes;
    readonly displays?: Displays;
};
/**
 * A JSON merge patch of the raw profile (RFC 7396: null removes), attributes by their path, or both; then the
 * attributes come last.
 */
export type PersonChange = {
    readonly profile?: RawProfile;
    readonly attributes?: Attributes;
    readonly displays?: Displays;
};
export type SnapshotList = {
    readonly snapshots: readonly Snapshot[];
};
export type Snapshot = {
    readonly name: Name;
    /**
     * Format: date-time
     *
     * When it was made, by the real clock.
     */
    readonly at: string;
};
/** The one thing that is wrong with a token. */
export type TokenFlaw = "expired" | "notYetValid" | "wrongAudience" | "wrongIssuer" | "wrongSignature" | "algorithmNone" | "unknownKey" | "malformed";
export type TokenWish = {
    /** The service it is for, which decides on its issuer and its form. Without it `cis`. */
    readonly service?: Service;
    /** Without it, every scope there is; at CERN there is none. */
    readonly scopes?: readonly string[];
    /** Without it `demo`. */
    readonly clientId?: string;
    /** The login or e-mail address of the person it is of, for CERN alone. Without it, it is of the client. */
    readonly user?: string;
    /** Without it, that of the service. */
    readonly audience?: string;
    /** Without it, that of tokens which the server gives. */
    readonly lifetimeSeconds?: number;
    /** More claims, or others in the place of the usual ones. */
    readonly claims?: {
        readonly [key: string]: unknown;
    };
    readonly flaw?: TokenFlaw;
};
export type MintedToken = {
    readonly token: string;
    /** What the token says. */
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
         *
         * Preflights and requests to the admin routes are not in it; nor are bodies, tokens and secrets.
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
export interface components {
    responses: {
        /** What was sent makes no sense; the message names the place in it, the value and the reason. */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** A request of a foreign page, under a foreign host name, or without the admin token. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** There is no such thing. */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** Another verb than the path has. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
        readonly Conflict: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": AdminErrorBody;
            };
        };
        /** The session was dropped to make room for others, with what was in it. */
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
        /** The operationId in the service's own description. */
        readonly operation: string;
        /** A status, or a class of them. */
        readonly status: string;
        /** The client a token was given to, or that asked for one. */
        readonly client: string;
        readonly method: string;
        /** A path without its query; with `*` at its end, every path that begins so. */
        readonly path: string;
        /** Only requests that came in after the one with this id. */
        readonly since: number;
        /** How many at most, from the first on. */
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
            /** It does. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Health;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The server is ready, whichever route is asked for next. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Ready;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The sessions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SessionList;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
    readonly listRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** The operationId in the service's own description. */
                readonly operation?: components["parameters"]["operation"];
                /** A status, or a class of them. */
                readonly status?: components["parameters"]["status"];
                /** The client a token was given to, or that asked for one. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** A path without its query; with `*` at its end, every path that begins so. */
                readonly path?: components["parameters"]["path"];
                /** Only requests that came in after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** How many at most, from the first on. */
                readonly limit?: components["parameters"]["limit"];
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
    readonly countRequests: {
        readonly parameters: {
            readonly query?: {
                readonly service?: components["parameters"]["service"];
                /** The operationId in the service's own description. */
                readonly operation?: components["parameters"]["operation"];
                /** A status, or a class of them. */
                readonly status?: components["parameters"]["status"];
                /** The client a token was given to, or that asked for one. */
                readonly client?: components["parameters"]["client"];
                readonly method?: components["parameters"]["method"];
                /** A path without its query; with `*` at its end, every path that begins so. */
                readonly path?: components["parameters"]["path"];
                /** Only requests that came in after the one with this id. */
                readonly since?: components["parameters"]["since"];
                /** How many at most, from the first on. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** Their number. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": RequestCount;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The faults, in the order they are tried. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": FaultList;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The fault. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Fault;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The clock. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Clock;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
                readonly "application/json": ClockSetting;
            };
        };
        readonly responses: {
            /** The clock as it is then. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Clock;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
                readonly "application/json": ClockAdvance;
            };
        };
        readonly responses: {
            /** The clock as it is then. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Clock;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
    readonly listPeople: {
        readonly parameters: {
            readonly query?: {
                /** The user id to go on after. */
                readonly after?: string;
                /** How many at most, from the first on. */
                readonly limit?: components["parameters"]["limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** One page of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": PersonList;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
    readonly getPerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's. */
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
    readonly deletePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's. */
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
    readonly changePerson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** A user id, uuid, primary e-mail or primary user name, the first of these that is somebody's. */
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
            /** The person as they are then. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Person;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The snapshots. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": SnapshotList;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** The snapshot. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Snapshot;
                };
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
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
            /** What was sent makes no sense; the message names the place in it, the value and the reason. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** A request of a foreign page, under a foreign host name, or without the admin token. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Another verb than the path has. */
            readonly 405: {
                headers: {
                    readonly Allow?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** Somebody else has the user id, there are too many of these, or the journal lacks what is to be counted. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The session was dropped to make room for others, with what was in it. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
            /** There are too many sessions. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": AdminErrorBody;
                };
            };
        };
    };
}

export const serviceValues: readonly Service[] = ["cis","dabp","cern"];
export const adminErrorCodeValues: readonly AdminErrorCode[] = ["invalid_request","invalid_session","impossible_fault","foreign_origin","foreign_host","admin_token_required","not_found","method_not_allowed","user_id_taken","limit_reached","journal_overflowed","session_dropped","too_large","too_many_sessions"];
export const resetPartValues: readonly ResetPart[] = ["people","groups","activity","grants","clock","faults","journal","snapshots"];
export const statusEffectTypeValues: readonly NonNullable<StatusEffect['type']>[] = ["status"];
export const rateLimitEffectTypeValues: readonly NonNullable<RateLimitEffect['type']>[] = ["rateLimit"];
export const delayEffectTypeValues: readonly NonNullable<DelayEffect['type']>[] = ["delay"];
export const connectionEffectTypeValues: readonly NonNullable<ConnectionEffect['type']>[] = ["reset","truncate"];
export const bodyEffectTypeValues: readonly NonNullable<BodyEffect['type']>[] = ["truncatedJson","malformedJson"];
export const tokenEffectTypeValues: readonly NonNullable<TokenEffect['type']>[] = ["rejectedToken","expiredToken"];
export const personOriginValues: readonly PersonOrigin[] = ["initial","changed","added"];
export const tokenFlawValues: readonly TokenFlaw[] = ["expired","notYetValid","wrongAudience","wrongIssuer","wrongSignature","algorithmNone","unknownKey","malformed"];
