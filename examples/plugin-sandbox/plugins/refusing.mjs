export default {
  transform() {
    throw Object.assign(new Error('not like this'), { name: 'Refusal', wanted: 'to be asked nicely' });
  },
};
