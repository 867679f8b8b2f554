import { creditFrame } from '../frames/frame.js';
import type { Outbox } from '../frames/outbox.js';
import { StreamReceiver } from './stream-receiver.js';
import type { StreamWindows } from './stream-windows.js';

/** Receives the stream that belongs to the call with that id; allows its sender more by credit frames. */
export function receiverOfCall(
  id: number,
  { outbox, streams }: { readonly outbox: Outbox; readonly streams: StreamWindows },
  onCancel: () => void,
): StreamReceiver {
  return new StreamReceiver({
    ...streams.own,
    budget: streams.budget,
    credit: (items, bytes) => {
      outbox.send(creditFrame(id, items, bytes));
      outbox.flush();
    },
    onCancel,
  });
}
