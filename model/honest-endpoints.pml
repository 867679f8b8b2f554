/*
 * Two endpoints of ours, and a thread on each side that may shut down at any moment: connect, recvFirst, sendRecv,
 * sendLast. Every run ends, whatever the order of steps: so no wake-up is lost, and no call outlasts a shutdown. Only one
 * side at a time acts as the active one, and each datagram arrives, once, in its turn.
 */
#ifndef ROUNDS
#define ROUNDS 2
#endif

byte handed;                  /* datagrams given so far */
byte received;                /* and taken */
bool holding[2] = { true, false };
#define UNBOUNDED_SLEEP          /* nobody is to need the time-out that the code has */
#define Hand(me) handed++; holding[me] = false

#include "endpoint.pml"

inline Received(me) {
  atomic {
    received++;
    assert(received == handed);
    assert(!holding[1 - me]);
    holding[me] = true
  }
}

proctype Client() {
  bool left_shut_down;
  byte before;
  byte rounds;
  /* mirrors packages/core/src/endpoint.ts connectSync */
  Exchange(0, true, 1);
  if :: status[0] == OK -> Received(0) :: else -> goto over fi;
#ifndef PLAIN
  sleep_flags[0] = true;
#endif
  do
  :: rounds < ROUNDS ->
    rounds++;
    /* mirrors packages/core/src/endpoint.ts sendRecvSync */
    Exchange(0, true, 1);
    if :: status[0] == OK -> Received(0) :: else -> goto over fi
  :: else -> break
  od;
  /* mirrors packages/core/src/endpoint.ts sendLast */
  GiveControl(0, 0);
over:
  assert(status[0] == OK || status[0] == SHUTDOWN)
}

proctype Server() {
  bool left_shut_down;
  byte before;
  /* mirrors packages/core/src/endpoint.ts recvFirstSync */
  Exchange(1, false, 0);
  if :: status[1] == OK -> Received(1) :: else -> goto over fi;
#ifdef BREAK_FLAGS_BEFORE_ANSWER
  sleep_flags[1] = true;
  GiveControl(1, 1);
#else
  GiveControl(1, 1);
#ifndef PLAIN
  sleep_flags[1] = true;
#endif
#endif
  if :: status[1] == OK :: else -> goto over fi;
  do
  :: Exchange(1, false, 0);
    if :: status[1] == OK -> Received(1) :: else -> goto over fi;
    if :: taken[1] == 0 -> goto over :: else fi;
    GiveControl(1, 1);
    if :: status[1] == OK :: else -> goto over fi
  od;
over:
  assert(status[1] == OK || status[1] == SHUTDOWN)
}

proctype ShutsDown(byte me) {
  byte before;
  bool found_in_call;
  Shutdown(me)
}

init {
  atomic {
    run Client();
    run Server();
#ifdef SHUTTING_DOWN
    if :: run ShutsDown(0) :: run ShutsDown(1) :: run ShutsDown(0); run ShutsDown(1) fi
#endif
  }
}
