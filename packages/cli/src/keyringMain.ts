import { handleKeyringRequest } from './config/keyring.ts'

await handleKeyringRequest()
