/**
 * What is checked. Each part explores every order of steps of one model; each break in it makes the model wrong on purpose,
 * and must be found: a property that no mistake violates says nothing.
 *
 * `end`: no step is left out, every run ends, and no assertion fails. `always`: the file's LTL property holds on every run
 * in which each process goes on taking steps (weak fairness), and no assertion fails.
 *
 * @typedef {{ name: string, model: string, check: 'end' | 'always', with?: readonly string[], breaks: Record<string, string> }} Part
 * @type {readonly Part[]}
 */
export const parts = [
  {
    name: 'endpoints: no wake-up is lost',
    model: 'honest-endpoints.pml',
    check: 'end',
    breaks: {
      BREAK_NO_FLAG: 'who sleeps does not say so',
      BREAK_FLAG_AFTER_SLEEP: 'who sleeps says so afterwards',
      BREAK_FLAGS_BEFORE_ANSWER: 'the server uses sleep flags from before its answer',
    },
  },
  {
    name: 'endpoints: nor of the plain protocol, as gVisor speaks it',
    model: 'honest-endpoints.pml',
    check: 'end',
    with: ['PLAIN'],
    breaks: {},
  },
  {
    name: 'endpoints: a shutdown at any moment, of either side or both, ends every call',
    model: 'honest-endpoints.pml',
    check: 'end',
    with: ['SHUTTING_DOWN', 'ROUNDS=1'],
    breaks: { BREAK_SILENT_SHUTDOWN: 'who shuts down does not wake the peer' },
  },
  {
    name: 'endpoints: the same in the plain protocol',
    model: 'honest-endpoints.pml',
    check: 'end',
    with: ['SHUTTING_DOWN', 'PLAIN'],
    breaks: { BREAK_SILENT_SHUTDOWN: 'who shuts down does not wake the peer' },
  },
  {
    name: 'an endpoint: no hostile client makes it run without control, or outlast a shutdown',
    model: 'hostile-endpoint.pml',
    check: 'always',
    with: ['ME=1'],
    breaks: {
      BREAK_TRUST_GARBAGE: 'a state that there is not passes for control',
      BREAK_READ_STATE_TWICE: 'the state is read again after it was judged',
      BREAK_READ_LENGTH_TWICE: 'the length is read again after it was judged',
      BREAK_WAKE_ONE: 'a shutdown wakes one sleeper, which may be the peer',
      BREAK_WAKE_ONCE: 'a shutdown wakes once, which may be too early',
    },
  },
  {
    name: 'an endpoint: nor does a hostile server that moves its sleepers to another futex',
    model: 'hostile-endpoint.pml',
    check: 'always',
    with: ['ME=0', 'REQUEUE'],
    breaks: { BREAK_UNBOUNDED_SLEEP: 'it sleeps until it is woken' },
  },
  {
    name: 'links: they open, however the two handshakes mix',
    model: 'honest-links.pml',
    check: 'end',
    with: ['DATAGRAMS=0'],
    breaks: { BREAK_FLAGS_BEFORE_ANSWER: 'sleep flags are used from before the answer' },
  },
  {
    name: 'links: no wake-up is lost, datagrams arrive in order',
    model: 'honest-links.pml',
    check: 'end',
    breaks: {
      BREAK_NO_FLAG: 'who sleeps does not say so',
      BREAK_NO_SECOND_LOOK: 'who said so sleeps without another look',
      BREAK_TAKE_PEERS_FIRST: 'of two channels that arrived the wrong one is taken first',
    },
  },
  {
    name: 'links: when a side is killed, the other one hears of it, and has all that was given before',
    model: 'honest-links.pml',
    check: 'end',
    with: ['KILLING'],
    breaks: { BREAK_NO_LAST_LOOK: 'nobody looks at the channels after the hang-up' },
  },
  {
    name: 'links: the same when a side closes, which is told from a death',
    model: 'honest-links.pml',
    check: 'end',
    with: ['CLOSING'],
    breaks: {
      BREAK_SHUT_DOWN_ALL: 'channels are shut down on which a datagram may be under way',
      BREAK_SHUTDOWN_OVERTAKES: 'a shutdown on one channel hides what arrived on the other',
    },
  },
  {
    name: 'a link: whatever a hostile peer does, its death ends a wait',
    model: 'hostile-link.pml',
    check: 'always',
    with: ['DYING'],
    breaks: { BREAK_SLEEP_IN_FUTEX: 'it sleeps where a hang-up does not wake it' },
  },
  {
    name: 'a link: however a hostile peer rings, a deadline ends a wait',
    model: 'hostile-link.pml',
    check: 'always',
    with: ['DEADLINE'],
    breaks: { BREAK_TRUST_POLL_FOR_THE_DEADLINE: 'only a poll that nobody woke looks at the clock' },
  },
];
