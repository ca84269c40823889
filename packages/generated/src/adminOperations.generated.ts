// Generated from openapi/admin.yaml by `npm run generate`. Do not edit.
import type { operations } from './admin.generated.ts'

/** The route of an operation, and what it takes. */
export interface OperationRoute {
  readonly method: string
  readonly path: string
  /** The status of a response without an error. */
  readonly status: number
  readonly parameters: readonly {
    readonly name: string
    readonly in: 'path' | 'query'
    readonly schema: Readonly<Record<string, unknown>>
  }[]
  /** The name of the schema of its body. */
  readonly body?: string
  readonly bodyRequired?: boolean
  /** True if it needs no token. */
  readonly isOpen: boolean
}

export const adminOperations: Readonly<Record<keyof operations, OperationRoute>> = {
  getHealth: {"method":"GET","path":"/__admin/health","status":200,"parameters":[],"isOpen":true},
  getReady: {"method":"GET","path":"/__admin/ready","status":200,"parameters":[],"isOpen":true},
  getDescription: {"method":"GET","path":"/__admin/openapi.json","status":200,"parameters":[],"isOpen":false},
  listDescriptions: {"method":"GET","path":"/__admin/openapi","status":200,"parameters":[],"isOpen":false},
  getDescriptionFile: {"method":"GET","path":"/__admin/openapi/{file}","status":200,"parameters":[{"name":"file","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  reset: {"method":"POST","path":"/__admin/reset","status":204,"parameters":[],"body":"ResetWish","bodyRequired":false,"isOpen":false},
  listSessions: {"method":"GET","path":"/__admin/sessions","status":200,"parameters":[],"isOpen":false},
  dropSession: {"method":"DELETE","path":"/__admin/sessions/{name}","status":204,"parameters":[{"name":"name","in":"path","schema":{"$ref":"#/components/schemas/Name"}}],"isOpen":false},
  listRequests: {"method":"GET","path":"/__admin/requests","status":200,"parameters":[{"name":"service","in":"query","schema":{"$ref":"#/components/schemas/Service"}},{"name":"operation","in":"query","schema":{"type":"string","minLength":1}},{"name":"status","in":"query","schema":{"type":"string","pattern":"^[1-5](\\d\\d|xx)$"}},{"name":"client","in":"query","schema":{"type":"string","minLength":1}},{"name":"method","in":"query","schema":{"type":"string","minLength":1}},{"name":"path","in":"query","schema":{"type":"string","pattern":"^/"}},{"name":"anyRoute","in":"query","schema":{"type":"boolean"}},{"name":"since","in":"query","schema":{"type":"integer","minimum":0}},{"name":"order","in":"query","schema":{"type":"string","enum":["oldest","newest"]}},{"name":"offset","in":"query","schema":{"type":"integer","minimum":0}},{"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":10000}}],"isOpen":false},
  clearRequests: {"method":"DELETE","path":"/__admin/requests","status":204,"parameters":[],"isOpen":false},
  countRequests: {"method":"GET","path":"/__admin/requests/count","status":200,"parameters":[{"name":"service","in":"query","schema":{"$ref":"#/components/schemas/Service"}},{"name":"operation","in":"query","schema":{"type":"string","minLength":1}},{"name":"status","in":"query","schema":{"type":"string","pattern":"^[1-5](\\d\\d|xx)$"}},{"name":"client","in":"query","schema":{"type":"string","minLength":1}},{"name":"method","in":"query","schema":{"type":"string","minLength":1}},{"name":"path","in":"query","schema":{"type":"string","pattern":"^/"}},{"name":"anyRoute","in":"query","schema":{"type":"boolean"}},{"name":"since","in":"query","schema":{"type":"integer","minimum":0}},{"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":10000}}],"isOpen":false},
  verifyRequests: {"method":"POST","path":"/__admin/requests/verify","status":200,"parameters":[],"body":"RequestExpectation","bodyRequired":true,"isOpen":false},
  waitForRequests: {"method":"GET","path":"/__admin/requests/wait","status":200,"parameters":[{"name":"service","in":"query","schema":{"$ref":"#/components/schemas/Service"}},{"name":"operation","in":"query","schema":{"type":"string","minLength":1}},{"name":"status","in":"query","schema":{"type":"string","pattern":"^[1-5](\\d\\d|xx)$"}},{"name":"client","in":"query","schema":{"type":"string","minLength":1}},{"name":"method","in":"query","schema":{"type":"string","minLength":1}},{"name":"path","in":"query","schema":{"type":"string","pattern":"^/"}},{"name":"since","in":"query","schema":{"type":"integer","minimum":0}},{"name":"count","in":"query","schema":{"type":"integer","minimum":1,"maximum":10000}},{"name":"timeoutSeconds","in":"query","schema":{"type":"integer","minimum":0,"maximum":60}}],"isOpen":false},
  listFaults: {"method":"GET","path":"/__admin/faults","status":200,"parameters":[],"isOpen":false},
  addFault: {"method":"POST","path":"/__admin/faults","status":201,"parameters":[],"body":"NewFault","bodyRequired":true,"isOpen":false},
  clearFaults: {"method":"DELETE","path":"/__admin/faults","status":204,"parameters":[],"isOpen":false},
  getFault: {"method":"GET","path":"/__admin/faults/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"integer","minimum":1}}],"isOpen":false},
  removeFault: {"method":"DELETE","path":"/__admin/faults/{id}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"integer","minimum":1}}],"isOpen":false},
  getClock: {"method":"GET","path":"/__admin/clock","status":200,"parameters":[],"isOpen":false},
  setClock: {"method":"PATCH","path":"/__admin/clock","status":200,"parameters":[],"body":"ClockSetting","bodyRequired":true,"isOpen":false},
  advanceClock: {"method":"POST","path":"/__admin/clock/advance","status":200,"parameters":[],"body":"ClockAdvance","bodyRequired":true,"isOpen":false},
  listPeople: {"method":"GET","path":"/__admin/people","status":200,"parameters":[{"name":"after","in":"query","schema":{"type":"string"}},{"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":10000}}],"isOpen":false},
  createPerson: {"method":"POST","path":"/__admin/people","status":201,"parameters":[],"body":"NewPerson","bodyRequired":true,"isOpen":false},
  getPerson: {"method":"GET","path":"/__admin/people/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  changePerson: {"method":"PATCH","path":"/__admin/people/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"body":"PersonChange","bodyRequired":true,"isOpen":false},
  deletePerson: {"method":"DELETE","path":"/__admin/people/{id}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  listClients: {"method":"GET","path":"/__admin/clients","status":200,"parameters":[],"isOpen":false},
  getClient: {"method":"GET","path":"/__admin/clients/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  setClient: {"method":"PUT","path":"/__admin/clients/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"body":"NewClient","bodyRequired":true,"isOpen":false},
  deleteClient: {"method":"DELETE","path":"/__admin/clients/{id}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  listReports: {"method":"GET","path":"/__admin/reports","status":200,"parameters":[],"isOpen":false},
  getStoredReport: {"method":"GET","path":"/__admin/reports/{referenceId}","status":200,"parameters":[{"name":"referenceId","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  setReport: {"method":"PUT","path":"/__admin/reports/{referenceId}","status":200,"parameters":[{"name":"referenceId","in":"path","schema":{"type":"string","minLength":1}}],"body":"NewReport","bodyRequired":true,"isOpen":false},
  restoreReport: {"method":"DELETE","path":"/__admin/reports/{referenceId}","status":204,"parameters":[{"name":"referenceId","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  addIdentity: {"method":"POST","path":"/__admin/identities","status":201,"parameters":[],"body":"CernFields","bodyRequired":true,"isOpen":false},
  getIdentity: {"method":"GET","path":"/__admin/identities/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  changeIdentity: {"method":"PATCH","path":"/__admin/identities/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"body":"CernFields","bodyRequired":true,"isOpen":false},
  removeIdentity: {"method":"DELETE","path":"/__admin/identities/{id}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  addGroup: {"method":"POST","path":"/__admin/groups","status":201,"parameters":[],"body":"CernFields","bodyRequired":true,"isOpen":false},
  getGroup: {"method":"GET","path":"/__admin/groups/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  changeGroup: {"method":"PATCH","path":"/__admin/groups/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"body":"CernFields","bodyRequired":true,"isOpen":false},
  removeGroup: {"method":"DELETE","path":"/__admin/groups/{id}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  addMember: {"method":"PUT","path":"/__admin/groups/{id}/members/{identity}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}},{"name":"identity","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  removeMember: {"method":"DELETE","path":"/__admin/groups/{id}/members/{identity}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}},{"name":"identity","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  addApplication: {"method":"POST","path":"/__admin/applications","status":201,"parameters":[],"body":"CernFields","bodyRequired":true,"isOpen":false},
  getApplication: {"method":"GET","path":"/__admin/applications/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  changeApplication: {"method":"PATCH","path":"/__admin/applications/{id}","status":200,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"body":"CernFields","bodyRequired":true,"isOpen":false},
  removeApplication: {"method":"DELETE","path":"/__admin/applications/{id}","status":204,"parameters":[{"name":"id","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  listSnapshots: {"method":"GET","path":"/__admin/snapshots","status":200,"parameters":[],"isOpen":false},
  createSnapshot: {"method":"PUT","path":"/__admin/snapshots/{name}","status":200,"parameters":[{"name":"name","in":"path","schema":{"$ref":"#/components/schemas/Name"}}],"isOpen":false},
  deleteSnapshot: {"method":"DELETE","path":"/__admin/snapshots/{name}","status":204,"parameters":[{"name":"name","in":"path","schema":{"$ref":"#/components/schemas/Name"}}],"isOpen":false},
  restoreSnapshot: {"method":"POST","path":"/__admin/snapshots/{name}/restore","status":204,"parameters":[{"name":"name","in":"path","schema":{"$ref":"#/components/schemas/Name"}}],"isOpen":false},
  listKeys: {"method":"GET","path":"/__admin/keys","status":200,"parameters":[],"isOpen":false},
  rotateKeys: {"method":"POST","path":"/__admin/keys/rotate","status":200,"parameters":[],"body":"KeyRotation","bodyRequired":false,"isOpen":false},
  publishKeys: {"method":"POST","path":"/__admin/keys/publish","status":200,"parameters":[],"isOpen":false},
  retireKey: {"method":"DELETE","path":"/__admin/keys/{kid}","status":204,"parameters":[{"name":"kid","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  listPublisherKeys: {"method":"GET","path":"/__admin/publisher-keys","status":200,"parameters":[],"isOpen":false},
  getPublisherKey: {"method":"GET","path":"/__admin/publisher-keys/{publisher}","status":200,"parameters":[{"name":"publisher","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  rotatePublisherKeys: {"method":"POST","path":"/__admin/publisher-keys/{publisher}/rotate","status":200,"parameters":[{"name":"publisher","in":"path","schema":{"type":"string","minLength":1}}],"body":"PublisherKeyRotation","bodyRequired":false,"isOpen":false},
  retirePublisherKey: {"method":"DELETE","path":"/__admin/publisher-keys/{publisher}/{kid}","status":204,"parameters":[{"name":"publisher","in":"path","schema":{"type":"string","minLength":1}},{"name":"kid","in":"path","schema":{"type":"string","minLength":1}}],"isOpen":false},
  getQuirks: {"method":"GET","path":"/__admin/quirks","status":200,"parameters":[],"isOpen":false},
  setQuirks: {"method":"PUT","path":"/__admin/quirks","status":200,"parameters":[],"body":"Quirks","bodyRequired":true,"isOpen":false},
  mintToken: {"method":"POST","path":"/__admin/tokens","status":201,"parameters":[],"body":"TokenWish","bodyRequired":true,"isOpen":false},
}
