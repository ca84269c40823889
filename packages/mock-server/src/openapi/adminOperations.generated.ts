export * from '@personctl/openapi/adminOperations'
