export type { DecodedReport } from './dabp/report.ts'
export { type ReportFromSamlOptions, reportFromSaml } from './dabp/samlReport.ts'
