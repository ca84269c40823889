// Generated from openapi/cern.yaml by `npm run generate`. Do not edit.
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
         * @description The client names itself in the form, or by HTTP Basic.
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
         * @description The endpoint for programs of their own is not in it; clients put `api-access` for `protocol/openid-connect`.
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
         * @description The path and the status are inferred; the body is one that a public client sends.
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
         * @description The parameters of a page are inferred; `includeArchivedAndDeleted` is not.
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
         * @description Inferred; no public client does it.
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
         * @description Inferred. The documentation says that applications can be created; no public client does it.
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
         * @description Sent without a body. What comes back as `data` is not known.
         */
        readonly post: operations["assignGroupToRole"];
        /**
         * Takes a role from the members of a group.
         * @description Inferred; no public client does it.
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
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What is around every answer. */
        readonly Envelope: {
            readonly request_id: string | null;
            readonly message: string | null;
        };
        readonly Failure: components["schemas"]["Envelope"] & {
            readonly data?: null;
        };
        /** @description What is around the rows of a page. */
        readonly Page: components["schemas"]["Envelope"] & {
            readonly pagination: components["schemas"]["Pagination"];
            /** @description Purpose unknown. */
            readonly delta: null;
        };
        /** @description Where a page stands. On the last one `next`, `token` and `links.next` are all null. */
        readonly Pagination: {
            /** @description How many rows meet the filters. */
            readonly total: number;
            readonly offset: number;
            readonly limit: number;
            /**
             * @description The path of the next page, by token; with the limit and, by inference, filters and fields.
             * @example /api/v1.0/Group?token=eyJJZCI6IjA4ZDc4&limit=1000
             */
            readonly next: string | null;
            readonly links: components["schemas"]["PageLinks"];
            /** @description Stands for the place after the last row of this page. In characters that a URL takes as they are. */
            readonly token: string | null;
        };
        /** @description Paths of pages, by offset. */
        readonly PageLinks: {
            readonly first: string;
            /** @description Null on the first page. */
            readonly previous: string | null;
            readonly current: string;
            /** @description Null on the last page. */
            readonly next: string | null;
            readonly last: string;
        };
        /**
         * @description How a filter compares, as far as public clients show. `eq` where a filter names none.
         * @enum {string}
         */
        readonly FilterOperator: "eq" | "contains" | "gt";
        /** @description The default object. */
        readonly Identity: {
            readonly owner: components["schemas"]["ChildIdentity"];
            readonly supervisor: components["schemas"]["ChildIdentity"];
            readonly primaryAccountEmail: string | null;
            /**
             * @example Person
             * @example Service
             * @example Secondary
             * @example Application
             */
            readonly type: string;
            /** @description The login. May have a slash in it. */
            readonly upn: string | null;
            readonly displayName: string;
            /** @description Digits. External people have none. */
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
            /** @description A date and a time. */
            readonly blockingTime: string | null;
            /** @description A date and a time. */
            readonly blockingDeadline: string | null;
            /** @description A date and a time. */
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
             * @description A date and a time without a zone.
             * @example 1993-02-01T00:00:00
             */
            readonly birthDate?: string | null;
            readonly cernGroup?: string | null;
            readonly firstName?: string | null;
            readonly activeUser?: boolean | null;
            /** @description An internal number of five digits. */
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
            /** @description A date and a time in UTC. */
            readonly modificationTime?: string | null;
            readonly disabled?: boolean | null;
        };
        /** @description The fields that were asked for, and `id`. */
        readonly SelectedIdentity: {
            readonly owner?: components["schemas"]["ChildIdentity"];
            readonly supervisor?: components["schemas"]["ChildIdentity"];
            readonly primaryAccountEmail?: string | null;
            /**
             * @example Person
             * @example Service
             * @example Secondary
             * @example Application
             */
            readonly type?: string;
            /** @description The login. May have a slash in it. */
            readonly upn?: string | null;
            readonly displayName?: string;
            /** @description Digits. External people have none. */
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
            /** @description A date and a time. */
            readonly blockingTime?: string | null;
            /** @description A date and a time. */
            readonly blockingDeadline?: string | null;
            /** @description A date and a time. */
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
             * @description A date and a time without a zone.
             * @example 1993-02-01T00:00:00
             */
            readonly birthDate?: string | null;
            readonly cernGroup?: string | null;
            readonly firstName?: string | null;
            readonly activeUser?: boolean | null;
            /** @description An internal number of five digits. */
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
            /** @description A date and a time in UTC. */
            readonly modificationTime?: string | null;
            readonly disabled?: boolean | null;
        };
        /** @description Another identity. Which of its fields come is not known. */
        readonly ChildIdentity: {
            readonly id?: string;
            readonly upn?: string | null;
            readonly displayName?: string | null;
        } | null;
        readonly IdentityAnswer: components["schemas"]["Envelope"] & {
            readonly data: components["schemas"]["Identity"] | components["schemas"]["SelectedIdentity"];
        };
        readonly IdentityPage: components["schemas"]["Page"] & {
            readonly data: readonly (components["schemas"]["Identity"] | components["schemas"]["SelectedIdentity"])[];
        };
        readonly Membership: {
            readonly isMember: boolean;
        };
        /** @description The default object. Which of its fields always come is not known but for these three. */
        readonly Group: {
            readonly primaryAccountEmail?: string | null;
            /** @description Readable and never changed. */
            readonly groupIdentifier: string;
            readonly displayName: string;
            readonly description?: string | null;
            /** Format: uuid */
            readonly ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a group.
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
            /** @description A date and a time in UTC. */
            readonly modificationTime?: string | null;
        };
        /** @description The fields that were asked for, and `id`. */
        readonly SelectedGroup: {
            readonly primaryAccountEmail?: string | null;
            /** @description Readable and never changed. */
            readonly groupIdentifier?: string;
            readonly displayName?: string;
            readonly description?: string | null;
            /** Format: uuid */
            readonly ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a group.
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
            /** @description A date and a time in UTC. */
            readonly modificationTime?: string | null;
        };
        readonly GroupAnswer: components["schemas"]["Envelope"] & {
            readonly data: components["schemas"]["Group"] | components["schemas"]["SelectedGroup"];
        };
        readonly GroupPage: components["schemas"]["Page"] & {
            readonly data: readonly (components["schemas"]["Group"] | components["schemas"]["SelectedGroup"])[];
        };
        readonly NewGroup: {
            readonly groupIdentifier: string;
            readonly displayName: string;
            readonly description: string;
        };
        readonly GroupQuery: {
            readonly operator: components["schemas"]["QueryOperator"];
            readonly property: string;
            readonly value: string;
        };
        /**
         * @description The only one that a public client sends.
         * @enum {string}
         */
        readonly QueryOperator: "Equals";
        readonly NewMember: {
            /** @description The `id` or the `personId` of an identity. */
            readonly id: string;
        };
        readonly AddedMember: {
            /** Format: uuid */
            readonly identityId: string;
        };
        readonly RemovedMember: {
            readonly memberIdentity: {
                /** Format: uuid */
                readonly id: string;
            };
        };
        readonly Account: {
            readonly displayName: string;
            /** @description The login. */
            readonly uniqueIdentifier: string;
            readonly emailAddress: string;
            /**
             * @example Person
             * @example Secondary
             */
            readonly type: string;
            readonly id?: string;
            /** @description Of an extended account. */
            readonly cernDepartment?: string | null;
        };
        /** @description The fields that were asked for. */
        readonly SelectedAccount: {
            readonly displayName?: string;
            /** @description The login. */
            readonly uniqueIdentifier?: string;
            readonly emailAddress?: string;
            /**
             * @example Person
             * @example Secondary
             */
            readonly type?: string;
            readonly id?: string;
            /** @description Of an extended account. */
            readonly cernDepartment?: string | null;
        };
        readonly AccountPage: components["schemas"]["Page"] & {
            readonly data: readonly (components["schemas"]["Account"] | components["schemas"]["SelectedAccount"])[];
        };
        readonly Application: {
            /** @description The id of its OIDC client. */
            readonly applicationIdentifier: string;
            /** Format: uuid */
            readonly ownerId: string | null;
            /**
             * Format: uuid
             * @description The id of a group.
             */
            readonly administratorsId: string | null;
            /** Format: uuid */
            readonly id: string;
        };
        /** @description The fields that were asked for, and `id`. */
        readonly SelectedApplication: {
            /** @description The id of its OIDC client. */
            readonly applicationIdentifier?: string;
            /** Format: uuid */
            readonly ownerId?: string | null;
            /**
             * Format: uuid
             * @description The id of a group.
             */
            readonly administratorsId?: string | null;
            /** Format: uuid */
            readonly id: string;
        };
        readonly ApplicationPage: components["schemas"]["Page"] & {
            readonly data: readonly (components["schemas"]["Application"] | components["schemas"]["SelectedApplication"])[];
        };
        /** @description Inferred; more fields may be needed, and are taken. */
        readonly NewApplication: {
            readonly applicationIdentifier: string;
            /** Format: uuid */
            readonly administratorsId?: string | null;
        };
        readonly Role: {
            /** @description In lower case. */
            readonly name: string;
            readonly displayName: string;
            readonly description: string;
            /** @description Whether nobody gets in without it. */
            readonly required: boolean;
            readonly multifactor: boolean;
            readonly applyToAllUsers: boolean;
            /** Format: uuid */
            readonly id: string;
        };
        /** @description The fields that were asked for, and `id`. */
        readonly SelectedRole: {
            /** @description In lower case. */
            readonly name?: string;
            readonly displayName?: string;
            readonly description?: string;
            /** @description Whether nobody gets in without it. */
            readonly required?: boolean;
            readonly multifactor?: boolean;
            readonly applyToAllUsers?: boolean;
            /** Format: uuid */
            readonly id: string;
        };
        readonly RolePage: components["schemas"]["Page"] & {
            readonly data: readonly (components["schemas"]["Role"] | components["schemas"]["SelectedRole"])[];
        };
        readonly NewRole: {
            readonly name: string;
            readonly displayName: string;
            readonly description: string;
            readonly required: boolean;
            readonly multifactor: boolean;
            readonly applyToAllUsers: boolean;
        };
        readonly RegistrationProvider: {
            /**
             * @example saml
             * @example openid
             */
            readonly authenticationProviderIdentifier?: string;
            /** Format: uuid */
            readonly id: string;
        };
        readonly RegistrationProviderPage: components["schemas"]["Page"] & {
            readonly data: readonly components["schemas"]["RegistrationProvider"][];
        };
        readonly Registration: {
            /** Format: uuid */
            readonly applicationId?: string;
            /** @description SAML metadata in XML. */
            readonly definition?: string | null;
            /**
             * Format: uuid
             * @description Inferred.
             */
            readonly id?: string;
        };
        readonly RegistrationPage: components["schemas"]["Page"] & {
            readonly data: readonly components["schemas"]["Registration"][];
        };
        readonly ClientCredentialsRequest: {
            /** @constant */
            readonly grant_type: "client_credentials";
            readonly client_id?: string;
            readonly client_secret?: string;
            /** @example authorization-service-api */
            readonly audience?: string;
            readonly scope?: string;
        };
        /** @description RFC 8693. */
        readonly TokenExchangeRequest: {
            /** @constant */
            readonly grant_type: "urn:ietf:params:oauth:grant-type:token-exchange";
            readonly client_id?: string;
            /** @description A public client has none. */
            readonly client_secret?: string;
            readonly subject_token: string;
            /** @example urn:ietf:params:oauth:token-type:access_token */
            readonly subject_token_type?: string;
            readonly requested_token_type?: string;
            /** @example authorization-service-api */
            readonly audience?: string;
            readonly scope?: string;
        };
        /** @description RFC 8628, with PKCE. */
        readonly DeviceCodeRequest: {
            readonly client_id?: string;
            readonly client_secret?: string;
            readonly scope?: string;
            readonly audience?: string;
            readonly code_challenge?: string;
            /** @constant */
            readonly code_challenge_method?: "S256";
        };
        readonly DeviceCode: {
            readonly device_code: string;
            readonly user_code: string;
            /** Format: uri */
            readonly verification_uri: string;
            /** Format: uri */
            readonly verification_uri_complete?: string;
            /** @description Seconds. */
            readonly expires_in: number;
            /**
             * @description Seconds between two polls.
             * @default 5
             */
            readonly interval: number;
        };
        readonly DeviceTokenRequest: {
            /** @constant */
            readonly grant_type: "urn:ietf:params:oauth:grant-type:device_code";
            readonly client_id?: string;
            readonly client_secret?: string;
            readonly device_code: string;
            readonly code_verifier?: string;
        };
        readonly RefreshRequest: {
            /** @constant */
            readonly grant_type: "refresh_token";
            readonly client_id?: string;
            readonly client_secret?: string;
            readonly refresh_token: string;
            readonly scope?: string;
        };
        readonly TokenResponse: {
            readonly access_token: string;
            readonly issued_token_type?: string;
            /** @constant */
            readonly token_type: "Bearer";
            /** @description Seconds; 1200 as a rule. */
            readonly expires_in: number;
            readonly refresh_token?: string;
            readonly refresh_expires_in?: number;
            readonly id_token?: string;
            readonly session_state?: string;
            readonly "not-before-policy"?: number;
            readonly scope?: string;
        };
        readonly UserInfo: {
            /** @description The same as cern_upn. */
            readonly sub: string;
            readonly cern_upn?: string;
            /** @description Externals have none. */
            readonly cern_person_id?: string;
            readonly cern_roles?: readonly string[];
            /** @description To be shown */
            readonly preferred_username?: string;
            readonly name?: string;
            readonly given_name?: string;
            readonly family_name?: string;
            readonly email?: string;
        };
        readonly TokenError: {
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
            readonly device_authorization_endpoint?: string;
            /** Format: uri */
            readonly userinfo_endpoint?: string;
            /** Format: uri */
            readonly jwks_uri: string;
            readonly grant_types_supported?: readonly string[];
            readonly token_endpoint_auth_methods_supported?: readonly string[];
            readonly code_challenge_methods_supported?: readonly string[];
            readonly scopes_supported?: readonly string[];
            readonly id_token_signing_alg_values_supported?: readonly string[];
            readonly response_types_supported?: readonly string[];
            readonly subject_types_supported?: readonly string[];
        };
    };
    responses: {
        /** @description The identity; with `field`, the fields asked for and `id`, in that order. */
        readonly Identity: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["IdentityAnswer"];
            };
        };
        /** @description A page of identities. */
        readonly IdentityPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["IdentityPage"];
            };
        };
        /** @description The group; with `field`, the fields asked for and `id`, in that order. */
        readonly Group: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["GroupAnswer"];
            };
        };
        /** @description A page of groups. */
        readonly GroupPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["GroupPage"];
            };
        };
        /** @description A page of accounts. */
        readonly AccountPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AccountPage"];
            };
        };
        /** @description A page of applications. */
        readonly ApplicationPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ApplicationPage"];
            };
        };
        /** @description A page of roles. */
        readonly RolePage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["RolePage"];
            };
        };
        /** @description A page of registration providers. */
        readonly RegistrationProviderPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["RegistrationProviderPage"];
            };
        };
        /** @description A page of registrations. */
        readonly RegistrationPage: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["RegistrationPage"];
            };
        };
        /** @description A parameter or a body that makes no sense. The bodies of errors are inferred, here and below. */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description No token, or one that is expired, foreign or for another audience. */
        readonly Unauthorized: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The subject of the token is in none of the groups that may do this. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Nothing has this identifier, or there is no such route. */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description A verb that the route does not know. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The service failed. */
        readonly InternalError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
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
        /** @description How many rows a page has at most. Given twice, one of them counts. */
        readonly limit: number;
        /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
        readonly offset: number;
        /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
        readonly token: string;
        /**
         * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
         * @example [
         *       "primaryAccountEmail",
         *       "upn"
         *     ]
         */
        readonly field: readonly string[];
        /**
         * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
         *     Repeatable: a row must meet all of them.
         * @example [
         *       "displayName:contains:atlas",
         *       "modificationTime:gt:2024-01-01T00:00:00Z"
         *     ]
         */
        readonly filter: readonly string[];
        /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
        readonly sort: readonly string[];
        /** @description Whether memberships through other groups count. */
        readonly recursive: boolean;
        /**
         * @description Its `id` or its `upn`. A slash in it travels as `%2F`.
         * @example ada
         */
        readonly identity: string;
        /**
         * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
         * @example atlas-readers
         */
        readonly group: string;
        /** @description Its `id` or its `applicationIdentifier`. */
        readonly application: string;
        /** @description Its `id` or its `name`. */
        readonly role: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Envelope = components['schemas']['Envelope'];
export type Failure = components['schemas']['Failure'];
export type Page = components['schemas']['Page'];
export type Pagination = components['schemas']['Pagination'];
export type PageLinks = components['schemas']['PageLinks'];
export type FilterOperator = components['schemas']['FilterOperator'];
export type Identity = components['schemas']['Identity'];
export type SelectedIdentity = components['schemas']['SelectedIdentity'];
export type ChildIdentity = components['schemas']['ChildIdentity'];
export type IdentityAnswer = components['schemas']['IdentityAnswer'];
export type IdentityPage = components['schemas']['IdentityPage'];
export type Membership = components['schemas']['Membership'];
export type Group = components['schemas']['Group'];
export type SelectedGroup = components['schemas']['SelectedGroup'];
export type GroupAnswer = components['schemas']['GroupAnswer'];
export type GroupPage = components['schemas']['GroupPage'];
export type NewGroup = components['schemas']['NewGroup'];
export type GroupQuery = components['schemas']['GroupQuery'];
export type QueryOperator = components['schemas']['QueryOperator'];
export type NewMember = components['schemas']['NewMember'];
export type AddedMember = components['schemas']['AddedMember'];
export type RemovedMember = components['schemas']['RemovedMember'];
export type Account = components['schemas']['Account'];
export type SelectedAccount = components['schemas']['SelectedAccount'];
export type AccountPage = components['schemas']['AccountPage'];
export type Application = components['schemas']['Application'];
export type SelectedApplication = components['schemas']['SelectedApplication'];
export type ApplicationPage = components['schemas']['ApplicationPage'];
export type NewApplication = components['schemas']['NewApplication'];
export type Role = components['schemas']['Role'];
export type SelectedRole = components['schemas']['SelectedRole'];
export type RolePage = components['schemas']['RolePage'];
export type NewRole = components['schemas']['NewRole'];
export type RegistrationProvider = components['schemas']['RegistrationProvider'];
export type RegistrationProviderPage = components['schemas']['RegistrationProviderPage'];
export type Registration = components['schemas']['Registration'];
export type RegistrationPage = components['schemas']['RegistrationPage'];
export type ClientCredentialsRequest = components['schemas']['ClientCredentialsRequest'];
export type TokenExchangeRequest = components['schemas']['TokenExchangeRequest'];
export type DeviceCodeRequest = components['schemas']['DeviceCodeRequest'];
export type DeviceCode = components['schemas']['DeviceCode'];
export type DeviceTokenRequest = components['schemas']['DeviceTokenRequest'];
export type RefreshRequest = components['schemas']['RefreshRequest'];
export type TokenResponse = components['schemas']['TokenResponse'];
export type UserInfo = components['schemas']['UserInfo'];
export type TokenError = components['schemas']['TokenError'];
export type Key = components['schemas']['Key'];
export type KeySet = components['schemas']['KeySet'];
export type OpenIdConfiguration = components['schemas']['OpenIdConfiguration'];
export type ResponseIdentity = components['responses']['Identity'];
export type ResponseIdentityPage = components['responses']['IdentityPage'];
export type ResponseGroup = components['responses']['Group'];
export type ResponseGroupPage = components['responses']['GroupPage'];
export type ResponseAccountPage = components['responses']['AccountPage'];
export type ResponseApplicationPage = components['responses']['ApplicationPage'];
export type ResponseRolePage = components['responses']['RolePage'];
export type ResponseRegistrationProviderPage = components['responses']['RegistrationProviderPage'];
export type ResponseRegistrationPage = components['responses']['RegistrationPage'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseMethodNotAllowed = components['responses']['MethodNotAllowed'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseTokenError = components['responses']['TokenError'];
export type ParameterLimit = components['parameters']['limit'];
export type ParameterOffset = components['parameters']['offset'];
export type ParameterToken = components['parameters']['token'];
export type ParameterField = components['parameters']['field'];
export type ParameterFilter = components['parameters']['filter'];
export type ParameterSort = components['parameters']['sort'];
export type ParameterRecursive = components['parameters']['recursive'];
export type ParameterIdentity = components['parameters']['identity'];
export type ParameterGroup = components['parameters']['group'];
export type ParameterApplication = components['parameters']['application'];
export type ParameterRole = components['parameters']['role'];
export type $defs = Record<string, never>;
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
                readonly "application/x-www-form-urlencoded": components["schemas"]["ClientCredentialsRequest"];
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
                readonly "application/x-www-form-urlencoded": components["schemas"]["TokenExchangeRequest"] | components["schemas"]["DeviceTokenRequest"] | components["schemas"]["RefreshRequest"] | components["schemas"]["ClientCredentialsRequest"];
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
                readonly "application/x-www-form-urlencoded": components["schemas"]["DeviceCodeRequest"];
            };
        };
        readonly responses: {
            /** @description The code, and where to enter it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeviceCode"];
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
                /** @description The code that the device shows. Without it the page asks for it. */
                readonly user_code?: string;
                /** @description Who signs in. */
                readonly login_hint?: string;
                /** @description To refuse the device. */
                readonly deny?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description A page. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description A page. */
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
    readonly getUserInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What the token tells of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserInfo"];
                };
            };
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
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
            /** @description What the token tells of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserInfo"];
                };
            };
            readonly 401: components["responses"]["TokenError"];
            readonly 403: components["responses"]["TokenError"];
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
    readonly listIdentities: {
        readonly parameters: {
            readonly query?: {
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
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
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `upn`. A slash in it travels as `%2F`.
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
                /** @description Whether memberships through other groups count. */
                readonly recursive?: components["parameters"]["recursive"];
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `upn`. A slash in it travels as `%2F`.
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `upn`. A slash in it travels as `%2F`.
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
                 * @description Its `id` or its `upn`. A slash in it travels as `%2F`.
                 * @example ada
                 */
                readonly identity: components["parameters"]["identity"];
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The answer to the question. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"] & {
                        readonly data: components["schemas"]["Membership"];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `upn`. A slash in it travels as `%2F`.
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                readonly "application/json": components["schemas"]["NewGroup"];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["GroupQuery"];
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
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["NewMember"][];
            };
        };
        readonly responses: {
            /** @description Who has been added. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"] & {
                        readonly data: readonly components["schemas"]["AddedMember"][];
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
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
            /** @description Who has been removed. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"] & {
                        readonly data: readonly components["schemas"]["RemovedMember"][];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
                /** @description Whether memberships through other groups count. */
                readonly recursive?: components["parameters"]["recursive"];
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                readonly "application/json": components["schemas"]["NewApplication"];
            };
        };
        readonly responses: {
            /** @description The application. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"] & {
                        readonly data: components["schemas"]["Application"];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** @description Its `id` or its `applicationIdentifier`. */
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
                /** @description Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewRole"];
            };
        };
        readonly responses: {
            /** @description The role. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"] & {
                        readonly data: components["schemas"]["Role"];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** @description Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
                /** @description Its `id` or its `name`. */
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
                /** @description Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
                /** @description Its `id` or its `name`. */
                readonly role: components["parameters"]["role"];
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
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
                /** @description Its `id` or its `applicationIdentifier`. */
                readonly application: components["parameters"]["application"];
                /** @description Its `id` or its `name`. */
                readonly role: components["parameters"]["role"];
                /**
                 * @description Its `id` or its `groupIdentifier`. A slash in it travels as `%2F`.
                 * @example atlas-readers
                 */
                readonly group: components["parameters"]["group"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
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
                /** @description How many rows a page has at most. Given twice, one of them counts. */
                readonly limit?: components["parameters"]["limit"];
                /** @description How many rows to leave out. Said to go away one day; rows change their offsets as others come and go. */
                readonly offset?: components["parameters"]["offset"];
                /** @description The `pagination.token` of the page before. It goes before `offset`, by inference. */
                readonly token?: components["parameters"]["token"];
                /**
                 * @description A field to answer with, in place of the default object; `id` always comes, too. Repeatable.
                 * @example [
                 *       "primaryAccountEmail",
                 *       "upn"
                 *     ]
                 */
                readonly field?: components["parameters"]["field"];
                /**
                 * @description `field:value` or `field:operator:value`. The value may have colons in it, and blanks around it do not count.
                 *     Repeatable: a row must meet all of them.
                 * @example [
                 *       "displayName:contains:atlas",
                 *       "modificationTime:gt:2024-01-01T00:00:00Z"
                 *     ]
                 */
                readonly filter?: components["parameters"]["filter"];
                /** @description A field to sort by, upwards. Repeatable. How it goes together with `token` is not known. */
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                /** @description The `id` of a registration provider. */
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
type FlattenedDeepRequired<T> = {
    [K in keyof T]-?: FlattenedDeepRequired<T[K] extends unknown[] | undefined | null ? Extract<T[K], unknown[]>[number] : T[K]>;
};
type ReadonlyArray<T> = [
    Exclude<T, undefined>
] extends [
    unknown[]
] ? Readonly<Exclude<T, undefined>> : Readonly<Exclude<T, undefined>[]>;
export const filterOperatorValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["FilterOperator"]> = ["eq", "contains", "gt"];
export const queryOperatorValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["QueryOperator"]> = ["Equals"];

/** When a field is there: always; null unless asked for; only where it is set; in filters only. */
export type FieldLayer = 'base' | 'computed' | 'dynamic' | 'filter'

/** The fields of an Identity in their order, and when each is there. */
export const identityFields: Readonly<Record<keyof Identity, FieldLayer>> = {
  owner: 'computed',
  supervisor: 'computed',
  primaryAccountEmail: 'computed',
  type: 'base',
  upn: 'base',
  displayName: 'base',
  personId: 'base',
  supervisorId: 'base',
  source: 'base',
  unconfirmed: 'base',
  unconfirmedEmail: 'base',
  externalEmail: 'base',
  primaryAccountId: 'base',
  uid: 'base',
  gid: 'base',
  resourceCategory: 'base',
  reassignable: 'base',
  autoReassign: 'base',
  blocked: 'base',
  securityIssues: 'base',
  blockingReason: 'base',
  blockingTime: 'base',
  blockingDeadline: 'base',
  expirationDeadline: 'base',
  ownerId: 'base',
  id: 'base',
  room: 'dynamic',
  floor: 'dynamic',
  orcid: 'dynamic',
  building: 'dynamic',
  lastName: 'dynamic',
  birthDate: 'dynamic',
  cernGroup: 'dynamic',
  firstName: 'dynamic',
  activeUser: 'dynamic',
  telephone1: 'dynamic',
  cernSection: 'dynamic',
  description: 'dynamic',
  cernPersonId: 'dynamic',
  instituteName: 'dynamic',
  postOfficeBox: 'dynamic',
  cernDepartment: 'dynamic',
  eduPersonUniqueID: 'dynamic',
  instituteAbbreviation: 'dynamic',
  preferredCernLanguage: 'dynamic',
  modificationTime: 'filter',
  disabled: 'filter',
}

/** The fields of a Group in their order, and when each is there. */
export const groupFields: Readonly<Record<keyof Group, FieldLayer>> = {
  primaryAccountEmail: 'computed',
  groupIdentifier: 'base',
  displayName: 'base',
  description: 'base',
  ownerId: 'base',
  administratorsId: 'base',
  source: 'base',
  syncType: 'base',
  isComputingGroup: 'base',
  gid: 'base',
  blocked: 'base',
  disabled: 'base',
  id: 'base',
  modificationTime: 'filter',
}

/** The fields of an Account in their order, and when each is there. */
export const accountFields: Readonly<Record<keyof Account, FieldLayer>> = {
  displayName: 'base',
  uniqueIdentifier: 'base',
  emailAddress: 'base',
  type: 'base',
  id: 'base',
  cernDepartment: 'dynamic',
}

/** The fields of an Application in their order, and when each is there. */
export const applicationFields: Readonly<Record<keyof Application, FieldLayer>> = {
  applicationIdentifier: 'base',
  ownerId: 'base',
  administratorsId: 'base',
  id: 'base',
}

/** The fields of a Role in their order, and when each is there. */
export const roleFields: Readonly<Record<keyof Role, FieldLayer>> = {
  name: 'base',
  displayName: 'base',
  description: 'base',
  required: 'base',
  multifactor: 'base',
  applyToAllUsers: 'base',
  id: 'base',
}

/** The fields of a RegistrationProvider in their order, and when each is there. */
export const registrationProviderFields: Readonly<Record<keyof RegistrationProvider, FieldLayer>> = {
  authenticationProviderIdentifier: 'base',
  id: 'base',
}

/** The fields of a Registration in their order, and when each is there. */
export const registrationFields: Readonly<Record<keyof Registration, FieldLayer>> = {
  applicationId: 'base',
  definition: 'base',
  id: 'base',
}
