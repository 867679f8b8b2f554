// Connects, and holds on until it is killed. Usage: hold-on.js <path>; prints `connected`, or the error.
import { connect } from '@flipcall/rpc';

setInterval(() => undefined, 1000);
await connect({ path: process.argv[2] ?? '', handshakeTimeoutMs: 3000 }).then(
  () => console.log('connected'),
  (error: unknown) => console.log(String(error)),
);
