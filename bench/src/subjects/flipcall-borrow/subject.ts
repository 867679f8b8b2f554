import type { Subject } from '../../scenario.js';
import { serviceSubject } from '../service.js';

const subject = serviceSubject(
  {
    name: 'flipcall-borrow',
    about:
      "flipcall with the option `borrowBytes: 'in place'`: handlers read the bytes of large arguments in shared memory",
  },
  ['take'],
);

/** Only where bytes are carried does it differ from flipcall. */
export const flipcallBorrow: Subject = {
  name: subject.name,
  about: subject.about,
  ...(subject.openSink ? { openSink: subject.openSink } : {}),
};
