export * from '@personctl/openapi/cern'
export * from '@personctl/openapi/cernFields'
