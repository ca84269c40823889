export * from '@personctl/openapi/serviceOperations'
