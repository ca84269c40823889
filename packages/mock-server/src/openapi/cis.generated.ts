export * from '@personctl/openapi/cis'
