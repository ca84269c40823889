// Loaded into the mock's process before it starts: tells its parent how much memory it takes whenever it is asked.
process.on('message', () => process.send({ ...process.memoryUsage(), ...process.resourceUsage() }))
process.channel.unref()
