// Generated from openapi/cis-change.yaml by `npm run generate`. Do not edit.
import type { ProfileAttributePath } from './cisAttributes.generated.ts'

/** The rules for publishers. A group may have one rule for all its attributes. */
interface Rules {
  readonly create: Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>
  readonly update: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The rules that the service enforces: the copy built into it. */
export const builtInRules: Rules = {
  "create": {
    "uuid": [
      "cis"
    ],
    "user_id": [
      "ldap",
      "hris",
      "access_provider"
    ],
    "primary_username": [
      "cis"
    ],
    "login_method": [
      "ldap",
      "hris",
      "access_provider"
    ],
    "active": [
      "ldap",
      "hris",
      "access_provider",
      "cis"
    ],
    "last_modified": [
      "ldap",
      "hris",
      "cis",
      "access_provider"
    ],
    "created": [
      "ldap",
      "hris",
      "cis",
      "access_provider"
    ],
    "usernames": [
      "ldap",
      "access_provider",
      "mozilliansorg"
    ],
    "pronouns": [
      "ldap",
      "mozilliansorg"
    ],
    "first_name": [
      "ldap",
      "hris",
      "access_provider",
      "mozilliansorg"
    ],
    "last_name": [
      "ldap",
      "hris",
      "access_provider",
      "mozilliansorg"
    ],
    "alternative_name": [
      "ldap",
      "mozilliansorg"
    ],
    "primary_email": [
      "ldap",
      "hris",
      "access_provider"
    ],
    "identities": {
      "github_id_v3": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "github_id_v4": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "github_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "mozilliansorg_id": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "bugzilla_mozilla_org_id": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "bugzilla_mozilla_org_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "mozilla_ldap_id": [
        "ldap",
        "hris",
        "access_provider"
      ],
      "mozilla_ldap_primary_email": [
        "ldap",
        "hris",
        "access_provider"
      ],
      "mozilla_posix_id": [
        "ldap",
        "hris",
        "access_provider"
      ],
      "google_oauth2_id": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "google_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "firefox_accounts_id": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "firefox_accounts_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "custom_1_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "custom_2_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ],
      "custom_3_primary_email": [
        "ldap",
        "hris",
        "access_provider",
        "mozilliansorg"
      ]
    },
    "ssh_public_keys": [
      "ldap"
    ],
    "pgp_public_keys": [
      "ldap"
    ],
    "access_information": {
      "access_provider": [
        "access_provider"
      ],
      "ldap": [
        "ldap"
      ],
      "hris": [
        "hris"
      ],
      "mozilliansorg": [
        "mozilliansorg"
      ]
    },
    "fun_title": [
      "ldap",
      "mozilliansorg"
    ],
    "description": [
      "ldap",
      "mozilliansorg"
    ],
    "location": [
      "ldap",
      "mozilliansorg"
    ],
    "timezone": [
      "hris",
      "ldap",
      "mozilliansorg"
    ],
    "languages": [
      "ldap",
      "mozilliansorg"
    ],
    "tags": [
      "ldap",
      "mozilliansorg"
    ],
    "picture": [
      "ldap",
      "mozilliansorg"
    ],
    "uris": [
      "ldap",
      "mozilliansorg"
    ],
    "phone_numbers": [
      "ldap",
      "mozilliansorg"
    ],
    "staff_information": {
      "manager": [
        "ldap",
        "hris"
      ],
      "director": [
        "ldap",
        "hris"
      ],
      "staff": [
        "ldap",
        "hris"
      ],
      "title": [
        "ldap",
        "hris"
      ],
      "team": [
        "ldap",
        "hris"
      ],
      "cost_center": [
        "ldap",
        "hris"
      ],
      "worker_type": [
        "ldap",
        "hris"
      ],
      "wpr_desk_number": [
        "ldap",
        "hris"
      ],
      "office_location": [
        "ldap",
        "hris"
      ]
    }
  },
  "update": {
    "uuid": "",
    "user_id": "access_provider",
    "primary_username": "mozilliansorg",
    "login_method": "access_provider",
    "active": "cis",
    "last_modified": "cis",
    "created": "cis",
    "usernames": "mozilliansorg",
    "pronouns": "mozilliansorg",
    "first_name": "mozilliansorg",
    "last_name": "mozilliansorg",
    "alternative_name": "mozilliansorg",
    "primary_email": "access_provider",
    "identities": "mozilliansorg",
    "ssh_public_keys": "ldap",
    "pgp_public_keys": "ldap",
    "access_information": {
      "access_provider": "access_provider",
      "ldap": "ldap",
      "hris": "hris",
      "mozilliansorg": "mozilliansorg"
    },
    "fun_title": "mozilliansorg",
    "description": "mozilliansorg",
    "location": "mozilliansorg",
    "timezone": "mozilliansorg",
    "languages": "mozilliansorg",
    "tags": "mozilliansorg",
    "picture": "mozilliansorg",
    "uris": "mozilliansorg",
    "phone_numbers": "mozilliansorg",
    "staff_information": {
      "manager": "hris",
      "director": "hris",
      "staff": "hris",
      "title": "hris",
      "team": "hris",
      "cost_center": "hris",
      "worker_type": "hris",
      "wpr_desk_number": "hris",
      "office_location": "hris"
    }
  }
}

/** The rules that are published beside the discovery document. The service never reads them. */
export const hostedRules: Rules = {
  create: { ...builtInRules.create, ...{"ssh_public_keys":["ldap","mozilliansorg"],"pgp_public_keys":["ldap","mozilliansorg"]} },
  update: { ...builtInRules.update, ...{} },
}

/** The paths of all attributes, in the order of a new profile. */
export const nullProfileOrder: readonly ProfileAttributePath[] = [
  "uuid",
  "user_id",
  "primary_username",
  "login_method",
  "active",
  "last_modified",
  "created",
  "usernames",
  "first_name",
  "last_name",
  "primary_email",
  "identities.github_id_v3",
  "identities.github_id_v4",
  "identities.github_primary_email",
  "identities.custom_1_primary_email",
  "identities.custom_2_primary_email",
  "identities.custom_3_primary_email",
  "identities.mozilliansorg_id",
  "identities.bugzilla_mozilla_org_id",
  "identities.bugzilla_mozilla_org_primary_email",
  "identities.mozilla_ldap_id",
  "identities.mozilla_ldap_primary_email",
  "identities.mozilla_posix_id",
  "identities.google_oauth2_id",
  "identities.google_primary_email",
  "identities.firefox_accounts_id",
  "identities.firefox_accounts_primary_email",
  "ssh_public_keys",
  "pgp_public_keys",
  "access_information.ldap",
  "access_information.mozilliansorg",
  "access_information.hris",
  "access_information.access_provider",
  "fun_title",
  "description",
  "location",
  "timezone",
  "languages",
  "tags",
  "pronouns",
  "picture",
  "uris",
  "phone_numbers",
  "alternative_name",
  "staff_information.manager",
  "staff_information.director",
  "staff_information.staff",
  "staff_information.title",
  "staff_information.team",
  "staff_information.cost_center",
  "staff_information.worker_type",
  "staff_information.wpr_desk_number",
  "staff_information.office_location"
]
