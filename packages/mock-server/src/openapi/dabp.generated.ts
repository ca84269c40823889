export * from '@personctl/openapi/dabp'
