// For `node --import`: puts the fake in the place of the system's keyring.
import * as module from 'node:module'

const fake = new URL('fakeKeyring.mjs', import.meta.url).href

if (module.registerHooks === undefined) {
  const hooks = `export const resolve = (specifier, context, next) =>
    specifier === '@napi-rs/keyring' ? { url: ${JSON.stringify(fake)}, shortCircuit: true } : next(specifier, context)`
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`)
} else {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@napi-rs/keyring' ? { url: fake, shortCircuit: true } : next(specifier, context),
  })
}
