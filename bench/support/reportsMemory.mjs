// Preloaded into the process of the mock: replies to each message of the parent with the memory in use.
process.on('message', () => process.send({ ...process.memoryUsage(), ...process.resourceUsage() }))
process.channel.unref()
