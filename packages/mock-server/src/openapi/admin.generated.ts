export * from '@personctl/openapi/admin'
