// Generated from openapi/dabp.yaml by `npm run generate`. Do not edit.
import type { GroupAttribute, PersonReport, ReportGroup, ReportPolicy, ReportResource, ReportResourceType } from './dabp.generated.ts'

/** What is made of fields. */
export interface Shapes {
  GroupAttribute: GroupAttribute
  PersonReport: PersonReport
  ReportGroup: ReportGroup
  ReportPolicy: ReportPolicy
  ReportResource: ReportResource
  ReportResourceType: ReportResourceType
}

/** What a field has to be, or each item of it. */
export interface FieldShape {
  readonly kind: 'text' | keyof Shapes
  readonly isList: boolean
}

export const shapes: { readonly [Name in keyof Shapes]: { readonly [Field in keyof Shapes[Name]]?: FieldShape } } = {
  GroupAttribute: {
    name: { kind: 'text', isList: false },
    value: { kind: 'text', isList: false },
  },
  PersonReport: {
    groups: { kind: 'ReportGroup', isList: true },
  },
  ReportGroup: {
    id: { kind: 'text', isList: false },
    name: { kind: 'text', isList: false },
    attributes: { kind: 'GroupAttribute', isList: true },
    policies: { kind: 'ReportPolicy', isList: true },
    resources: { kind: 'ReportResource', isList: true },
  },
  ReportPolicy: {
    id: { kind: 'text', isList: false },
    name: { kind: 'text', isList: false },
  },
  ReportResource: {
    id: { kind: 'text', isList: false },
    name: { kind: 'text', isList: false },
    externalId: { kind: 'text', isList: false },
    privilege: { kind: 'text', isList: false },
    resourceType: { kind: 'ReportResourceType', isList: false },
  },
  ReportResourceType: {
    id: { kind: 'text', isList: false },
    name: { kind: 'text', isList: false },
  },
}
