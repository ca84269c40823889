import { SaxesParser, type SaxesTagNS } from 'saxes'
import { checkOptions, checkString } from '../arguments.ts'
import { InvalidRequestError } from '../errors.ts'
import { type DecodedReport, describeType, invalidReport, listNames, readReport, service } from './report.ts'

/** Options of `reportFromSaml`. */
export interface ReportFromSamlOptions {
  /** The `Name` of the attribute that holds the report, as configured. Required for XML, since no name is documented. */
  attributeName?: string | undefined
}

/**
 * Returns the person report in a SAML 2.0 assertion, or in the value of one of its attributes. The report must be JSON,
 * the only form that is known to be used. Only XML's own five entities are expanded, and no document type is accepted.
 *
 * It verifies nothing: pass an assertion whose signature has been verified, and only the part of the document that the
 * signature covers. Only attributes of an assertion count, and only of one that is the document or is directly in a
 * response: neither those in extensions, advice or signatures, nor those of an assertion within another.
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
  checkOptions(service, options, { attributeName: 1 })
  const text = xmlOrValue.replace(/^\ufeff/, '').trim()
  const { attributeName } = options
  if (!text.startsWith('<')) {
    if (encodedXml.test(text)) {
      throw invalidAssertion('it is Base64', "Decode it first: Buffer.from(assertion, 'base64').toString().")
    }
    return readValue(text, 'The value of the attribute')
  }
  const assertion = parseAssertion(text)
  if (attributeName !== undefined && attributeName !== '')
    checkString(service, 'attributeName', attributeName)
  if (attributeName === undefined || attributeName === '') {
    throw new InvalidRequestError('attributeName is missing; it takes the attribute that holds the report.', {
      service,
      param: 'attributeName',
      hint: `The assertion has ${describeAttributes(assertion)}.`,
    })
  }
  return readValue(selectValue(assertion, attributeName), `The attribute ${attributeName}`)
}

/** Base64 of a text that begins with `<` and a letter or one of `?!`. */
const encodedXml = /^P[C-H][\w+/-]+=*\s*/

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
const protocolNamespace = 'urn:oasis:names:tc:SAML:2.0:protocol'
/** Assertions are some ten elements deep. The parser looks for a namespace in all elements around one. */
const deepestElement = 200
const encryptedElements = ['EncryptedAssertion', 'EncryptedAttribute']

/** Returns the attributes in a SAML 2.0 response or assertion. Throws InvalidRequestError if it cannot be read. */
function parseAssertion(xml: string): Assertion {
  const attributes: SamlAttribute[] = []
  let hasEncrypted = false
  /** The text of the current value; undefined outside of one, and in one that contains elements. */
  let text: string | undefined
  /** The open elements around the current position. */
  const path: Role[] = []
  const parser = new SaxesParser({ xmlns: true })

  // With a document type, a document could declare entities that expand without end.
  parser.on('doctype', () => {
    throw invalidAssertion('it has a document type, which SAML forbids')
  })
  parser.on('opentag', (tag) => {
    const role = findRole(tag, path)
    path.push(role)
    if (path.length > deepestElement)
      throw invalidAssertion(`it has elements more than ${deepestElement} deep`)
    if (role === 'Attribute') attributes.push({ name: tag.attributes['Name']?.value ?? '', values: [] })
    text = role === 'AttributeValue' ? '' : undefined
    hasEncrypted ||= tag.uri === assertionNamespace && encryptedElements.includes(tag.local)
  })
  const append = (piece: string) => {
    if (text !== undefined) text += piece
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    if (path.pop() !== 'AttributeValue') return
    attributes.at(-1)?.values.push(text)
    text = undefined
  })
  try {
    parser.write(xml).close()
  } catch (error) {
    if (error instanceof InvalidRequestError) throw error
    throw invalidAssertion(`it is not valid XML: ${error instanceof Error ? error.message : String(error)}`)
  }
  return { attributes, hasEncrypted }
}

/** The part of an element in an assertion; `other` for all that have none. */
type Role = 'Response' | 'Assertion' | 'AttributeStatement' | 'Attribute' | 'AttributeValue' | 'other'

/** The parents that an element must have to have its role. An assertion is the document itself, or is in a response. */
const parents: Readonly<Record<string, readonly (Role | undefined)[]>> = {
  Assertion: [undefined, 'Response'],
  AttributeStatement: ['Assertion'],
  Attribute: ['AttributeStatement'],
  AttributeValue: ['Attribute'],
}

function findRole({ uri, local }: SaxesTagNS, path: readonly Role[]): Role {
  if (uri === protocolNamespace && local === 'Response')
    return path.every((role) => role === 'other') ? 'Response' : 'other'
  const isPart = uri === assertionNamespace && Object.hasOwn(parents, local)
  return isPart && parents[local]?.includes(path.at(-1)) ? (local as Role) : 'other'
}

function invalidAssertion(problem: string, hint?: string): InvalidRequestError {
  return new InvalidRequestError(`The assertion cannot be read: ${problem.replace(/\.$/, '')}.`, {
    service,
    param: 'xmlOrValue',
    code: 'invalid_assertion',
    hint,
  })
}
