// Generated from openapi/dabp.yaml by `npm run generate`. Do not edit.
import type { GroupAttribute, LegacyGroup, LegacyPerson, LegacyPolicy, LegacyReport, LegacySubject, PersonReport, ReportGroup, ReportPolicy, ReportResource, ReportResourceType } from './dabp.generated.ts'

/** Objects whose fields are documented. */
export interface Shapes {
  GroupAttribute: GroupAttribute
  LegacyGroup: LegacyGroup
  LegacyPerson: LegacyPerson
  LegacyPolicy: LegacyPolicy
  LegacyReport: LegacyReport
  LegacySubject: LegacySubject
  PersonReport: PersonReport
  ReportGroup: ReportGroup
  ReportPolicy: ReportPolicy
  ReportResource: ReportResource
  ReportResourceType: ReportResourceType
}

/** The type of a field, or of each item of it. */
export interface FieldShape {
  readonly kind: 'text' | keyof Shapes
  readonly isList: boolean
}

export const shapes: { readonly [Name in keyof Shapes]: { readonly [Field in keyof Shapes[Name]]?: FieldShape } } = {
  GroupAttribute: {
    name: { kind: 'text', isList: false },
    value: { kind: 'text', isList: false },
  },
  LegacyGroup: {
    id: { kind: 'text', isList: false },
    permissions: { kind: 'text', isList: true },
  },
  LegacyPerson: {
    idp_type: { kind: 'text', isList: false },
    person_id: { kind: 'text', isList: false },
    first_name: { kind: 'text', isList: false },
    last_name: { kind: 'text', isList: false },
  },
  LegacyPolicy: {
    id: { kind: 'text', isList: false },
    name: { kind: 'text', isList: false },
    scopes: { kind: 'text', isList: true },
    subject: { kind: 'LegacySubject', isList: false },
  },
  LegacyReport: {
    person: { kind: 'LegacyPerson', isList: false },
    group_permissions: { kind: 'LegacyGroup', isList: true },
    policies: { kind: 'LegacyPolicy', isList: true },
  },
  LegacySubject: {
    type: { kind: 'text', isList: false },
    subject_id: { kind: 'text', isList: false },
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
