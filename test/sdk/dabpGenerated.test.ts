import { readFile } from 'node:fs/promises'
import { decodeReport, isPersonctlError, reportFromClaims } from '@personctl/sdk'
import { reportFromSaml } from '@personctl/sdk/saml'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { legacyReports, mangled, mangledText, reports } from '../helpers/dabpArbitraries.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { assertion } from '../helpers/samlAssertion.ts'
import { refused, thrown } from './helpers/dabpErrors.ts'

const claim = 'urn:onegini.com:oidc:group_policies'
// With the six properties below, more than 10,000 sets of claims, values and assertions.
const runs = propertyRuns(2000)

/** Reads what may be no report: undefined then, once the error is found to be a clear one. */
function readOrRefused(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (!isPersonctlError(error)) throw error
    expect([
      'no_report',
      'invalid_report',
      'invalid_assertion',
      'invalid_token',
      'invalid_request',
    ]).toContain(error.code)
    expect(error.message).toMatch(/^The (claim|claims|attribute|assertion|value|token) /)
    expect(error.message.length).toBeLessThan(1000)
    return undefined
  }
}

describe('generated input', async () => {
  const document = parse(await readFile(new URL('../../openapi/dabp.yaml', import.meta.url), 'utf8'))
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false })
  ajv.addSchema(document, 'dabp')
  const isReport = ajv.compile({ $ref: 'dabp#/components/schemas/PersonReport' })

  const spellings = fc.constantFrom<(report: unknown) => unknown>((report) => report, JSON.stringify)
  const names = fc.constantFrom(claim, 'group_permissions')

  test('in claims with a report of version 2 yields that report', { tags: 'property' }, () => {
    fc.assert(
      fc.property(reports, spellings, names, (report, spell, name) => {
        expect(reportFromClaims({ sub: 'x', [name]: spell(report) })).toEqual(report)
      }),
      runs,
    )
  })

  test('in claims with a report of version 1 yields a valid report with the original', {
    tags: 'property',
  }, () => {
    fc.assert(
      fc.property(legacyReports, spellings, names, (legacy, spell, name) => {
        const { legacy: original, ...report } = reportFromClaims({ [name]: spell(legacy) })
        expect(original).toEqual(legacy)
        expect(isReport(report)).toBe(true)
        expect(report.groups?.length).toBeGreaterThanOrEqual(legacy.group_permissions.length)
      }),
      runs,
    )
  })

  test('in mangled claims yields a valid report or a clear error', { tags: 'property' }, () => {
    const claims = reports.chain((report) => fc.tuple(mangled(report), spellings))
    fc.assert(
      fc.property(claims, ([value, spell]) => {
        // As it would arrive: what is undefined does not.
        const json = JSON.stringify(value)
        const arrived: unknown = json === undefined ? undefined : JSON.parse(json)
        const report = readOrRefused(() =>
          reportFromClaims({ [claim]: arrived === undefined ? json : spell(arrived) }),
        )
        if (report !== undefined) expect(isReport(report)).toBe(true)
        else if (isReport(arrived)) expect(Object.keys(arrived as object)).not.toContain('groups')
      }),
      runs,
    )
  })

  test('in mangled strings and other values yields a report or a clear error', { tags: 'property' }, () => {
    const texts = fc.oneof(reports, legacyReports).chain((report) => mangledText(JSON.stringify(report)))
    const legacy = legacyReports.chain(mangled)
    fc.assert(
      fc.property(fc.oneof(texts, legacy, fc.anything()), names, (value, name) => {
        const report = readOrRefused(() => reportFromClaims({ [name]: value }))
        if (report !== undefined) expect(report).toBeTypeOf('object')
        readOrRefused(() => decodeReport(value as string))
      }),
      runs,
    )
  })

  const attribute = 'group_policies'
  const inXml = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
  // What no XML may have, JSON can write otherwise.
  const asJson = (report: unknown) =>
    JSON.stringify(report).replace(
      /[\ufffe\uffff\u007f-\u009f]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  const writings = fc.constantFrom<(json: string) => string>(
    inXml,
    (json) => `\n  ${inXml(json)}\n`,
    (json) => `<![CDATA[${json.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
    (json) => `${inXml(json.slice(0, 3))}<!-- a comment -->${inXml(json.slice(3))}`,
    (json) => [...json].map((c) => `&#x${c.codePointAt(0)?.toString(16)};`).join(''),
  )

  test('in SAML values and assertions yields the report in them', { tags: 'property' }, () => {
    fc.assert(
      fc.property(reports, writings, (report, write) => {
        const json = asJson(report)
        expect(reportFromSaml(json)).toEqual(report)
        expect(reportFromSaml(assertion(attribute, write(json)), { attributeName: attribute })).toEqual(
          report,
        )
      }),
      runs,
    )
  })

  test('in mangled SAML values and assertions yields a report or a clear error', { tags: 'property' }, () => {
    const xml = reports.chain((report) => mangledText(assertion(attribute, inXml(asJson(report)))))
    fc.assert(
      fc.property(fc.oneof(xml, fc.string(), fc.anything()), (value) => {
        readOrRefused(() => reportFromSaml(value as string, { attributeName: attribute }))
      }),
      runs,
    )
  })

  test('never has an entity expanded, regardless of its name', { tags: 'property' }, () => {
    const entity = fc
      .stringMatching(/^[a-z][a-z0-9]{0,7}$/)
      .filter((name) => !['lt', 'gt', 'amp', 'quot', 'apos'].includes(name))
    const declarations = fc.constantFrom(
      (name: string) => `<!DOCTYPE a [<!ENTITY ${name} '{"groups":[]}'>]>`,
      (name: string) => `<!DOCTYPE a [<!ENTITY ${name} SYSTEM "file:///etc/passwd">]>`,
      () => '<!DOCTYPE a SYSTEM "http://attacker.example.org/a.dtd">',
      () => '',
    )
    fc.assert(
      fc.property(entity, declarations, (name, declare) => {
        const xml = declare(name) + assertion(attribute, `&${name};`)
        expect(thrown(() => reportFromSaml(xml, { attributeName: attribute }))).toEqual(
          refused('invalid_assertion', /./),
        )
      }),
    )
  })
})
