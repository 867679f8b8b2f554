export default {
  async *transform() {
    yield 'a string';
    yield { surprise: true };
  },
};
