import { notFoundError, type ResultOf } from './contract.ts'

type Description = ResultOf<'listDescriptions'>['descriptions'][number]

/** An OpenAPI document. */
type Document = Readonly<Record<string, unknown>>

/** The operations of each path, and its servers. */
type Paths = Readonly<Record<string, Document>>

const titles: Readonly<Record<Description['name'], string>> = {
  admin: 'The admin routes of the mock',
  cern: "CERN's Authorization Service, and the tokens for it",
  'cis-change': 'Mozilla CIS Change API v2',
  cis: 'Mozilla CIS Person API v2, and the tokens for it',
  dabp: "OneWelcome's DABP person report, and the tokens for it",
}

// Each is a file of its own in the bundle, which most runs of the mock never load.
const sources: Readonly<Record<Description['name'], () => Promise<Document>>> = {
  admin: async () => (await import('@personctl/generated/adminDocument')).adminDocument,
  cern: async () => JSON.parse((await import('../../../../openapi/cern.yaml?json')).default),
  cis: async () => JSON.parse((await import('../../../../openapi/cis.yaml?json')).default),
  'cis-change': async () => JSON.parse((await import('../../../../openapi/cis-change.yaml?json')).default),
  dabp: async () => JSON.parse((await import('../../../../openapi/dabp.yaml?json')).default),
}

/** Lists the descriptions of the services and of the admin routes. */
export function listDescriptions(baseUrl: string): Description[] {
  return (Object.keys(titles) as Description['name'][]).map((name) => ({
    name,
    title: titles[name],
    url: `${baseUrl}/__admin/openapi/${name}.json`,
  }))
}

/**
 * Returns a description with the mock as its only server: the mock stands in for all the hosts of a service.
 *
 * @param file the name of the file, such as `cis.json`
 * @throws {AdminError} if the file does not exist
 */
export async function readDescription(file: string, baseUrl: string): Promise<Record<string, unknown>> {
  const names = Object.keys(titles) as Description['name'][]
  const name = names.find((one) => file === `${one}.json`)
  if (name === undefined)
    throw notFoundError(
      'description',
      file,
      names.map((one) => `${one}.json`),
    )
  const { paths, ...document } = await sources[name]()
  return {
    ...document,
    servers: [{ url: baseUrl, description: 'The mock.' }],
    paths: Object.fromEntries(
      Object.entries(paths as Paths).map(([path, { servers: _, ...operations }]) => [path, operations]),
    ),
  }
}
