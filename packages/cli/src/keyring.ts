import { handleKeyringRequest } from './config/keyringProcess.ts'

await handleKeyringRequest()
