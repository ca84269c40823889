export * from '@personctl/openapi/dabpShapes'
