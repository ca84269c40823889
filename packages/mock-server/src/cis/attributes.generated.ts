// Generated from openapi/cis.yaml by `npm run generate`. Do not edit.
import type { Classification, Display, Publisher } from './wire.generated.ts'

/** One attribute of a profile: where it stands, and the metadata a new record is given. */
export interface ProfileAttribute {
  readonly path: string
  readonly group: 'identities' | 'access_information' | 'staff_information' | null
  readonly name: string
  readonly carrier: 'value' | 'values'
  readonly classification: Classification
  readonly display: Display
  readonly publisher: Publisher
}

export const profileAttributes: readonly ProfileAttribute[] = [
  {"path":"uuid","group":null,"name":"uuid","carrier":"value","classification":"PUBLIC","display":"public","publisher":"cis"},
  {"path":"user_id","group":null,"name":"user_id","carrier":"value","classification":"PUBLIC","display":null,"publisher":"access_provider"},
  {"path":"primary_username","group":null,"name":"primary_username","carrier":"value","classification":"PUBLIC","display":"public","publisher":"cis"},
  {"path":"login_method","group":null,"name":"login_method","carrier":"value","classification":"PUBLIC","display":null,"publisher":"access_provider"},
  {"path":"active","group":null,"name":"active","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"access_provider"},
  {"path":"last_modified","group":null,"name":"last_modified","carrier":"value","classification":"PUBLIC","display":null,"publisher":"cis"},
  {"path":"created","group":null,"name":"created","carrier":"value","classification":"PUBLIC","display":null,"publisher":"cis"},
  {"path":"usernames","group":null,"name":"usernames","carrier":"values","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"pronouns","group":null,"name":"pronouns","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"first_name","group":null,"name":"first_name","carrier":"value","classification":"PUBLIC","display":null,"publisher":"mozilliansorg"},
  {"path":"last_name","group":null,"name":"last_name","carrier":"value","classification":"PUBLIC","display":null,"publisher":"mozilliansorg"},
  {"path":"alternative_name","group":null,"name":"alternative_name","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"primary_email","group":null,"name":"primary_email","carrier":"value","classification":"PUBLIC","display":null,"publisher":"access_provider"},
  {"path":"identities.github_id_v3","group":"identities","name":"github_id_v3","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.github_id_v4","group":"identities","name":"github_id_v4","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.github_primary_email","group":"identities","name":"github_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.mozilliansorg_id","group":"identities","name":"mozilliansorg_id","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.bugzilla_mozilla_org_id","group":"identities","name":"bugzilla_mozilla_org_id","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.bugzilla_mozilla_org_primary_email","group":"identities","name":"bugzilla_mozilla_org_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.mozilla_ldap_id","group":"identities","name":"mozilla_ldap_id","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":"staff","publisher":"mozilliansorg"},
  {"path":"identities.mozilla_ldap_primary_email","group":"identities","name":"mozilla_ldap_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":"staff","publisher":"mozilliansorg"},
  {"path":"identities.mozilla_posix_id","group":"identities","name":"mozilla_posix_id","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":"staff","publisher":"mozilliansorg"},
  {"path":"identities.google_oauth2_id","group":"identities","name":"google_oauth2_id","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.google_primary_email","group":"identities","name":"google_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.firefox_accounts_id","group":"identities","name":"firefox_accounts_id","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.firefox_accounts_primary_email","group":"identities","name":"firefox_accounts_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.custom_1_primary_email","group":"identities","name":"custom_1_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.custom_2_primary_email","group":"identities","name":"custom_2_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"identities.custom_3_primary_email","group":"identities","name":"custom_3_primary_email","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"ssh_public_keys","group":null,"name":"ssh_public_keys","carrier":"values","classification":"PUBLIC","display":null,"publisher":"ldap"},
  {"path":"pgp_public_keys","group":null,"name":"pgp_public_keys","carrier":"values","classification":"PUBLIC","display":null,"publisher":"ldap"},
  {"path":"access_information.ldap","group":"access_information","name":"ldap","carrier":"values","classification":"PUBLIC","display":null,"publisher":"ldap"},
  {"path":"access_information.mozilliansorg","group":"access_information","name":"mozilliansorg","carrier":"values","classification":"PUBLIC","display":null,"publisher":"mozilliansorg"},
  {"path":"access_information.hris","group":"access_information","name":"hris","carrier":"values","classification":"WORKGROUP CONFIDENTIAL: STAFF ONLY","display":null,"publisher":"hris"},
  {"path":"access_information.access_provider","group":"access_information","name":"access_provider","carrier":"values","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"access_provider"},
  {"path":"fun_title","group":null,"name":"fun_title","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"description","group":null,"name":"description","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"location","group":null,"name":"location","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"timezone","group":null,"name":"timezone","carrier":"value","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"languages","group":null,"name":"languages","carrier":"values","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"tags","group":null,"name":"tags","carrier":"values","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"picture","group":null,"name":"picture","carrier":"value","classification":"PUBLIC","display":null,"publisher":"mozilliansorg"},
  {"path":"uris","group":null,"name":"uris","carrier":"values","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"phone_numbers","group":null,"name":"phone_numbers","carrier":"values","classification":"WORKGROUP CONFIDENTIAL","display":null,"publisher":"mozilliansorg"},
  {"path":"staff_information.manager","group":"staff_information","name":"manager","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.director","group":"staff_information","name":"director","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.staff","group":"staff_information","name":"staff","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.title","group":"staff_information","name":"title","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.team","group":"staff_information","name":"team","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.cost_center","group":"staff_information","name":"cost_center","carrier":"value","classification":"WORKGROUP CONFIDENTIAL: STAFF ONLY","display":"staff","publisher":"hris"},
  {"path":"staff_information.worker_type","group":"staff_information","name":"worker_type","carrier":"value","classification":"WORKGROUP CONFIDENTIAL: STAFF ONLY","display":"staff","publisher":"hris"},
  {"path":"staff_information.wpr_desk_number","group":"staff_information","name":"wpr_desk_number","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
  {"path":"staff_information.office_location","group":"staff_information","name":"office_location","carrier":"value","classification":"MOZILLA CONFIDENTIAL","display":"ndaed","publisher":"hris"},
]
