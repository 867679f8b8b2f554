const INTERESTING = [0x00, 0x01, 0x7f, 0x80, 0x90, 0xc0, 0xc1, 0xc9, 0xcf, 0xd3, 0xd4, 0xdd, 0xdf, 0xff];

/**
 * A kept input, changed in one place or several.
 *
 * @param {import('./dist/random.js').Random} random
 * @param {readonly Buffer[]} corpus not empty
 * @param {(random: import('./dist/random.js').Random) => Uint8Array} fresh
 * @returns {Buffer}
 */
export function mutate(random, corpus, fresh) {
  let bytes = [...random.pick(corpus)];
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const at = random.below(bytes.length);
    switch (random.below(7)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes[at] = random.pick(INTERESTING);
        break;
      case 2:
        bytes[at] = ((bytes[at] ?? 0) + random.below(9) - 4) & 0xff;
        break;
      case 3:
        bytes.splice(at, 1 + random.below(8));
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + 1 + random.below(16)));
        break;
      case 5: {
        const other = random.pick(corpus);
        bytes = [...bytes.slice(0, at), ...other.subarray(random.below(other.length))];
        break;
      }
      default:
        bytes.splice(at, 0, ...fresh(random));
    }
    if (bytes.length < 3) bytes = [...random.pick(corpus)];
  }
  return Buffer.from(bytes.slice(0, 2048));
}
