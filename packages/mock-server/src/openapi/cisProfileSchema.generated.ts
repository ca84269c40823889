export * from '@personctl/openapi/cisProfileSchema'
