// Connects and calls once. Usage: connect-once.js <path>
import { connect } from '@flipcall/rpc';
import { createPreyClient } from './gen/prey.flipcall.js';

const session = await connect(process.argv[2] ?? '');
await createPreyClient(session).echo({ name: 'x', list: [] });
session.close();
console.log('ok');
