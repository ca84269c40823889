import { devNull } from 'node:os'
import { currentExample } from '../../helpers/dabpExamples.ts'

/** What a line has to be for a command to come out in a certain way. */
export interface CommandCase {
  /** What follows the command for it to succeed; with the embedded directory where it asks a service. */
  readonly found: readonly string[]
  /** What follows it for it to find nothing; undefined where there is no such thing. */
  readonly missing?: readonly string[]
  readonly stdin?: string
  /** The lines to run before it. */
  readonly before?: readonly (readonly string[])[]
  /** Whether it asks a service, and for what; undefined where it asks none. */
  readonly asks?: 'service' | 'service without token' | 'token alone'
  /** What the service answers, where the embedded directory has no such thing. */
  readonly answer?: unknown
  /** Whether what it writes is text: always, and a format is refused, or where none is asked for. */
  readonly isText?: 'always' | 'by default'
}

const ada = 'ada.lovelace@example.org'
const person = 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c'
const app = 'atlas-shift-planner'
const role = ['watcher', '--display-name', 'Watcher', '--description', 'On duty']
const identity = { data: { id: '08d779a6-0000-0000-0000-000000000000', upn: 'ada', displayName: 'Ada' } }
const token = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJhcGkuc3NvLm1vemlsbGEuY29tIn0.c2ln'
const claims = JSON.stringify({ 'urn:onegini.com:oidc:group_policies': currentExample })
const titleAttribute = {
  signature: { publisher: { alg: 'RS256', typ: 'JWS', name: 'hris', value: '' }, additional: [] },
  metadata: {
    classification: 'WORKGROUP CONFIDENTIAL: STAFF ONLY',
    last_modified: '2024-05-06T07:08:09.000Z',
    created: '1970-01-01T00:00:00Z',
    verified: true,
    display: 'staff',
  },
  value: 'Engineer',
}
const work = [['context', 'add', 'work', '--preset', 'cern']]
const pulled = [['mirror', 'pull', 'cis', '--demo']]

/** Every command there is, each on a line of its own; without one here, the test of all commands fails. */
export const eachCommand: Readonly<Record<string, CommandCase>> = {
  'user get': { found: [ada], missing: ['nobody'], asks: 'service' },
  'user list': { found: ['--limit', '3'], asks: 'service' },
  'user ids': { found: ['--connection-method', 'ad', '--limit', '3'], asks: 'service' },
  'user search': { found: ['staff_information.staff=true', '--limit', '3'], asks: 'service' },
  'user exists': { found: [ada], asks: 'service without token' },
  'user diff': { found: [devNull, '-'], stdin: '{"user_id": "ad|x|ada", "active": true}' },
  'user validate': { found: ['-'], stdin: '[]' },
  'user verify': { found: [ada], missing: ['nobody'], asks: 'service' },
  'user sign': {
    found: ['-', '--publisher', 'hris', '--attribute', 'staff_information.title', '--demo'],
    stdin: JSON.stringify({ staff_information: { title: titleAttribute } }),
  },
  'user update': {
    found: [ada, '--set', 'staff_information.title=Countess', '--publisher', 'hris', '--dry-run'],
    missing: ['nobody', '--set', 'staff_information.title=Countess', '--publisher', 'hris', '--dry-run'],
    asks: 'service',
  },
  'publisher rules': { found: ['staff_information'] },
  'report get': { found: [person], asks: 'service', answer: currentExample },
  'report check': { found: [person, '--superuser'], asks: 'service', answer: currentExample },
  'report decode': { found: ['-'], stdin: claims },
  'identity get': { found: ['alovelace'], missing: ['nobody'], asks: 'service' },
  'identity list': { found: ['--limit', '3'], asks: 'service' },
  'identity groups': { found: ['alovelace'], missing: ['nobody'], asks: 'service' },
  'identity is-member': {
    found: ['cbabbage', 'atlas-readers'],
    missing: ['nobody', 'atlas-readers'],
    asks: 'service',
  },
  'identity me': { found: [], missing: [], asks: 'service', answer: identity },
  'group get': { found: ['atlas-readers'], missing: ['nothing'], asks: 'service' },
  'group list': { found: ['--limit', '3'], asks: 'service' },
  'group members': { found: ['atlas-readers', '--limit', '3'], missing: ['nothing'], asks: 'service' },
  'group create': { found: ['new-group', ...role.slice(1)], asks: 'service' },
  'group add-members': {
    found: ['atlas-readers', 'alovelace'],
    missing: ['atlas-readers', 'nobody'],
    asks: 'service',
  },
  'group remove-members': {
    found: ['atlas-readers', 'cbabbage'],
    missing: ['nothing', 'cbabbage'],
    asks: 'service',
  },
  'group set-members': {
    found: ['atlas-readers', 'alovelace'],
    missing: ['atlas-readers', 'nobody'],
    asks: 'service',
  },
  'app get': { found: [app], missing: ['nothing'], asks: 'service' },
  'app list': { found: ['--limit', '3'], asks: 'service' },
  'app create': {
    found: ['new-app', '--administrators', 'atlas-administrators'],
    missing: ['new-app', '--administrators', 'nothing'],
    asks: 'service',
  },
  'app role list': { found: [app, '--limit', '3'], missing: ['nothing'], asks: 'service' },
  'app role create': { found: [app, ...role], missing: ['nothing', ...role], asks: 'service' },
  'app role assign': {
    found: [app, 'shifter', 'atlas-experts'],
    missing: [app, 'shifter', 'nothing'],
    asks: 'service',
  },
  'mirror pull': { found: ['cis'], asks: 'service' },
  'mirror status': { found: [], before: pulled },
  // A person who was forgotten is new in the next pull.
  'mirror diff': { found: [], before: [...pulled, ['mirror', 'forget', ada], ...pulled] },
  'mirror query': { found: ['select uuid, active from person'], before: pulled },
  'mirror export': { found: ['cis_group_member'], before: pulled },
  'mirror prune': { found: ['--keep', '90d'], before: pulled },
  'mirror forget': { found: [ada], before: pulled },
  api: {
    found: ['cern', '/api/v1.0/Group?limit=3'],
    missing: ['cern', '/api/v1.0/Group/nothing'],
    asks: 'service',
    // It writes the bytes that came.
    isText: 'by default',
  },
  'scopes explain': { found: ['display:none'] },
  'scopes for': { found: ['primary_email'] },
  'token get': { found: ['--service', 'cis'], asks: 'token alone', isText: 'by default' },
  'token inspect': { found: ['-'], stdin: token },
  'token forget': { found: [] },
  'context add': { found: ['work', '--preset', 'cern'] },
  'context set': { found: ['work', '--url', 'https://example.org'], before: work },
  'context list': { found: [], before: work },
  'context use': { found: ['work'], before: work },
  'context show': { found: ['work'], before: work },
  'context rename': { found: ['work', 'home'], before: work },
  'context copy': { found: ['work', 'home'], before: work },
  'context export': { found: ['work'], before: work },
  'context remove': { found: ['work'], before: work },
  'config path': { found: [] },
  doctor: { found: ['--demo'] },
  conformance: { found: ['cern', '--demo', '--yes'] },
  'mock start': { found: ['--help'], isText: 'always' },
  'mock exec': { found: ['--help'], isText: 'always' },
  'mock wait': { found: ['--help'], isText: 'always' },
  'mock stop': { found: ['--help'], isText: 'always' },
  completion: { found: ['bash'], isText: 'always' },
}
