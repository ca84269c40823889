import { answerKeyringRequest } from './config/keyringProcess.ts'

await answerKeyringRequest()
