export default {
  transform() {
    for (;;);
  },
};
