export {
  type Certificates,
  createUndiciFetch,
  type UndiciDispatcher,
  type UndiciFetch,
  type UndiciFetchOptions,
} from './http/undici.ts'
