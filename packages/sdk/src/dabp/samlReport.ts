import { SaxesParser, type SaxesTagNS } from 'saxes'
import { InvalidRequestError } from '../errors.ts'
import { type DecodedReport, describeType, invalidReport, listNames, readReport, service } from './report.ts'

/** Options of `reportFromSaml`. */
export interface ReportFromSamlOptions {
  /** The `Name` of the attribute that holds the report, as configured. Required for XML, since no name is documented. */
  attributeName?: string
}

/**
 * Returns the person report in a SAML 2.0 assertion, or in the value of one of its attributes. The report must be JSON,
 * the only form that is known to be used. Only XML's own five entities are expanded, and no document type is accepted.
 *
 * It verifies nothing: pass an assertion whose signature has been verified, and only the part of the document that the
 * signature covers.
 *
 * @param xmlOrValue the XML of a response or an assertion, or the value of the attribute
 * @returns the same as `reportFromClaims`
 * @throws {InvalidRequestError} with the code `invalid_assertion` if the XML cannot be read, `no_report` if the attribute
 * is missing, and `invalid_report` if its value is not a report
 * @example
 * import { reportFromSaml } from '@personctl/sdk/saml'
 *
 * const report = reportFromSaml(assertion, { attributeName: 'group_policies' })
 */
export function reportFromSaml(xmlOrValue: string, options: ReportFromSamlOptions = {}): DecodedReport {
  if (typeof xmlOrValue !== 'string') {
    throw new InvalidRequestError(`The assertion is ${describeType(xmlOrValue)}, not a string.`, {
      service,
      param: 'xmlOrValue',
    })
  }
  const text = xmlOrValue.replace(/^\ufeff/, '').trim()
  const { attributeName } = options
  if (!text.startsWith('<')) return readValue(text, 'The value of the attribute')
  const assertion = parseAssertion(text)
  if (attributeName === undefined || attributeName.trim() === '') {
    throw new InvalidRequestError('attributeName is missing; it takes the attribute that holds the report.', {
      service,
      param: 'attributeName',
      hint: `The assertion has ${describeAttributes(assertion)}.`,
    })
  }
  return readValue(selectValue(assertion, attributeName), `The attribute ${attributeName}`)
}

function readValue(value: string, source: string): DecodedReport {
  return readReport(value, (problem) => invalidReport(source, problem))
}

function selectValue(assertion: Assertion, name: string): string {
  const candidates = assertion.attributes.filter((attribute) => attribute.name === name)
  if (candidates.length === 0) {
    throw new InvalidRequestError(
      `The assertion does not have the attribute ${JSON.stringify(name)}; it has ${describeAttributes(assertion)}.`,
      {
        service,
        code: 'no_report',
        param: 'attributeName',
        hint: assertion.hasEncrypted
          ? 'Part of it is encrypted: decrypt it first.'
          : 'Check the name of the attribute in the configuration of the service provider.',
      },
    )
  }
  const values = candidates.flatMap((attribute) => attribute.values)
  const [value] = values
  if (values.length === 1 && value !== undefined) return value
  const problem =
    values.length === 1
      ? 'a value with elements instead of a string'
      : `${values.length} values instead of one`
  throw new InvalidRequestError(`The attribute ${name} has ${problem}.`, { service, code: 'invalid_report' })
}

function describeAttributes({ attributes }: Assertion): string {
  return attributes.length === 0 ? 'no attributes' : listNames(attributes.map(({ name }) => name))
}

/** The readable part of a SAML assertion. */
interface Assertion {
  readonly attributes: readonly SamlAttribute[]
  /** True if there are other parts, which only their recipient can read. */
  readonly hasEncrypted: boolean
}

interface SamlAttribute {
  readonly name: string
  /** The values; undefined for a value that contains elements, and is therefore not a string. */
  readonly values: (string | undefined)[]
}

const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion'
const encryptedElements = ['EncryptedAssertion', 'EncryptedAttribute']

/** Returns the attributes in a SAML 2.0 response or assertion. Throws InvalidRequestError if it cannot be read. */
function parseAssertion(xml: string): Assertion {
  const attributes: SamlAttribute[] = []
  let hasEncrypted = false
  let attribute: SamlAttribute | undefined
  let text: string | undefined
  /** The number of open elements: that of the value, and those in it. */
  let depth = 0
  const parser = new SaxesParser({ xmlns: true })

  // With a document type, a document could declare entities that expand without end.
  parser.on('doctype', () => {
    throw invalidAssertion('it has a document type, which SAML forbids')
  })
  parser.on('opentag', (tag) => {
    if (depth > 0) {
      depth += 1
      text = undefined
    } else if (isAssertionElement(tag, 'Attribute')) {
      attribute = { name: tag.attributes['Name']?.value ?? '', values: [] }
      attributes.push(attribute)
    } else if (isAssertionElement(tag, 'AttributeValue')) {
      depth = 1
      text = ''
    } else hasEncrypted ||= encryptedElements.some((name) => isAssertionElement(tag, name))
  })
  const append = (piece: string) => {
    if (text !== undefined) text += piece
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', (tag) => {
    if (depth > 0) {
      depth -= 1
      if (depth > 0) return
      attribute?.values.push(text)
      text = undefined
    } else if (isAssertionElement(tag, 'Attribute')) attribute = undefined
  })
  try {
    parser.write(xml).close()
  } catch (error) {
    if (error instanceof InvalidRequestError) throw error
    throw invalidAssertion(`it is not valid XML: ${error instanceof Error ? error.message : String(error)}`)
  }
  return { attributes, hasEncrypted }
}

function isAssertionElement({ uri, local }: SaxesTagNS, name: string): boolean {
  return local === name && uri === assertionNamespace
}

function invalidAssertion(problem: string): InvalidRequestError {
  return new InvalidRequestError(`The assertion cannot be read: ${problem.replace(/\.$/, '')}.`, {
    service,
    param: 'xmlOrValue',
    code: 'invalid_assertion',
  })
}
