import { Code, codeName, isCode } from './code.js';
import { FAILURE_CODES, failure } from './failure.js';
import { RpcError } from './rpc-error.js';

describe('the failures', () => {
  it('have the codes that the documentation says', () => {
    const names = Object.entries(FAILURE_CODES).map(([kind, code]): [string, string] => [
      kind,
      codeName(code),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      'invalid-arguments': 'InvalidArgument',
      'not-sendable': 'InvalidArgument',
      'invalid-result': 'Internal',
      'invalid-error': 'Internal',
      'unknown-service': 'Unimplemented',
      'unknown-method': 'Unimplemented',
      'handler-failed': 'Internal',
      'message-too-large': 'ResourceExhausted',
      'too-many-calls': 'ResourceExhausted',
      'too-many-references': 'ResourceExhausted',
      'too-many-descriptors': 'ResourceExhausted',
      released: 'FailedPrecondition',
      'queue-full': 'ResourceExhausted',
      'deadline-exceeded': 'DeadlineExceeded',
      cancelled: 'Cancelled',
      'closed-here': 'Cancelled',
      'closed-by-peer': 'Unavailable',
      'not-connected': 'Unavailable',
      'session-ended': 'Unavailable',
      draining: 'Unavailable',
      'peer-died': 'Unavailable',
      'transport-failed': 'Unavailable',
      'protocol-error': 'Internal',
      'cannot-block': 'FailedPrecondition',
      reentrant: 'FailedPrecondition',
    });
  });

  it('become errors with their code and all else that is known', () => {
    const cause = new Error('underneath');
    const error = failure('peer-died', 'it is gone', { cause, maybeExecuted: true });
    expect(error).toMatchObject({
      name: 'RpcError',
      code: 14,
      codeName: 'Unavailable',
      maybeExecuted: true,
      cause,
    });
    expect(error.message).toBe('it is gone');
  });
});

describe('Code', () => {
  it('is the closed list of gRPC, with its numbers', () => {
    expect(Object.values(Code)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect([0, 17, 1.5, '1', null].some(isCode)).toBe(false);
    expect(Object.values(Code).every(isCode)).toBe(true);
  });

  it('has names', () => {
    for (const [name, code] of Object.entries(Code)) expect(codeName(code)).toBe(name);
  });
});

describe('RpcError', () => {
  it('shows nothing that is not known', () => {
    expect(Object.keys(new RpcError('x', { code: Code.NotFound })).sort()).toEqual([
      'code',
      'codeName',
      'name',
    ]);
  });

  it('is recognised by what it is, not by which copy of the class made it', () => {
    expect(new RpcError('x', { code: Code.NotFound })).toBeInstanceOf(RpcError);
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('flipcall.RpcError'), { value: true });
    expect(foreign).toBeInstanceOf(RpcError);
    class Derived extends RpcError {}
    expect(new Derived('x', { code: Code.NotFound })).toBeInstanceOf(Derived);
    expect(new Derived('x', { code: Code.NotFound })).toBeInstanceOf(RpcError);
    expect(foreign).not.toBeInstanceOf(Derived);
    for (const other of [new Error('x'), null, undefined, 'x', {}])
      expect(other).not.toBeInstanceOf(RpcError);
  });
});
