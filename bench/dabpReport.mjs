// Measures how long reading and querying a large person report takes beyond JSON.parse: 2,000 groups with 50 policies each.
// The candidates take turns; the minimum of each counts, since other load on the machine can only add to it.
import { decodeReport, hasPolicy, isSuperuser, privilegeOn, reportFromClaims } from '@personctl/sdk'
import { reportFromSaml } from '@personctl/sdk/saml'
import { limitOf, reportFigure } from './support/claims.mjs'

const rounds = 15
const limitMs = limitOf('report.read')
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
const assertion = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:AttributeStatement>
<saml:Attribute Name="report"><saml:AttributeValue>${json}</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion>`

/** Runs queries that visit every group: for the last one, and for a policy that is in none. */
function query(read) {
  return [
    hasPolicy(read, 'Policy 49', { group: 'Office 1999' }),
    !hasPolicy(read, 'Policy 50'),
    !isSuperuser(read),
    privilegeOn(read, { externalId: '1999' }) === 'read',
  ]
}

const candidates = {
  'JSON.parse alone': () => JSON.parse(json),
  'the four queries alone': () => query(report),
  'reportFromClaims, queried': () => query(reportFromClaims(JSON.parse(claims))),
  'reportFromClaims of a string, queried': () => query(reportFromClaims({ [claim]: json })),
  'decodeReport, queried': () => query(decodeReport(jwt)),
  'reportFromSaml of a value, queried': () => query(reportFromSaml(json)),
  'reportFromSaml of an assertion, queried': () =>
    query(reportFromSaml(assertion, { attributeName: 'report' })),
}

const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
for (let round = 0; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(candidates)) {
    const started = performance.now()
    const results = run()
    times[name].push(performance.now() - started)
    if (Array.isArray(results) && results.includes(false)) throw new Error(`${name} returns ${results}`)
  }
}

const floor = Math.min(...times['JSON.parse alone'])
reportFigure('report.read', Math.max(...Object.values(times).map((values) => Math.min(...values) - floor)))
console.log(`A report of ${(json.length / 1e6).toFixed(1)} MB, Node ${process.version}\n`)
console.log('| what | ms | more than JSON.parse | at most |\n|---|--:|--:|--:|')
for (const [name, values] of Object.entries(times)) {
  const least = Math.min(...values)
  const more = least - floor
  const missed = more > limitMs ? ' **missed**' : ''
  console.log(`| ${name} | ${least.toFixed(0)} | ${more.toFixed(0)} | ${limitMs}${missed} |`)
}
