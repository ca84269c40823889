// Generated from openapi/cis-change.yaml by `npm run generate`. Do not edit.
/**
 * A profile, or the part of it that changes. Attributes that are null are ignored in an update; to take a value away,
 * send an empty string or an empty object.
 */
export type ChangedProfile = {
    /** In an update it may be bare, with nothing but the value. */
    readonly user_id: {
        readonly value: string | null;
    };
} & {
    readonly [key: string]: unknown;
};
/** All but the user id may be null. */
export type DeletedProfile = {
    readonly user_id: {
        readonly value: string | null;
    };
    readonly primary_email: {
        readonly value: string | null;
    };
    readonly uuid: {
        readonly value: string | null;
    };
    readonly primary_username: {
        readonly value: string | null;
    };
} & {
    readonly [key: string]: unknown;
};
/** What became of a change. */
export type ChangeCondition = "create" | "update" | "noop";
export type ChangeResult = {
    readonly condition: ChangeCondition;
    /** A random number of up to 39 digits; null where nothing was to do. */
    readonly sequence_number: string | null;
    readonly status_code: 200 | 202;
};
export type DeletionResult = {
    /** @constant */
    readonly condition: "delete";
    /** @example user profile deleted for user: ad|Mozilla-LDAP|ada */
    readonly message: string;
    /** @constant */
    readonly status: 200;
};
/** One number for the whole batch, once for each profile that was stored. */
export type BatchPart = {
    readonly sequence_numbers: readonly string[];
    /** A number for creations, a string for updates. */
    readonly status: number | string;
    readonly ResponseMetadata?: {
        readonly HTTPStatusCode?: number;
    } & {
        readonly [key: string]: unknown;
    };
};
export type BatchResult = {
    readonly creates: BatchPart | null;
    readonly status: 200 | 202;
    readonly updates: BatchPart | null;
};
export type ChangeStatus = {
    readonly identity_vault: boolean;
};
/** The codes of the service. */
export type ChangeErrorCode = "authorization_header_missing" | "invalid_header" | "token_expired" | "invalid_claims" | "invalid_publisher" | "invalid_signature" | "uuid_or_primary_username_set" | "integration_exception" | "scope_missing";
export type ChangeError = {
    readonly code: ChangeErrorCode;
    /** Of a signature it has the whole attribute in it, so do not log it blindly. */
    readonly description: string;
};
export type VersionMessage = {
    readonly message: string;
};
export interface paths {
    readonly "/v2/user": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Creates or updates one person, in the same way as POST. */
        readonly put: operations["putUser"];
        /**
         * Creates or updates one person, depending on whether the user id exists.
         *
         * Parameters other than these are ignored, but for `sequence_number`, `profile_json` and `self`, which are a 500. GET
         * writes as well, with a body.
         */
        readonly post: operations["changeUser"];
        /**
         * Deletes a person, in testing and development only.
         *
         * Neither signatures nor publishers are checked, and the parameter `user_id` is not compared. Deleting nobody succeeds.
         * In production it is always a 500.
         */
        readonly delete: operations["deleteUser"];
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
        readonly get?: never;
        /** Creates and updates many people, in the same way as POST. */
        readonly put: operations["putUsers"];
        /**
         * Creates and updates many people; the first refusal refuses all of them.
         *
         * Creations and updates are two transactions of at most 100 each: the first may be stored and the second fail. A person
         * who is in it twice with changes is a 500. One creation with a value that the store refuses, such as a null e-mail,
         * makes all creations disappear without an error.
         */
        readonly post: operations["changeUsers"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells if exactly one record carries a sequence number as its last one. Needs no token. */
        readonly get: operations["getChangeStatus"];
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
}
export interface components {
    responses: {
        /** The user ids of the query and of the body differ. */
        readonly OtherUserId: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "integration_exception",
                 *       "description": "user_id query parameter does not match profile, that looks wrong"
                 * }
                 */
                readonly "application/json": ChangeError;
            };
        };
        /**
         * The token is missing, malformed, expired, signed with another key, or for another audience. Some that are no JWT at
         * all, or that name no key, are a 500 instead.
         */
        readonly RejectedToken: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ChangeError;
            };
        };
        /**
         * A rule is broken, a signature cannot be verified, or a new person has a uuid or a username. Nothing is stored. The
         * first offence alone is told.
         */
        readonly Refused: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": ChangeError;
            };
        };
        /**
         * Anything malformed: no JSON, another content type, an attribute that is missing in a creation or in the stored
         * record, a float, a token that is not a JWT. Most are a page of HTML; what the store refuses is JSON.
         */
        readonly Failed: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "text/html": string;
                readonly "application/json": ChangeError;
            };
        };
        /** The path has other methods. */
        readonly MethodNotAllowed: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "text/html": string;
                readonly "application/json": VersionMessage;
            };
        };
    };
}
export interface operations {
    readonly putUser: {
        readonly parameters: {
            readonly query?: {
                /**
                 * The user id once more. If it is given, and that of the body is not null, both must be the same. A `+` counts as
                 * a blank, so encode it.
                 * @example ad|Mozilla-LDAP|ada
                 */
                readonly user_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * For an update, `user_id` and the attributes that change. For a creation, the whole null profile filled in: an
         * attribute that a new record lacks can never be written later. JSON in a JSON string is accepted as well.
         */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": ChangedProfile;
            };
        };
        readonly responses: {
            /** Created, updated, or nothing to do, which has the status_code 202 in the body only. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ChangeResult;
                };
            };
            /** What the documents intend for nothing to do. The service responds with 200. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ChangeResult;
                };
            };
            readonly 400: components["responses"]["OtherUserId"];
            readonly 401: components["responses"]["RejectedToken"];
            readonly 403: components["responses"]["Refused"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly changeUser: {
        readonly parameters: {
            readonly query?: {
                /**
                 * The user id once more. If it is given, and that of the body is not null, both must be the same. A `+` counts as
                 * a blank, so encode it.
                 * @example ad|Mozilla-LDAP|ada
                 */
                readonly user_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * For an update, `user_id` and the attributes that change. For a creation, the whole null profile filled in: an
         * attribute that a new record lacks can never be written later. JSON in a JSON string is accepted as well.
         */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": ChangedProfile;
            };
        };
        readonly responses: {
            /** Created, updated, or nothing to do, which has the status_code 202 in the body only. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ChangeResult;
                };
            };
            /** What the documents intend for nothing to do. The service responds with 200. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ChangeResult;
                };
            };
            readonly 400: components["responses"]["OtherUserId"];
            readonly 401: components["responses"]["RejectedToken"];
            readonly 403: components["responses"]["Refused"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly deleteUser: {
        readonly parameters: {
            readonly query?: {
                /**
                 * The user id once more. If it is given, and that of the body is not null, both must be the same. A `+` counts as
                 * a blank, so encode it.
                 * @example ad|Mozilla-LDAP|ada
                 */
                readonly user_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": DeletedProfile;
            };
        };
        readonly responses: {
            /** Deleted, or unknown. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": DeletionResult;
                };
            };
            readonly 401: components["responses"]["RejectedToken"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly putUsers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly ChangedProfile[];
            };
        };
        readonly responses: {
            /** Stored, or nothing to do. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": BatchResult;
                };
            };
            /** What the documents intend for nothing to do. The service responds with 200. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": BatchResult;
                };
            };
            readonly 400: components["responses"]["OtherUserId"];
            readonly 401: components["responses"]["RejectedToken"];
            readonly 403: components["responses"]["Refused"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly changeUsers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly ChangedProfile[];
            };
        };
        readonly responses: {
            /** Stored, or nothing to do. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": BatchResult;
                };
            };
            /** What the documents intend for nothing to do. The service responds with 200. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": BatchResult;
                };
            };
            readonly 400: components["responses"]["OtherUserId"];
            readonly 401: components["responses"]["RejectedToken"];
            readonly 403: components["responses"]["Refused"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getChangeStatus: {
        readonly parameters: {
            readonly query: {
                /**
                 * The number of a creation or an update. A missing or empty one is a 500.
                 * @example 193183110779524226497632481239665886170
                 */
                readonly sequenceNumber: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** False also for a batch of two or more, and once the person was written again. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": ChangeStatus;
                };
            };
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 500: components["responses"]["Failed"];
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
                    readonly "application/json": VersionMessage;
                };
            };
        };
    };
}

export const changeConditionValues: readonly ChangeCondition[] = ["create","update","noop"];
export const changeErrorCodeValues: readonly ChangeErrorCode[] = ["authorization_header_missing","invalid_header","token_expired","invalid_claims","invalid_publisher","invalid_signature","uuid_or_primary_username_set","integration_exception","scope_missing"];
