export * from '@personctl/openapi/adminDocument'
