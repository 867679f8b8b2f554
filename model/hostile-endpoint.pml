/*
 * One endpoint of ours against a peer that writes anything at any time, wakes whom it likes, and waits on the futex itself to
 * swallow wake-ups. What our side acts on is always what it judged; and from the moment of a shutdown its call ends.
 */
#define Hand(me) skip
#ifndef REQUEUE
#define UNBOUNDED_SLEEP          /* a wake-up must do, where nobody moves us out of its way */
#endif
#ifdef BREAK_UNBOUNDED_SLEEP
#define UNBOUNDED_SLEEP
#endif
#include "endpoint.pml"

#ifndef ME
#define ME 0
#endif
#define PEER (1 - ME)

bool stopping;
bool ended;

active proctype Ours() {
  bool left_shut_down;
  byte before;
  sleep_flags[ME] = true;
  do
  :: Exchange(ME, true, 1);
    if
    :: status[ME] == OK ->
      /* We run: with control, and with a length that we may copy. */
      assert(seen[ME] == ME);
      assert(taken[ME] <= CAPACITY)
    :: else -> break
    fi
  od;
  ended = true
}

active proctype ShutsDown() {
  byte before;
  bool found_in_call;
  stopping = true;
  Shutdown(ME)
}

active proctype Hostile() {
  do
  :: state = 0
  :: state = 1
  :: state = SHUT_DOWN
  :: state = GARBAGE
  :: length = 0
  :: length = TOO_LONG
  :: asleep[PEER] = NO
  :: asleep[PEER] = IN_FUTEX
  :: swallowing = true
  :: swallowing = false
  :: FutexWakeAll()
#ifdef REQUEUE
  :: atomic { queued[ME] -> moved[ME] = true }
#endif
  :: break
  od
}

ltl shutdown_ends_the_call { [] (stopping -> <> ended) }
