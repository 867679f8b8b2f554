import { CallTable, idParity } from './call-table.js';
import type { PendingCall } from './pending-call.js';

function take(table: CallTable): PendingCall {
  const call = table.take();
  if (call === undefined) throw new Error('the table is full');
  call.state = 'waiting';
  return call;
}

describe('the call table', () => {
  it('gives out even ids to the connecting side and odd ones to the accepting side, the lowest first', () => {
    const connecting = new CallTable('connecting', 10);
    const accepting = new CallTable('accepting', 10);
    expect([1, 2, 3].map(() => take(connecting).id)).toEqual([0, 2, 4]);
    expect([1, 2, 3].map(() => take(accepting).id)).toEqual([1, 3, 5]);
    expect([idParity('connecting'), idParity('accepting')]).toEqual([0, 1]);
  });

  it('gives out the id again that became free last', () => {
    const table = new CallTable('connecting', 10);
    const [first, second] = [take(table), take(table)];
    table.release(first);
    table.release(second);
    expect([take(table).id, take(table).id, take(table).id]).toEqual([2, 0, 4]);
  });

  it('finds a call while its answer is due, and only then', () => {
    const table = new CallTable('connecting', 10);
    const call = take(table);
    expect(table.find(call.id)).toBe(call);
    call.state = 'abandoned';
    expect(table.find(call.id)).toBe(call);
    call.state = 'settled';
    expect(table.find(call.id)).toBeUndefined();
    table.release(call);
    expect(table.find(call.id)).toBeUndefined();
    expect(table.find(call.id + 1)).toBeUndefined();
    expect(table.find(1000)).toBeUndefined();
  });

  it('has no more calls than its limit', () => {
    const table = new CallTable('connecting', 2);
    const call = take(table);
    take(table);
    expect(table.take()).toBeUndefined();
    table.release(call);
    expect(table.take()).toBe(call);
  });
});
