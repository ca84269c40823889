#!/usr/bin/env node
// Asked for where Node.js has one only: to load node:module takes longer than all of this file.
if (Number.parseInt(process.versions.node, 10) >= 22) require('node:module').enableCompileCache?.()
require('../dist/main.cjs')
