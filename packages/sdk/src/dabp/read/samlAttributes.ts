import { SaxesParser, type SaxesTagNS } from 'saxes'
import { InvalidRequestError } from '../../http/errors/index.ts'
import { service } from '../checks.ts'

/** What an assertion says of somebody. */
export interface SamlAttribute {
  readonly name: string
  /** Undefined stands for one that has elements in it, and so is no text. */
  readonly values: (string | undefined)[]
}

export interface SamlAttributes {
  readonly attributes: readonly SamlAttribute[]
  /** Whether there are more, which only whom they are for can read. */
  readonly hasEncrypted: boolean
}

const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion'
const encryptedElements = ['EncryptedAssertion', 'EncryptedAttribute']

/** The attributes in a SAML 2.0 response or assertion. Throws InvalidRequestError where it cannot be read. */
export function samlAttributes(xml: string): SamlAttributes {
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
