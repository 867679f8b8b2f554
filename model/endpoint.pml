/*
 * An endpoint and the futex it sleeps in, step by step as packages/native/src/endpoint_unsafe.cc takes them. Each inline
 * names what it mirrors; `npm run model` fails when that is gone. Shared words are read and written in one order that all
 * see (SPIN knows no other), as the sequentially consistent accesses of the code are; of the others one can matter, and
 * is modelled: see PublishAwake.
 *
 * `me` is 0 for the client and 1 for the server, and so is the state word while that side holds control.
 */
#define SHUT_DOWN 2
#define GARBAGE 3
#define CAPACITY 1            /* a datagram's length is 0 or 1; 2 is too long */
#define TOO_LONG 2

#define NO 0
#define IN_FUTEX 1

mtype = { OK, SHUTDOWN, TIMED_OUT, BAD_STATE, BAD_LENGTH, NOT_ACTIVE };

/* The packet window. */
byte state = 0;
byte length = 0;
byte asleep[2];

/* Each side's own memory. */
mtype status[2];
byte seen[2];                 /* the copy of the state that was judged */
byte taken[2];                /* the copy of the length that was judged */
bool sleep_flags[2];
bool shut_down[2];
bool in_call[2];
bool shut_down_bit[2];        /* with in_call: Endpoint::control_ */

/* The kernel: who sleeps in the futex of the state word. */
bool queued[2];
bool moved[2];                /* to another futex, by FUTEX_REQUEUE: woken there by nobody */
byte interrupts = 1;          /* signals that end a sleep early, in all */
bool swallowing;              /* a hostile peer waits on the word from threads of its own */

/* Of two sleepers either may be the first: more than the kernel allows. */
inline FutexWakeOne() {
  atomic {
    if
    :: swallowing
    :: queued[0] && !moved[0] -> queued[0] = false
    :: queued[1] && !moved[1] -> queued[1] = false
    :: else
    fi
  }
}

inline FutexWakeAll() {
  atomic {
    if :: !moved[0] -> queued[0] = false :: else fi;
    if :: !moved[1] -> queued[1] = false :: else fi
  }
}

/* mirrors packages/native/src/futex.h FutexWait */
inline FutexWait(me) {
  atomic { if :: state == 1 - me -> queued[me] = true; moved[me] = false :: else fi };
  do
  :: atomic { !queued[me] -> break }
  :: atomic { queued[me] && interrupts > 0 -> interrupts--; queued[me] = false; break }
#ifndef UNBOUNDED_SLEEP
  :: atomic { queued[me] -> queued[me] = false; break }   /* kLongestFutexSleepNs */
#endif
  od;
  moved[me] = false
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::WakePeer */
inline WakePeer(me) {
  if
  :: !sleep_flags[me] -> FutexWakeOne()
  :: else ->
    if
    :: asleep[1 - me] == NO
    :: else -> FutexWakeOne()
    fi
  fi
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::GiveControl */
inline GiveControl(me, bytes) {
  length = bytes;
  atomic {
    seen[me] = state;
    if :: seen[me] == me -> Hand(me); state = 1 - me :: else fi
  };
  if
  :: seen[me] == me -> WakePeer(me); status[me] = OK
  :: seen[me] == SHUT_DOWN -> status[me] = SHUTDOWN
  :: seen[me] == 1 - me -> status[me] = NOT_ACTIVE
  :: else -> status[me] = BAD_STATE
  fi
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::LookForControl */
inline LookForControl(me) {
  seen[me] = state;
#ifdef BREAK_READ_STATE_TWICE
  if
  :: state == me -> status[me] = OK
  :: else ->
#endif
  if
  :: seen[me] == me -> status[me] = OK
  :: seen[me] == 1 - me -> status[me] = TIMED_OUT
  :: seen[me] == SHUT_DOWN -> status[me] = SHUTDOWN
#ifdef BREAK_TRUST_GARBAGE
  :: else -> status[me] = OK
#else
  :: else -> status[me] = BAD_STATE
#endif
  fi
#ifdef BREAK_READ_STATE_TWICE
  fi
#endif
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::TakeLength */
inline TakeLength(me) {
  taken[me] = length;
  if
  :: taken[me] > CAPACITY -> status[me] = BAD_LENGTH
  :: else
  fi;
#ifdef BREAK_READ_LENGTH_TWICE
  taken[me] = length
#endif
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::PublishAsleep */
inline PublishAsleep(me) {
  if :: sleep_flags[me] -> asleep[me] = IN_FUTEX :: else fi
}

/* The store is a relaxed one, so the peer may go on reading the old value: here, for as long as it likes. */
inline PublishAwake(me) {
  if
  :: sleep_flags[me] -> asleep[me] = NO
  :: true
  fi
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::WaitForControl */
inline WaitForControl(me) {
  do
  :: LookForControl(me);                                  /* the spin, shortened to one look */
    if :: status[me] != TIMED_OUT -> break :: else fi;
    if :: shut_down[me] -> status[me] = SHUTDOWN; break :: else fi;
#ifdef BREAK_FLAG_AFTER_SLEEP
    FutexWait(me);
    PublishAsleep(me);
#else
#ifndef BREAK_NO_FLAG
    PublishAsleep(me);
#endif
    FutexWait(me);
#endif
    PublishAwake(me)
  od
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::EnterCall */
inline EnterCall(me) {
  atomic {
    if
    :: shut_down_bit[me] -> status[me] = SHUTDOWN
    :: else -> in_call[me] = true; status[me] = OK
    fi
  }
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::LeaveCall */
inline LeaveCall(me) {
  atomic { in_call[me] = false; left_shut_down = shut_down_bit[me] };
  if :: left_shut_down -> PublishShutdown(me) :: else fi
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::PublishShutdown */
inline PublishShutdown(me) {
  atomic { before = state; state = SHUT_DOWN };
  if
#ifndef BREAK_SILENT_SHUTDOWN
  :: before == me -> WakePeer(me)
#endif
  :: else
  fi
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::Shutdown */
inline Shutdown(me) {
  shut_down[me] = true;
  atomic { shut_down_bit[me] = true; found_in_call = in_call[me] };
  if
  :: !found_in_call -> PublishShutdown(me); FutexWakeAll()
  :: else ->
    do
#ifdef BREAK_WAKE_ONE
    :: FutexWakeOne();
#else
    :: FutexWakeAll();
#endif
#ifdef BREAK_WAKE_ONCE
      break
#else
      if :: !in_call[me] -> break :: else fi
#endif
    od
  fi
}

/* mirrors packages/native/src/addon_endpoint.cc ExchangeSync */
inline Exchange(me, give, bytes) {
  if
  :: shut_down[me] -> status[me] = SHUTDOWN
  :: else ->
    status[me] = OK;
    if :: give -> GiveControl(me, bytes) :: else fi;
    if
    :: status[me] == OK ->
      EnterCall(me);
      if
      :: status[me] == OK -> WaitForControl(me); LeaveCall(me)
      :: else
      fi
    :: else
    fi
  fi;
  if :: status[me] == OK -> TakeLength(me) :: else fi
}
