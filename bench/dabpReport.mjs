// What it costs to read a large person report and to ask it, over JSON.parse of the same text: 2,000 groups with 50
// policies each. The candidates take turns; the least of each counts, for whatever else the machine does only adds.
import { decodeReport, hasPolicy, isSuperuser, privilegeOn, reportFromClaims } from '@personctl/sdk'
import { reportFromSaml } from '@personctl/sdk/saml'

const rounds = 15
const limitMs = 50
const claim = 'urn:onegini.com:oidc:group_policies'
const id = (kind, index) => `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`

const report = {
  groups: Array.from({ length: 2000 }, (_, group) => ({
    id: id('a', group),
    name: `Office ${group}`,
    attributes: [{ name: 'salesforceId', value: String(group) }],
    policies: Array.from({ length: 50 }, (_, policy) => ({ id: id('b', policy), name: `Policy ${policy}` })),
    resources: [{ id: id('c', group), name: `Car ${group}`, externalId: String(group), privilege: 'read' }],
  })),
}
const json = JSON.stringify(report)
const claims = JSON.stringify({ iss: 'https://tenant/oauth', [claim]: report })
const part = (text) => Buffer.from(text).toString('base64url')
const jwt = `${part('{"alg":"RS256"}')}.${part(claims)}.${part('signature')}`
const assertion = `<saml:Attribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Name="report"><saml:AttributeValue>${json}</saml:AttributeValue></saml:Attribute>`

/** Questions that look at everything: the last group, and one that no group answers. */
function ask(read) {
  return [
    hasPolicy(read, 'Policy 49', { group: 'Office 1999' }),
    !hasPolicy(read, 'Policy 50'),
    !isSuperuser(read),
    privilegeOn(read, { externalId: '1999' }) === 'read',
  ]
}

const candidates = {
  'JSON.parse alone': () => JSON.parse(json),
  'the four questions alone': () => ask(report),
  'reportFromClaims, asked': () => ask(reportFromClaims(JSON.parse(claims))),
  'reportFromClaims of a text, asked': () => ask(reportFromClaims({ [claim]: json })),
  'decodeReport, asked': () => ask(decodeReport(jwt)),
  'reportFromSaml of a value, asked': () => ask(reportFromSaml(json)),
  'reportFromSaml of an assertion, asked': () => ask(reportFromSaml(assertion, { attributeName: 'report' })),
}

const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
for (let round = 0; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(candidates)) {
    const started = performance.now()
    const answers = run()
    times[name].push(performance.now() - started)
    if (Array.isArray(answers) && answers.includes(false)) throw new Error(`${name} answers ${answers}`)
  }
}

const floor = Math.min(...times['JSON.parse alone'])
console.log(`A report of ${(json.length / 1e6).toFixed(1)} MB, Node ${process.version}\n`)
console.log('| what | ms | more than JSON.parse | at most |\n|---|--:|--:|--:|')
for (const [name, values] of Object.entries(times)) {
  const least = Math.min(...values)
  const more = least - floor
  const missed = more > limitMs ? ' **missed**' : ''
  console.log(`| ${name} | ${least.toFixed(0)} | ${more.toFixed(0)} | ${limitMs}${missed} |`)
}
