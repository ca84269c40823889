export * from '@personctl/openapi/operationSummaries'
