// Takes the socket path over from whoever serves on it, and drains when it is told to end.
import { Server } from '../src/server.js';
import { Conformance, conformanceHandlers } from './conformance-service.js';

const [, , path = ''] = process.argv;
const server = new Server();
server.add(Conformance, { ...conformanceHandlers(), greet: () => String(process.pid) });
process.once('SIGTERM', () => {
  // What else keeps a process alive is not ours: it must end of itself.
  void server.drain();
});
void server.listen({ path, takeOver: true }).then(() => process.stdout.write('listening\n'));
