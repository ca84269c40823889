// For `node --import`: puts the fake in the place of the system's keyring, in the process that uses it. Loader hooks would
// take longer in Node.js 20 than all else that the process does.
if (process.argv[1]?.endsWith('keyring.cjs')) {
  const { createRequire, Module } = await import('node:module')
  const path = createRequire(process.argv[1]).resolve('@napi-rs/keyring')
  const fake = new Module(path)
  Object.assign(fake, { exports: await import('./fakeKeyring.mjs'), loaded: true })
  createRequire(import.meta.url).cache[path] = fake
}
