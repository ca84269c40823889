import { handleKeyringRequest } from './config/keyring.ts'

void handleKeyringRequest()
