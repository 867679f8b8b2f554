/*
 * A link: two channels and a life line, as packages/native/src/link_unsafe.cc, endpoint_unsafe.cc and reactor.cc use them.
 * Side 0 and side 1; channel c is the own channel of side c, who is the flipcall client there. Nobody sleeps in a futex:
 * who sleeps, sleeps on its end of the life line.
 *
 * In all of it `x` is the side that takes the step.
 */
#define SHUT_DOWN 2
#define GARBAGE 3

#define NO 0
#define ON_BELL 1

#ifndef LINE_CAPACITY
#define LINE_CAPACITY 2       /* hundreds, in the kernel */
#endif
#define MOST_DRAINED (LINE_CAPACITY + 1)  /* messages that DrainLifeLine reads at once; 64 in the code */

mtype = { OK, SHUTDOWN, PEER_DIED, TIMED_OUT, BAD_STATE };

#define OTHER(x) (1 - x)
/* The state word of channel c while side x holds it. */
#define MINE(x, c) (x == c -> 0 : 1)
#define THEIRS(x, c) (x == c -> 1 : 0)
#define AT(x, c) (2 * x + c)

/* The windows: a word for each channel, a flag for each side of each channel, and the datagram, by its number. */
byte state[2];
byte asleep[4];
byte datagram[2];

/* Each side's own memory. */
bool holds[4] = { true, false, false, true };
bool sleep_flags[4];
bool said_goodbye[2];
bool closed[2];               /* this side closed its life line, or the kernel did when its process died */
mtype status[2];
byte arrived[2];
byte sent[2];
byte given[2];                /* of those sent, as far as the state word says so */
byte got[2];

/* The life line: rings that lie there for each side, and the goodbye behind them. */
byte rings[2];
bool goodbye[2];
#define LINE_IS_EMPTY(x) (rings[x] == 0 && !goodbye[x])

/* MSG_DONTWAIT: a full line swallows a ring, and the ringer goes on. */
/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::RingBell */
inline RingBell() {
  atomic {
    if
    :: !closed[OTHER(x)] && rings[OTHER(x)] < LINE_CAPACITY -> rings[OTHER(x)]++
    :: else
    fi
  }
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::WakePeer */
inline WakePeer(c) {
  if
  :: !sleep_flags[AT(x, c)] -> RingBell()
  :: else ->
    if
    :: asleep[AT(OTHER(x), c)] == NO
    :: else -> RingBell()
    fi
  fi
}

/* mirrors packages/native/src/link_unsafe.cc Link::Give */
inline Give(c, what) {
  holds[AT(x, c)] = false;
  atomic {
    datagram[c] = what;                                   /* nobody else looks before the swap */
    seen = state[c];
    if
    :: seen == MINE(x, c) -> state[c] = THEIRS(x, c); Handed(what)
    :: else
    fi
  };
  atomic {
    if
    :: seen == MINE(x, c) -> seen = 0; status[x] = OK
    :: seen == SHUT_DOWN -> seen = 0; status[x] = SHUTDOWN
    :: else -> seen = 0; status[x] = BAD_STATE
    fi
  };
  if :: status[x] == OK -> WakePeer(c) :: else fi
}

/* mirrors packages/native/src/link_unsafe.cc Link::LookAt */
inline LookAt(c, result) {
  /* Atomic, for one shared word is read, once. */
  atomic {
    if
    :: holds[AT(x, c)] -> result = TIMED_OUT
    :: else ->
      seen = state[c];
      if
      :: seen == MINE(x, c) -> result = OK
      :: seen == THEIRS(x, c) -> result = TIMED_OUT
      :: seen == SHUT_DOWN -> result = SHUTDOWN
      :: else -> result = BAD_STATE
      fi;
      seen = 0
    fi
  }
}

/* mirrors packages/native/src/link_unsafe.cc Link::Look */
inline Look() {
  LookAt(x, own);
  if
  :: own == OK -> Take(x)
  :: else ->
    LookAt(OTHER(x), peers);
    if
    :: peers != TIMED_OUT && own == TIMED_OUT ->
#ifdef BREAK_TAKE_PEERS_FIRST
      if :: peers == OK :: else -> LookAt(x, own) fi;
#else
#ifdef BREAK_SHUTDOWN_OVERTAKES
      if :: peers == OK -> LookAt(x, own) :: else fi;
#else
      LookAt(x, own);
#endif
#endif
      atomic {
        if
        :: own == OK -> Take(x)
        :: own != OK && peers == OK -> Take(OTHER(x))
        :: else -> if :: own != TIMED_OUT -> status[x] = own :: else -> status[x] = peers fi
        fi
      }
    :: peers == OK && own != TIMED_OUT -> Take(OTHER(x))
    :: else -> atomic { if :: own != TIMED_OUT -> status[x] = own :: else -> status[x] = peers fi }
    fi
  fi;
  atomic { own = 0; peers = 0 }                           /* forgotten, to keep states few */
}

/* mirrors packages/native/src/link_unsafe.cc Link::Take */
inline Take(c) {
  atomic { holds[AT(x, c)] = true; arrived[x] = c; status[x] = OK }
}

/* mirrors packages/native/src/link_unsafe.cc Link::PublishAsleep */
inline PublishAsleep() {
  if :: sleep_flags[AT(x, x)] -> asleep[AT(x, x)] = ON_BELL :: else fi;
  if :: sleep_flags[AT(x, OTHER(x))] -> asleep[AT(x, OTHER(x))] = ON_BELL :: else fi
}

/* mirrors packages/native/src/link_unsafe.cc Link::PublishAwake */
inline PublishAwake() {
  /* Relaxed stores: the peer may read the old values for a while, here for as long as it likes. */
  atomic {
    if
    :: sleep_flags[AT(x, x)] -> asleep[AT(x, x)] = NO;
      if :: sleep_flags[AT(x, OTHER(x))] -> asleep[AT(x, OTHER(x))] = NO :: else fi
    :: true
    fi
  }
}

/* mirrors packages/native/src/link_unsafe.cc Link::DrainLifeLine */
inline DrainLifeLine() {
  drained = 0;
  do
  :: atomic {
      if
      :: drained == MOST_DRAINED -> alive = true; drained = 0; break
      :: drained < MOST_DRAINED && rings[x] > 0 -> rings[x]--; drained++
      :: drained < MOST_DRAINED && rings[x] == 0 && goodbye[x] -> goodbye[x] = false; said_goodbye[x] = true; drained++
      :: drained < MOST_DRAINED && LINE_IS_EMPTY(x) -> alive = !closed[OTHER(x)]; drained = 0; break
      fi
    }
  od
}

/* mirrors packages/native/src/link_unsafe.cc Link::HangUpStatus */
inline HangUpStatus() {
  if
  :: said_goodbye[x] || state[x] == SHUT_DOWN -> status[x] = SHUTDOWN
  :: else ->
    if
    :: state[OTHER(x)] == SHUT_DOWN -> status[x] = SHUTDOWN
    :: else -> status[x] = PEER_DIED
    fi
  fi
}

/* mirrors packages/native/src/endpoint_unsafe.cc Endpoint::PublishShutdown */
inline PublishShutdown(c) {
  atomic { seen = state[c]; state[c] = SHUT_DOWN };
  if
  :: seen == MINE(x, c) -> WakePeer(c)
  :: else
  fi
}

/* mirrors packages/native/src/link_unsafe.cc Link::Close */
inline Close() {
#ifndef BREAK_SHUT_DOWN_ALL
  if :: holds[AT(x, x)] -> PublishShutdown(x) :: else fi;
  if :: holds[AT(x, OTHER(x))] -> PublishShutdown(OTHER(x)) :: else fi;
#else
  PublishShutdown(x);
  PublishShutdown(OTHER(x));
#endif
  atomic { if :: !closed[OTHER(x)] -> goodbye[OTHER(x)] = true :: else fi };
  closed[x] = true
}
