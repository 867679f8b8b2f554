export default {
  async *transform() {
    const hoard = [];
    while (hoard.length >= 0) hoard.push(new Array(100_000).fill(hoard.length));
    yield 'never';
  },
};
