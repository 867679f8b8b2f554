export default {
  async *transform() {
    for (;;) yield 'and on';
  },
};
