import { reportFromSaml } from '@personctl/sdk/saml'
import { describe, expect, it } from 'vitest'
import { currentExample, examples, legacyExample } from '../helpers/dabpExamples.ts'
import { assertion } from '../helpers/samlAssertion.ts'
import { refused, thrown } from './helpers/dabpErrors.ts'

describe('reportFromSaml', () => {
  const json = JSON.stringify(currentExample).replaceAll('"', '&quot;')
  const named = { attributeName: 'report' }

  it.each(examples)("reads the documentation's example %s", (_, example) => {
    const xml = `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n${assertion('report', JSON.stringify(example))}`
    expect(reportFromSaml(xml, named)).toEqual(example)
    expect(reportFromSaml(`  ${JSON.stringify(example)}\n`)).toEqual(example)
  })

  it('reads a report of version 1', () => {
    expect(reportFromSaml(JSON.stringify(legacyExample))).toMatchObject({ legacy: legacyExample })
  })

  const laughs = (depth: number) => {
    const entities = Array.from({ length: depth }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
    return `<!DOCTYPE a [<!ENTITY l0 "ha">${entities.join('')}]>${assertion('report', `&l${depth};`)}`
  }
  const twice =
    '<saml:Attribute Name="report"><saml:AttributeValue>{"groups":[]}</saml:AttributeValue></saml:Attribute>'

  it.each<[string, unknown, { attributeName?: string }, unknown]>([
    ['a billion laughs', laughs(9), named, refused('invalid_assertion', /has a document type/)],
    [
      'broken XML',
      '<a',
      named,
      refused('invalid_assertion', /^The assertion cannot be read: it is not valid XML: /),
    ],
    ['two documents', '<a/><b/>', named, refused('invalid_assertion', /it is not valid XML/)],
    ['a number', 7, named, refused('invalid_request', 'The assertion is a number, not a string.')],
    [
      'an empty value',
      '',
      {},
      refused(
        'invalid_report',
        'The value of the attribute is not a person report: it is a string that is not JSON.',
      ),
    ],
    [
      'XML without the name',
      assertion('report', json),
      {},
      refused('invalid_request', /^attributeName is missing/),
    ],
    [
      'an assertion with other attributes',
      assertion('groups', json),
      named,
      refused('no_report', 'The assertion does not have the attribute "report"; it has targetedId, groups.'),
    ],
    [
      'a document without attributes',
      '<a/>',
      named,
      refused('no_report', 'The assertion does not have the attribute "report"; it has no attributes.'),
    ],
    [
      'an assertion in another namespace',
      assertion('report', json).replace('SAML:2.0:assertion', 'SAML:1.0:assertion'),
      named,
      refused('no_report', /it has no attributes/),
    ],
    [
      'an attribute with two values',
      assertion('report', `${json}</saml:AttributeValue><saml:AttributeValue>${json}`),
      named,
      refused('invalid_report', 'The attribute report has 2 values instead of one.'),
    ],
    [
      'two attributes of the same name',
      assertion('report', json, twice),
      named,
      refused('invalid_report', 'The attribute report has 2 values instead of one.'),
    ],
    [
      'a value with elements',
      assertion('report', '<b>x</b>'),
      named,
      refused('invalid_report', /has a value with elements instead of a string/),
    ],
    [
      'an empty attribute',
      assertion('report', ''),
      named,
      refused('invalid_report', /is a string that is not JSON/),
    ],
    [
      'an attribute without a value',
      assertion('x', json, '<saml:Attribute Name="report"/>'),
      named,
      refused('invalid_report', 'The attribute report has 0 values instead of one.'),
    ],
  ])('refuses %s', (_, xml, options, error) => {
    expect(thrown(() => reportFromSaml(xml as string, options))).toEqual(error)
  })

  const nested = (depth: number) =>
    `<saml:a xmlns:saml="urn:x">${'<saml:a>'.repeat(depth)}${'</saml:a>'.repeat(depth)}</saml:a>`

  // The parser looks for a namespace in all elements around one: without a limit, this would take hours.
  it.each([200, 200_000])('refuses %i elements within one another', (depth) => {
    expect(thrown(() => reportFromSaml(nested(depth), named))).toEqual(
      refused('invalid_assertion', 'The assertion cannot be read: it has elements more than 200 deep.'),
    )
  })

  it('reads a document of 199 elements within one another', () => {
    expect(thrown(() => reportFromSaml(nested(199), named))).toEqual(
      refused('no_report', /has no attributes/),
    )
  })

  const saml =
    'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
  const attribute =
    '<saml:Attribute Name="report"><saml:AttributeValue>{"groups":[]}</saml:AttributeValue></saml:Attribute>'
  const statement = `<saml:AttributeStatement>${attribute}</saml:AttributeStatement>`

  it.each([
    ['the document', `<saml:Assertion ${saml}>${statement}</saml:Assertion>`],
    [
      'in a response',
      `<samlp:Response ${saml}><saml:Assertion>${statement}</saml:Assertion></samlp:Response>`,
    ],
    [
      'in a response in an envelope',
      `<e:Envelope xmlns:e="urn:e" ${saml}><e:Body><samlp:Response><saml:Assertion>${statement}</saml:Assertion></samlp:Response></e:Body></e:Envelope>`,
    ],
  ])('reads an assertion that is %s', (_, xml) => {
    expect(reportFromSaml(xml, named)).toEqual({ groups: [] })
  })

  it.each([
    ['extensions of the response', `<samlp:Extensions>${attribute}</samlp:Extensions>`],
    ['the response itself', attribute],
    ['a statement outside of an assertion', statement],
    [
      'an assertion in extensions',
      `<samlp:Extensions><saml:Assertion>${statement}</saml:Assertion></samlp:Extensions>`,
    ],
    [
      'advice',
      `<saml:Assertion><saml:Advice><saml:Assertion>${statement}</saml:Assertion></saml:Advice></saml:Assertion>`,
    ],
    ['a signature', `<saml:Assertion><ds:Object xmlns:ds="urn:ds">${statement}</ds:Object></saml:Assertion>`],
    [
      'the value of another attribute',
      `<saml:Assertion><saml:AttributeStatement><saml:Attribute Name="a"><saml:AttributeValue>${attribute}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`,
    ],
    [
      'a response within a response',
      `<samlp:Response><saml:Assertion>${statement}</saml:Assertion></samlp:Response>`,
    ],
  ])('does not take an attribute in %s for one of the assertion', (_, content) => {
    const xml = `<samlp:Response ${saml}>${content}</samlp:Response>`
    expect(thrown(() => reportFromSaml(xml, named))).toEqual(
      refused('no_report', /does not have the attribute/),
    )
  })

  it('says that an assertion is Base64', () => {
    for (const xml of [
      assertion('report', json),
      `<?xml version="1.0"?>${assertion('report', json)}`,
      '<a/>',
    ])
      expect(thrown(() => reportFromSaml(btoa(xml), named))).toMatchObject({
        code: 'invalid_assertion',
        message: 'The assertion cannot be read: it is Base64.',
        hint: expect.stringContaining('Decode it first'),
      })
  })

  it('lists the attributes of the assertion, and mentions encrypted ones', () => {
    expect(thrown(() => reportFromSaml(assertion('report', json)))).toMatchObject({
      hint: 'The assertion has targetedId, report.',
    })
    const xml = assertion('x', json, '<saml:EncryptedAttribute/>')
    expect(thrown(() => reportFromSaml(xml, named))).toMatchObject({
      hint: expect.stringContaining('encrypted'),
    })
  })
})
