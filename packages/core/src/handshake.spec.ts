import { decodeHandshake, ENDPOINT_FEATURES, encodeHandshake, SESSION_FEATURES } from './handshake.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (text: string) => decodeHandshake(bytes(text), bytes(text).length, ENDPOINT_FEATURES);

it("offers nothing in exactly gVisor's bytes", () => {
  expect(encodeHandshake([])).toEqual(bytes('{}\n'));
});

it('offers features under a key that gVisor ignores', () => {
  expect(encodeHandshake(['sleep-flags'])).toEqual(bytes('{"features":["sleep-flags"]}\n'));
});

it('takes what both sides named', () => {
  expect(decode('{"features":["sleep-flags"]}\n')).toEqual(['sleep-flags']);
  expect(decode('{"features":["telepathy","sleep-flags"],"more":{}}')).toEqual(['sleep-flags']);
  expect(decode('{"features":["doorbell"]}')).toEqual([]);
  const both = encodeHandshake(SESSION_FEATURES);
  expect(decodeHandshake(both, both.length, SESSION_FEATURES)).toEqual(SESSION_FEATURES);
  expect(decodeHandshake(both, both.length, [])).toEqual([]);
});

it.each([
  '{}\n',
  '{}',
  '  {"other":1}',
  '{"features":7}',
  '{"features":{"0":"sleep-flags"}}',
  '{"features":[[]]}',
])('takes %p for a plain peer', (text) => {
  expect(decode(text)).toEqual([]);
});

it.each(['', '\0\0\0', '{', 'hello', '{}{}', '\xff\xfe'])('refuses %p, which is no JSON', (text) => {
  expect(() => decode(text)).toThrow("The peer's handshake is not JSON");
});

it.each(['[]', 'null', '7', '"{}"', 'true'])('refuses %p, which is no object', (text) => {
  expect(() => decode(text)).toThrow("The peer's handshake is not a JSON object");
});

it('refuses an absurdly long one unread', () => {
  const data = bytes(`{}${' '.repeat(5000)}`);
  expect(decodeHandshake(data, 4096, ENDPOINT_FEATURES)).toEqual([]);
  expect(() => decodeHandshake(data, 4097, ENDPOINT_FEATURES)).toThrow(
    expect.objectContaining({
      kind: 'protocol',
      message: "The peer's handshake is 4097 bytes long; at most 4096 are allowed.",
    }),
  );
});

it('quotes only the beginning of what it refuses', () => {
  expect(() => decode('x'.repeat(1000))).toThrow(`"${'x'.repeat(40)}…"`);
});
