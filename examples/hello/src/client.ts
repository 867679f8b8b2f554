import { connect } from '@flipcall/rpc';
import { createGreeterClient, createGreeterSyncClient } from './gen/greeter.flipcall.js';
import { path } from './socket-path.js';

const session = await connect(path);

const greeter = createGreeterClient(session);
console.log(await greeter.hello('world'));

// The same call, holding up this thread until the answer is there: no await, no callback.
const blocking = createGreeterSyncClient(session);
console.log(blocking.hello('world, at once'));

session.close();
