export { createUndiciFetch, type UndiciFetch, type UndiciFetchOptions } from './http/undici.ts'
