import { answerKeyringRequest } from './config/secrets/keyringProcess.ts'

await answerKeyringRequest()
