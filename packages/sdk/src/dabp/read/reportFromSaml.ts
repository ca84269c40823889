import { InvalidRequestError } from '../../http/errors/index.ts'
import { kindOf, service } from '../checks.ts'
import type { DecodedReport } from './DecodedReport.ts'
import { listed, readReport } from './readReport.ts'
import { type SamlAttributes, samlAttributes } from './samlAttributes.ts'

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
