/*
 * Two sides of a session: the handshakes of both channels, datagrams both ways, doorbells; and at any moment a side may close,
 * or be killed. Nobody sleeps while control is its own. Datagrams arrive in order, and all that were given before the end
 * arrive. Who is left alone hears of it, and why.
 */
#ifndef DATAGRAMS
#define DATAGRAMS 1           /* from each side, beside the handshakes and the empty ones */
#endif
#define HANDSHAKE 9

#define Handed(what) \
  if :: what != 0 && what != HANDSHAKE -> given[x]++ :: else fi

bool killed[2];
bool closing[2];              /* on purpose */

#include "link.pml"

/* mirrors packages/core/src/session.ts #shakeHands */
inline ShakeHands() {
  if
  :: arrived[x] == x ->
    hands_own = true;
    sleep_flags[AT(x, x)] = true
  :: else ->
    assert(!hands_peers);
    hands_peers = true;
#ifdef BREAK_FLAGS_BEFORE_ANSWER
    sleep_flags[AT(x, OTHER(x))] = true;
    Give(OTHER(x), HANDSHAKE)
#else
    Give(OTHER(x), HANDSHAKE);
    sleep_flags[AT(x, OTHER(x))] = true
#endif
  fi
}

/* mirrors packages/native/src/addon_link.cc OnArrived */
inline OnArrived() {
  number = datagram[arrived[x]];
  if
  :: !(hands_own && hands_peers) -> assert(number == HANDSHAKE); number = 0; ShakeHands()
  :: else ->
    atomic {
      if
      :: number != 0 -> got[x]++; assert(number == got[x])
      :: else
      fi;
      number = 0
    };
    /* mirrors packages/core/src/session.ts outgoing */
    if
    :: arrived[x] == OTHER(x) && holds[AT(x, x)] && sent[x] < DATAGRAMS ->
      sent[x]++;
      Give(OTHER(x), sent[x])
    :: arrived[x] == OTHER(x) -> Give(OTHER(x), 0)
    :: arrived[x] == x -> status[x] = OK
    fi
  fi
}

#define CAN_SEND(x) (hands_own && hands_peers && holds[AT(x, x)] && sent[x] < DATAGRAMS)

/* mirrors packages/native/src/reactor.cc Reactor::LookAndDeliver */
inline LookAndDeliver() {
  Look();
  if
  :: status[x] == TIMED_OUT -> delivered = false
  :: else ->
    delivered = true;
    if :: status[x] == OK -> OnArrived() :: else fi;
    if :: status[x] != OK -> goto over :: else fi
  fi
}

proctype LinkSide(byte x) {
  mtype own;
  mtype peers;
  byte seen;
  byte number;
  byte drained;
  byte rounds;
  bool alive;
  bool delivered;
  bool hands_own;
  bool hands_peers;
  {
    /* mirrors packages/core/src/session.ts Session */
    Give(x, HANDSHAKE);
    if :: status[x] != OK -> goto over :: else fi;
turn:
    /* mirrors packages/native/src/reactor.cc Reactor::Turn */
    if
    :: CAN_SEND(x) -> sent[x]++; Give(x, sent[x]); if :: status[x] != OK -> goto over :: else fi
    :: true
#ifdef CLOSING
    :: hands_own && hands_peers -> goto close
#endif
    fi;
    LookAndDeliver();
    if :: delivered -> goto turn :: else fi;
    /* mirrors packages/native/src/reactor.cc Reactor::Cool */
#ifndef BREAK_NO_FLAG
    PublishAsleep();
#endif
#ifndef BREAK_NO_SECOND_LOOK
    LookAndDeliver();
    if :: delivered -> PublishAwake(); goto turn :: else fi;
#endif
end_asleep:
    if
    :: !LINE_IS_EMPTY(x) || closed[OTHER(x)]
    :: CAN_SEND(x) -> PublishAwake(); goto turn          /* the program has something to say */
#ifdef CLOSING
    :: hands_own && hands_peers -> goto close
#endif
    fi;
    /* mirrors packages/native/src/reactor.cc Reactor::OnLifeLine */
    DrainLifeLine();
    if
    :: alive -> PublishAwake(); goto turn                /* mirrors packages/native/src/reactor.cc Reactor::Expect */
    :: else
    fi;
#ifndef BREAK_NO_LAST_LOOK
    LookAndDeliver();
    LookAndDeliver();
#endif
    HangUpStatus();
    goto over;
close:
    closing[x] = true;
    status[x] = SHUTDOWN;
over:
    Close()
  } unless { killed[x] };
  closed[x] = true
}

#ifdef KILLING
proctype Killer(byte victim) { killed[victim] = true }
#endif

/* When nothing moves any more. */
active proctype Judge() {
  byte x;
  timeout;
  atomic {
    for (x : 0 .. 1) {
      if
      :: !closed[x] && !closed[OTHER(x)] ->
        /* Nobody sleeps while control is its own, and all was delivered. */
        assert(holds[AT(x, x)] || state[x] == THEIRS(x, x));
        assert(holds[AT(x, OTHER(x))] || state[OTHER(x)] == THEIRS(x, OTHER(x)));
        assert(sent[x] == DATAGRAMS && got[OTHER(x)] == sent[x])
      :: closed[OTHER(x)] && !closing[x] && !killed[x] ->
        /* Who was left alone knows, and why; and has what was given before. */
        assert(closed[x]);
        assert(got[x] == given[OTHER(x)]);
        assert(status[x] == (closing[OTHER(x)] -> SHUTDOWN : PEER_DIED))
      :: else
      fi
    }
  }
}

init {
  atomic {
    run LinkSide(0);
    run LinkSide(1);
#ifdef KILLING
    run Killer(0)
#endif
  }
}
