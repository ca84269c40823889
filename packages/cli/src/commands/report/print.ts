import type { PersonReport, ReportGroup } from '@personctl/sdk'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type FlatColumn, type Presentation } from '../../output/format.ts'
import { type ColumnName, isForPrograms, type Output } from '../../output/index.ts'

/**
 * Writes a report: as one document in JSON and YAML, with a group on each line in ndjson, and with a row for each policy,
 * resource and attribute of a group in tables and CSV.
 */
export async function writeReport(output: Output, report: PersonReport): Promise<void> {
  const groups = report.groups ?? []
  const { format, view } = output
  // A query receives the whole report, regardless of the format of its result.
  if (view?.query !== undefined && format !== 'ndjson') await output.writeOne(report, plainPresentation)
  else if (format === 'ndjson') await output.writeList(groups, plainPresentation)
  else if (format === 'csv') await output.writeList(groups.flatMap(listRows), csvPresentation)
  else if (format === 'table' || format === 'text') {
    const mayBeSorted = view !== undefined || format === 'text'
    await output.writeList(listTableRows(groups, mayBeSorted), tablePresentation)
  } else await output.writeOne(report, plainPresentation)
}

/** The report on one of several people. */
export type ReferencedReport = PersonReport & { readonly referenceId?: string }

/**
 * Writes the reports on several people: with an object for each in JSON, YAML and ndjson, and otherwise with a row for each
 * policy, resource and attribute. A person in no group has one row.
 */
export async function writeReports(
  output: Output,
  reports: Iterable<ReferencedReport> | AsyncIterable<ReferencedReport>,
): Promise<void> {
  const { format, view } = output
  if (view?.query !== undefined || isForPrograms(format)) await output.writeList(reports, plainPresentation)
  else {
    const presentation = format === 'csv' ? referencedCsvPresentation : referencedTablePresentation
    await output.writeList(listReferencedRows(reports), presentation)
  }
}

async function* listReferencedRows(
  reports: Iterable<ReferencedReport> | AsyncIterable<ReferencedReport>,
): AsyncGenerator<TableRow, void, undefined> {
  for await (const { referenceId, groups = [] } of reports) {
    const rows = groups.length === 0 ? listRows({}) : groups.flatMap(listRows)
    for (const row of rows) yield { ...row, referenceId, isFirst: true }
  }
}

/** A policy, resource or attribute of a group. */
interface ReportRow {
  readonly referenceId?: string | undefined
  readonly group: ReportGroup
  /** Empty for a group that has nothing. */
  readonly kind: 'attribute' | 'policy' | 'resource' | ''
  readonly id?: string | undefined
  readonly name?: string | undefined
  /** The value of an attribute, or the privilege on a resource. */
  readonly value?: string | undefined
  readonly externalId?: string | undefined
  readonly resourceType?: string | undefined
  readonly resourceTypeId?: string | undefined
}

/** A row, and whether it is the first to name its group. */
type TableRow = ReportRow & { readonly isFirst: boolean }

const plainPresentation: Presentation<object> = {
  document: (row) => row,
  attributes: () => [],
  leading: [],
  columns: [],
}

const referenceColumn: FlatColumn<ReportRow> = {
  path: 'referenceId',
  heading: 'REFERENCE ID',
  value: ({ referenceId }) => referenceId ?? null,
}

const csvColumns: readonly FlatColumn<ReportRow>[] = [
  { path: 'groupId', heading: 'GROUP ID', value: ({ group }) => group.id ?? null },
  { path: 'group', heading: 'GROUP', value: ({ group }) => group.name ?? null },
  { path: 'kind', heading: 'KIND', value: ({ kind }) => kind },
  { path: 'id', heading: 'ID', value: ({ id }) => id ?? null },
  { path: 'name', heading: 'NAME', value: ({ name }) => name ?? null },
  { path: 'value', heading: 'VALUE', value: ({ value }) => value ?? null },
  { path: 'externalId', heading: 'EXTERNAL ID', value: ({ externalId }) => externalId ?? null },
  { path: 'resourceTypeId', heading: 'TYPE ID', value: ({ resourceTypeId }) => resourceTypeId ?? null },
  { path: 'resourceType', heading: 'TYPE', value: ({ resourceType }) => resourceType ?? null },
]
const csvPresentation = createFlatPresentation(csvColumns)
const referencedCsvPresentation = createFlatPresentation([referenceColumn, ...csvColumns])

const tableColumns: readonly FlatColumn<TableRow>[] = [
  {
    path: 'group',
    heading: 'GROUP',
    value: ({ group, isFirst }) => (isFirst ? (group.name ?? group.id ?? '(no name)') : null),
  },
  { path: 'kind', heading: 'KIND', value: ({ kind }) => kind },
  { path: 'name', heading: 'NAME', value: ({ name }) => name ?? null },
  { path: 'value', heading: 'VALUE', value: ({ value }) => value ?? null },
  { path: 'resourceType', heading: 'TYPE', value: ({ resourceType }) => resourceType ?? null },
  {
    path: 'id',
    heading: 'ID',
    value: ({ id, kind, group }) => id ?? (kind === '' ? group.id : null) ?? null,
  },
]
const tablePresentation = createFlatPresentation(tableColumns)
const referencedTablePresentation = createFlatPresentation([referenceColumn, ...tableColumns])

/** The columns that a report can have. */
export const reportColumns: readonly ColumnName[] = listColumnNames(
  csvPresentation,
  tablePresentation,
  referencedCsvPresentation,
)

/** Rows that may be sorted each name their group. */
function listTableRows(groups: readonly ReportGroup[], mayBeSorted: boolean): TableRow[] {
  return groups.flatMap((group) =>
    listRows(group).map((row, index) => ({ ...row, isFirst: mayBeSorted || index === 0 })),
  )
}

function listRows(group: ReportGroup): ReportRow[] {
  const { attributes = [], policies = [], resources = [] } = group
  const rows: ReportRow[] = [
    ...policies.map(({ id, name }) => ({ group, kind: 'policy' as const, id, name })),
    ...resources.map(({ id, name, privilege, externalId, resourceType }) => ({
      group,
      kind: 'resource' as const,
      id,
      name,
      value: privilege,
      externalId,
      resourceType: resourceType?.name,
      resourceTypeId: resourceType?.id,
    })),
    ...attributes.map(({ name, value }) => ({ group, kind: 'attribute' as const, name, value })),
  ]
  return rows.length === 0 ? [{ group, kind: '' }] : rows
}
