import type { RpcSession } from '../rpc-session.js';

/** A peer says hello as soon as the session is open. One that does not may be called all the same. */
const MOST_MS = 500;

/** The session, when the other side's hello is there: the first call is as quick as any then, and loads no zod. */
export async function greeted<Opened extends RpcSession>(session: Opened): Promise<Opened> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, MOST_MS);
    void session.greeted.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  return session;
}
