import type { PersonReport, ReportGroup } from '@personctl/sdk'
import type { DataOutput } from '../../io/io.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation, type Presentation } from '../../output/format.ts'
import { type FormatName, writeList, writeOne } from '../../output/index.ts'

/** One thing that a report says of a group. */
interface Row {
  readonly group: ReportGroup
  /** Empty where there is nothing but the group. */
  readonly kind: 'attribute' | 'policy' | 'resource' | ''
  readonly id?: string | undefined
  readonly name?: string | undefined
  /** The value of an attribute, or the privilege on a resource. */
  readonly value?: string | undefined
  readonly externalId?: string | undefined
  readonly resourceType?: string | undefined
  readonly resourceTypeId?: string | undefined
}

/**
 * Writes a report: as one document in JSON and YAML, a group on each line in ndjson, and with a row for each thing a
 * group has in tables and in CSV.
 */
export async function writeReport(
  stdout: DataOutput,
  format: FormatName,
  report: PersonReport,
): Promise<void> {
  const groups = report.groups ?? []
  const { view } = stdout
  // A query is asked of the whole report, whatever its answer is written as.
  if (view?.query !== undefined && format !== 'ndjson') await writeOne(stdout, format, report, asItIs)
  else if (format === 'ndjson') await writeList(stdout, format, groups, asItIs)
  else if (format === 'csv') await writeList(stdout, format, groups.flatMap(rowsOf), everything)
  else if (format === 'table')
    await writeList(stdout, format, groupedRows(groups, view !== undefined), atAGlance)
  else await writeOne(stdout, format, report, asItIs)
}

const asItIs: Presentation<object> = {
  document: (item) => item,
  attributes: () => [],
  leading: [],
  columns: [],
}

const everything = flatPresentation<Row>([
  { path: 'group_id', heading: 'GROUP ID', value: ({ group }) => group.id ?? null },
  { path: 'group', heading: 'GROUP', value: ({ group }) => group.name ?? null },
  { path: 'kind', heading: 'KIND', value: ({ kind }) => kind },
  { path: 'id', heading: 'ID', value: ({ id }) => id ?? null },
  { path: 'name', heading: 'NAME', value: ({ name }) => name ?? null },
  { path: 'value', heading: 'VALUE', value: ({ value }) => value ?? null },
  { path: 'external_id', heading: 'EXTERNAL ID', value: ({ externalId }) => externalId ?? null },
  { path: 'resource_type_id', heading: 'TYPE ID', value: ({ resourceTypeId }) => resourceTypeId ?? null },
  { path: 'resource_type', heading: 'TYPE', value: ({ resourceType }) => resourceType ?? null },
])

/** A row, and whether those before it have said already which group it is about. */
type GroupedRow = Row & { readonly isFirst: boolean }

const atAGlance = flatPresentation<GroupedRow>([
  {
    path: 'group',
    heading: 'GROUP',
    value: ({ group, isFirst }) => (isFirst ? (group.name ?? group.id ?? '(no name)') : null),
  },
  { path: 'kind', heading: 'KIND', value: ({ kind }) => kind },
  { path: 'name', heading: 'NAME', value: ({ name }) => name ?? null },
  { path: 'value', heading: 'VALUE', value: ({ value }) => value ?? null },
  { path: 'resource_type', heading: 'TYPE', value: ({ resourceType }) => resourceType ?? null },
  {
    path: 'id',
    heading: 'ID',
    value: ({ id, kind, group }) => id ?? (kind === '' ? group.id : null) ?? null,
  },
])

/** Of rows that may be sorted, each has to say for itself which group it is about. */
function groupedRows(groups: readonly ReportGroup[], mayBeSorted: boolean): GroupedRow[] {
  return groups.flatMap((group) =>
    rowsOf(group).map((row, index) => ({ ...row, isFirst: mayBeSorted || index === 0 })),
  )
}

/** The columns that a report can have. */
export const reportColumns: readonly string[] = columnNames(everything, atAGlance)

function rowsOf(group: ReportGroup): Row[] {
  const { attributes = [], policies = [], resources = [] } = group
  const rows: Row[] = [
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
