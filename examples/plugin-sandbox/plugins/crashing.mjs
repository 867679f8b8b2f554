export default {
  async *transform() {
    yield 'so far, so good';
    process.abort();
  },
};
