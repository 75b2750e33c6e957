// SPDX-FileCopyrightText: 2026 Accounts Center contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The servers ask for all interfaces; a test may only be reached from this machine.
const net = require('node:net')

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  const done = args.find((arg) => typeof arg === 'function')
  const first = args[0]
  const port = first !== null && typeof first === 'object' ? first.port : first
  if (first?.path !== undefined || (typeof first === 'string' && !/^\d+$/.test(first)))
    return listen.apply(this, args)
  return listen.call(this, { port: Number(port ?? 0), host: '127.0.0.1' }, done)
}
