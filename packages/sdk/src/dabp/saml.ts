import { SaxesParser, type SaxesTagNS } from 'saxes'
import { InvalidRequestError } from '../errors.ts'
import { type DecodedReport, listed, readReport } from './report.ts'
import { kindOf, service } from './values.ts'

/** What an assertion says of somebody. */
interface SamlAttribute {
  readonly name: string
  /** Undefined stands for one that has elements in it, and so is no text. */
  readonly values: (string | undefined)[]
}

interface SamlAttributes {
  readonly attributes: readonly SamlAttribute[]
  /** Whether there are more, which only whom they are for can read. */
  readonly hasEncrypted: boolean
}

const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion'
const encryptedElements = ['EncryptedAssertion', 'EncryptedAttribute']

/** The attributes in a SAML 2.0 response or assertion. Throws InvalidRequestError where it cannot be read. */
function samlAttributes(xml: string): SamlAttributes {
  const attributes: SamlAttribute[] = []
  let hasEncrypted = false
  let attribute: SamlAttribute | undefined
  let text: string | undefined
  /** How many elements are open, those of the value and of whatever is in it. */
  let depth = 0
  const parser = new SaxesParser({ xmlns: true })

  // With a type of its own, a document could declare entities, and have them expanded without end.
  parser.on('doctype', () => {
    throw unreadable('it has a document type, which no SAML message may have')
  })
  parser.on('opentag', (tag) => {
    if (depth > 0) {
      depth += 1
      text = undefined
    } else if (isAssertions(tag, 'Attribute')) {
      attribute = { name: tag.attributes['Name']?.value ?? '', values: [] }
      attributes.push(attribute)
    } else if (isAssertions(tag, 'AttributeValue')) {
      depth = 1
      text = ''
    } else hasEncrypted ||= encryptedElements.some((name) => isAssertions(tag, name))
  })
  const take = (piece: string) => {
    if (text !== undefined) text += piece
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', (tag) => {
    if (depth > 0) {
      depth -= 1
      if (depth > 0) return
      attribute?.values.push(text)
      text = undefined
    } else if (isAssertions(tag, 'Attribute')) attribute = undefined
  })
  try {
    parser.write(xml).close()
  } catch (error) {
    if (error instanceof InvalidRequestError) throw error
    throw unreadable(`it is no XML: ${error instanceof Error ? error.message : String(error)}`)
  }
  return { attributes, hasEncrypted }
}

function isAssertions({ uri, local }: SaxesTagNS, name: string): boolean {
  return local === name && uri === assertionNamespace
}

function unreadable(problem: string): InvalidRequestError {
  return new InvalidRequestError(`The assertion cannot be read: ${problem.replace(/\.$/, '')}.`, {
    service,
    code: 'invalid_assertion',
  })
}

export interface ReportFromSamlOptions {
  /** The `Name` of the attribute that holds the report, as it is set up. Needed for XML: there is no public one. */
  attributeName?: string
}

/**
 * The person report in a SAML 2.0 assertion, or in the value of an attribute of one: as JSON, the only form there is a
 * sign of. Entities other than XML's own five are not known and not expanded, and no document type is accepted.
 *
 * It reads what it is given and verifies nothing: give it an assertion whose signature was verified, and that part of
 * the document that it covers.
 *
 * @param xmlOrValue the XML of a response or an assertion, or the text of the attribute's value
 * @returns as `reportFromClaims`
 * @throws InvalidRequestError with the code `invalid_assertion` where it is no XML that can be read, `no_report` where
 * there is no such attribute, and `invalid_report` where its value is no report
 * @example
 * import { reportFromSaml } from '@personctl/sdk/saml'
 *
 * const report = reportFromSaml(assertion, { attributeName: 'group_policies' })
 */
export function reportFromSaml(xmlOrValue: string, options: ReportFromSamlOptions = {}): DecodedReport {
  if (typeof xmlOrValue !== 'string') {
    throw new InvalidRequestError(`The assertion is ${kindOf(xmlOrValue)}, not a text.`, { service })
  }
  const text = xmlOrValue.replace(/^\ufeff/, '').trim()
  const { attributeName } = options
  if (!text.startsWith('<')) return reportIn(text, 'The value of the attribute')
  const found = samlAttributes(text)
  if (attributeName === undefined || attributeName.trim() === '') {
    throw new InvalidRequestError('attributeName is missing: which attribute holds the report?', {
      service,
      hint: `In the assertion are ${namesOf(found)}.`,
    })
  }
  return reportIn(onlyValue(found, attributeName), `The attribute ${attributeName}`)
}

function onlyValue(found: SamlAttributes, name: string): string {
  const candidates = found.attributes.filter((attribute) => attribute.name === name)
  if (candidates.length === 0) {
    throw new InvalidRequestError(
      `The assertion has no attribute ${JSON.stringify(name)}, but ${namesOf(found)}.`,
      {
        service,
        code: 'no_report',
        hint: found.hasEncrypted
          ? 'Part of it is encrypted: decrypt it first.'
          : 'Check the name that the attribute has in the configuration of the service provider.',
      },
    )
  }
  const values = candidates.flatMap((attribute) => attribute.values)
  const [value] = values
  if (values.length === 1 && value !== undefined) return value
  const problem =
    values.length === 1 ? 'a value with elements in it, not a text' : `${values.length} values, not one`
  throw new InvalidRequestError(`The attribute ${name} has ${problem}.`, { service, code: 'invalid_report' })
}

function reportIn(value: string, what: string): DecodedReport {
  return readReport(
    value,
    (problem) =>
      new InvalidRequestError(`${what} is no person report: it ${problem}.`, {
        service,
        code: 'invalid_report',
      }),
  )
}

function namesOf({ attributes }: SamlAttributes): string {
  return attributes.length === 0 ? 'none at all' : listed(attributes.map(({ name }) => name))
}
