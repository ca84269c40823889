// Generated from openapi/cis.yaml by `npm run generate`. Do not edit.
import type { Classification, Display, Publisher } from './cis.generated.ts'

/** The path of an attribute in a profile, such as `staff_information.title`. */
export type ProfileAttributePath =
  | 'uuid'
  | 'user_id'
  | 'primary_username'
  | 'login_method'
  | 'active'
  | 'last_modified'
  | 'created'
  | 'usernames'
  | 'pronouns'
  | 'first_name'
  | 'last_name'
  | 'alternative_name'
  | 'primary_email'
  | 'identities.github_id_v3'
  | 'identities.github_id_v4'
  | 'identities.github_primary_email'
  | 'identities.mozilliansorg_id'
  | 'identities.bugzilla_mozilla_org_id'
  | 'identities.bugzilla_mozilla_org_primary_email'
  | 'identities.mozilla_ldap_id'
  | 'identities.mozilla_ldap_primary_email'
  | 'identities.mozilla_posix_id'
  | 'identities.google_oauth2_id'
  | 'identities.google_primary_email'
  | 'identities.firefox_accounts_id'
  | 'identities.firefox_accounts_primary_email'
  | 'identities.custom_1_primary_email'
  | 'identities.custom_2_primary_email'
  | 'identities.custom_3_primary_email'
  | 'ssh_public_keys'
  | 'pgp_public_keys'
  | 'access_information.ldap'
  | 'access_information.mozilliansorg'
  | 'access_information.hris'
  | 'access_information.access_provider'
  | 'fun_title'
  | 'description'
  | 'location'
  | 'timezone'
  | 'languages'
  | 'tags'
  | 'picture'
  | 'uris'
  | 'phone_numbers'
  | 'staff_information.manager'
  | 'staff_information.director'
  | 'staff_information.staff'
  | 'staff_information.title'
  | 'staff_information.team'
  | 'staff_information.cost_center'
  | 'staff_information.worker_type'
  | 'staff_information.wpr_desk_number'
  | 'staff_information.office_location'

/** One attribute of a profile, the metadata that a new record is given, and what the JSON schema of profiles narrows it to. */
export interface ProfileAttribute {
  readonly path: ProfileAttributePath
  readonly group: 'identities' | 'access_information' | 'staff_information' | null
  readonly name: string
  readonly carrier: 'value' | 'values'
  readonly type: 'string' | 'boolean' | 'object'
  readonly classification: Classification
  readonly display: Display
  readonly publisher: Publisher
  readonly allowed?: { readonly classification?: readonly Classification[]; readonly display?: readonly Display[] }
}

/** The paths of all attributes, then the names of the groups that some of them are in. */
export const attributeNames: readonly string[] = [
  'uuid',
  'user_id',
  'primary_username',
  'login_method',
  'active',
  'last_modified',
  'created',
  'usernames',
  'pronouns',
  'first_name',
  'last_name',
  'alternative_name',
  'primary_email',
  'identities.github_id_v3',
  'identities.github_id_v4',
  'identities.github_primary_email',
  'identities.mozilliansorg_id',
  'identities.bugzilla_mozilla_org_id',
  'identities.bugzilla_mozilla_org_primary_email',
  'identities.mozilla_ldap_id',
  'identities.mozilla_ldap_primary_email',
  'identities.mozilla_posix_id',
  'identities.google_oauth2_id',
  'identities.google_primary_email',
  'identities.firefox_accounts_id',
  'identities.firefox_accounts_primary_email',
  'identities.custom_1_primary_email',
  'identities.custom_2_primary_email',
  'identities.custom_3_primary_email',
  'ssh_public_keys',
  'pgp_public_keys',
  'access_information.ldap',
  'access_information.mozilliansorg',
  'access_information.hris',
  'access_information.access_provider',
  'fun_title',
  'description',
  'location',
  'timezone',
  'languages',
  'tags',
  'picture',
  'uris',
  'phone_numbers',
  'staff_information.manager',
  'staff_information.director',
  'staff_information.staff',
  'staff_information.title',
  'staff_information.team',
  'staff_information.cost_center',
  'staff_information.worker_type',
  'staff_information.wpr_desk_number',
  'staff_information.office_location',
  'identities',
  'access_information',
  'staff_information',
]

/** Every attribute of a profile, in the order of the schema. */
export const profileAttributes: readonly ProfileAttribute[] = [
  {"path":"uuid","group":null,"name":"uuid","carrier":"value","type":"string","classification":"PUBLIC","display":"public","publisher":"cis","allowed":{"classification":["PUBLIC"],"display":["public"]}},
  {"path":"user_id","group":null,"name":"user_id","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"access_provider","allowed":{"classification":["PUBLIC"]}},
  {"path":"primary_username","group":null,"name":"primary_username","carrier":"value","type":"string","classification":"PUBLIC","display":"public","publisher":"cis","allowed":{"classification":["PUBLIC"],"display":["public"]}},
  {"path":"login_method","group":null,"name":"login_method","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"access_provider","allowed":{"classification":["PUBLIC"]}},
  {"path":"active","group":null,"name":"active","carrier":"value","type":"boolean","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"access_provider","allowed":{"classification":["WORKGROUP CONFIDENTIAL"],"display":[null]}},
  {"path":"last_modified","group":null,"name":"last_modified","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"cis","allowed":{"classification":["PUBLIC"]}},
  {"path":"created","group":null,"name":"created","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"cis","allowed":{"classification":["PUBLIC"]}},
  {"path":"usernames","group":null,"name":"usernames","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"pronouns","group":null,"name":"pronouns","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"first_name","group":null,"name":"first_name","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"mozilliansorg","allowed":{"classification":["PUBLIC"]}},
  {"path":"last_name","group":null,"name":"last_name","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"mozilliansorg","allowed":{"classification":["PUBLIC"]}},
  {"path":"alternative_name","group":null,"name":"alternative_name","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"primary_email","group":null,"name":"primary_email","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"access_provider","allowed":{"classification":["PUBLIC"]}},
  {"path":"identities.github_id_v3","group":"identities","name":"github_id_v3","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.github_id_v4","group":"identities","name":"github_id_v4","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.github_primary_email","group":"identities","name":"github_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.mozilliansorg_id","group":"identities","name":"mozilliansorg_id","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.bugzilla_mozilla_org_id","group":"identities","name":"bugzilla_mozilla_org_id","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.bugzilla_mozilla_org_primary_email","group":"identities","name":"bugzilla_mozilla_org_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.mozilla_ldap_id","group":"identities","name":"mozilla_ldap_id","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":"staff","publisher":"mozilliansorg","allowed":{"display":["staff"]}},
  {"path":"identities.mozilla_ldap_primary_email","group":"identities","name":"mozilla_ldap_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":"staff","publisher":"mozilliansorg"},
  {"path":"identities.mozilla_posix_id","group":"identities","name":"mozilla_posix_id","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":"staff","publisher":"mozilliansorg"},
  {"path":"identities.google_oauth2_id","group":"identities","name":"google_oauth2_id","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.google_primary_email","group":"identities","name":"google_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.firefox_accounts_id","group":"identities","name":"firefox_accounts_id","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.firefox_accounts_primary_email","group":"identities","name":"firefox_accounts_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.custom_1_primary_email","group":"identities","name":"custom_1_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.custom_2_primary_email","group":"identities","name":"custom_2_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.custom_3_primary_email","group":"identities","name":"custom_3_primary_email","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"ssh_public_keys","group":null,"name":"ssh_public_keys","carrier":"values","type":"object","classification":"PUBLIC","display":null,"publisher":"ldap","allowed":{"classification":["PUBLIC"]}},
  {"path":"pgp_public_keys","group":null,"name":"pgp_public_keys","carrier":"values","type":"object","classification":"PUBLIC","display":null,"publisher":"ldap","allowed":{"classification":["PUBLIC"]}},
  {"path":"access_information.ldap","group":"access_information","name":"ldap","carrier":"values","type":"object","classification":"PUBLIC","display":null,"publisher":"ldap","allowed":{"classification":["PUBLIC"],"display":["vouched","ndaed","staff","private",null]}},
  {"path":"access_information.mozilliansorg","group":"access_information","name":"mozilliansorg","carrier":"values","type":"object","classification":"PUBLIC","display":null,"publisher":"mozilliansorg","allowed":{"classification":["PUBLIC"]}},
  {"path":"access_information.hris","group":"access_information","name":"hris","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL: STAFF ONLY","display":null,"publisher":"hris","allowed":{"classification":["WORKGROUP CONFIDENTIAL: STAFF ONLY"],"display":[null]}},
  {"path":"access_information.access_provider","group":"access_information","name":"access_provider","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"access_provider","allowed":{"classification":["WORKGROUP CONFIDENTIAL"],"display":[null]}},
  {"path":"fun_title","group":null,"name":"fun_title","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"description","group":null,"name":"description","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"location","group":null,"name":"location","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"timezone","group":null,"name":"timezone","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"languages","group":null,"name":"languages","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"tags","group":null,"name":"tags","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"picture","group":null,"name":"picture","carrier":"value","type":"string","classification":"PUBLIC","display":null,"publisher":"mozilliansorg","allowed":{"classification":["PUBLIC"]}},
  {"path":"uris","group":null,"name":"uris","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"phone_numbers","group":null,"name":"phone_numbers","carrier":"values","type":"object","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg","allowed":{"classification":["WORKGROUP CONFIDENTIAL"]}},
  {"path":"staff_information.manager","group":"staff_information","name":"manager","carrier":"value","type":"boolean","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.director","group":"staff_information","name":"director","carrier":"value","type":"boolean","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.staff","group":"staff_information","name":"staff","carrier":"value","type":"boolean","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.title","group":"staff_information","name":"title","carrier":"value","type":"string","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.team","group":"staff_information","name":"team","carrier":"value","type":"string","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.cost_center","group":"staff_information","name":"cost_center","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL: STAFF ONLY","display":"staff","publisher":"hris","allowed":{"classification":["WORKGROUP CONFIDENTIAL: STAFF ONLY"],"display":["staff"]}},
  {"path":"staff_information.worker_type","group":"staff_information","name":"worker_type","carrier":"value","type":"string","classification":"WORKGROUP CONFIDENTIAL: STAFF ONLY","display":"staff","publisher":"hris","allowed":{"classification":["WORKGROUP CONFIDENTIAL: STAFF ONLY"],"display":["staff"]}},
  {"path":"staff_information.wpr_desk_number","group":"staff_information","name":"wpr_desk_number","carrier":"value","type":"string","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.office_location","group":"staff_information","name":"office_location","carrier":"value","type":"string","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
]
