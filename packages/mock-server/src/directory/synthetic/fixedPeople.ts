import { deriveUuid, type PersonValues } from '../profile.ts'

const created = '2019-05-14T09:00:00.000Z'
const modified = '2024-03-08T16:30:00.000Z'

/** The people that exist with every seed. Tests and examples rely on their exact values. */
export const fixedPeople: readonly PersonValues[] = [ada(), grace(), charles()]

function ada(): PersonValues {
  const userId = 'ad|Mozilla-LDAP|ada'
  return {
    keys: {
      user_id: userId,
      uuid: deriveUuid(userId),
      primary_email: 'ada.lovelace@example.org',
      primary_username: 'ada',
    },
    created,
    modified,
    values: {
      active: true,
      login_method: 'Mozilla-LDAP',
      first_name: 'Ada',
      last_name: 'Lovelace',
      alternative_name: 'Enchantress of Number',
      pronouns: 'she/her',
      fun_title: 'First Programmer',
      description: 'Writes notes longer than the paper they are about.',
      location: 'London, United Kingdom',
      timezone: 'UTC+0000 Europe/London',
      languages: { English: null, Français: null },
      tags: { mathematics: null, 'analytical-engine': null, poetry: null },
      picture: 'https://example.org/pictures/ada.png',
      uris: { website: 'https://example.org/~ada' },
      phone_numbers: { 'LDAP-1': '+44 20 7946 0018' },
      usernames: {
        'HACK#GITHUB': 'ada-lovelace',
        'LDAP-posix_id': 'alovelace',
        'LDAP-posix_uid': 'alovelace',
      },
      ssh_public_keys: {
        'LDAP-1': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleOnlyNotARealKeyOfAda ada@example.org',
      },
      pgp_public_keys: { 'LDAP-1': '0x1815121018521127' },
      'identities.github_id_v3': '18151210',
      'identities.github_id_v4': 'MDQ6VXNlcjE4MTUxMjEw',
      'identities.github_primary_email': 'ada.lovelace@example.net',
      'identities.mozilla_ldap_id': 'mail=ada.lovelace@example.org,o=com,dc=example',
      'identities.mozilla_ldap_primary_email': 'ada.lovelace@example.org',
      'identities.mozilla_posix_id': 'alovelace',
      'identities.bugzilla_mozilla_org_id': '1843',
      'identities.bugzilla_mozilla_org_primary_email': 'ada.lovelace@example.org',
      'access_information.ldap': { team_analytical_engine: null, all_staff: null, vpn_default: null },
      'access_information.mozilliansorg': { mathematicians: null, 'open-innovation': null },
      'access_information.hris': {
        employee_id: '1843',
        primary_work_email: 'ada.lovelace@example.org',
        managers_primary_work_email: 'mary.somerville@example.org',
        managers_employee_id: '1000',
        worker_type: 'Employee',
        egencia_pos_country: 'GB',
      },
      'access_information.access_provider': { 'analytical-engine-console': null },
      'staff_information.manager': true,
      'staff_information.director': false,
      'staff_information.staff': true,
      'staff_information.title': 'Principal Engineer',
      'staff_information.team': 'Analytical Engine',
      'staff_information.cost_center': '1843 - Analytical Engine',
      'staff_information.worker_type': 'Employee',
      'staff_information.wpr_desk_number': '207',
      'staff_information.office_location': 'London',
    },
    displays: {
      first_name: 'public',
      last_name: 'public',
      pronouns: 'public',
      fun_title: 'public',
      picture: 'public',
      location: 'authenticated',
      timezone: 'authenticated',
      languages: 'authenticated',
      description: 'vouched',
      tags: 'vouched',
      'access_information.mozilliansorg': 'vouched',
      'access_information.ldap': 'ndaed',
      'identities.github_id_v3': 'ndaed',
      phone_numbers: 'staff',
      usernames: 'staff',
      alternative_name: 'private',
    },
  }
}

function grace(): PersonValues {
  const userId = 'github|19061209'
  return {
    keys: {
      user_id: userId,
      uuid: deriveUuid(userId),
      primary_email: 'grace.hopper@example.org',
      primary_username: 'grace',
    },
    created,
    modified,
    values: {
      active: true,
      login_method: 'github',
      first_name: 'Grace',
      last_name: 'Hopper',
      pronouns: 'she/her',
      fun_title: 'Keeper of Nanoseconds',
      description: 'Carries a wire as long as light travels in a nanosecond.',
      location: 'Arlington, United States',
      timezone: 'UTC-0500 America/New_York',
      languages: { English: null },
      tags: { compilers: null, cobol: null },
      usernames: { 'HACK#GITHUB': 'grace-hopper' },
      'identities.github_id_v3': '19061209',
      'identities.github_id_v4': 'MDQ6VXNlcjE5MDYxMjA5',
      'identities.github_primary_email': 'grace.hopper@example.org',
      'access_information.mozilliansorg': { compilers: null },
    },
    displays: {
      first_name: 'public',
      last_name: 'public',
      fun_title: 'public',
      location: 'vouched',
      'access_information.mozilliansorg': 'public',
    },
  }
}

function charles(): PersonValues {
  const userId = 'email|17911226000000000000000000001871'
  return {
    keys: {
      user_id: userId,
      uuid: deriveUuid(userId),
      primary_email: 'charles.babbage@example.org',
      primary_username: 'charles',
    },
    created,
    modified,
    values: {
      active: false,
      login_method: 'email',
      first_name: 'Charles',
      last_name: 'Babbage',
      timezone: 'UTC+0000 Europe/London',
      languages: { English: null },
    },
    displays: { first_name: 'public', last_name: 'public' },
  }
}
