export * from '@personctl/openapi/cisAttributes'
