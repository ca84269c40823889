export type { DecodedReport } from './dabp/read/DecodedReport.ts'
export { type ReportFromSamlOptions, reportFromSaml } from './dabp/read/reportFromSaml.ts'
