/*
 * A side of ours that blocks on a link, against a peer that writes anything into both windows at any time, rings without
 * end, and may die. Whatever it did before, its death ends the wait; and so does our deadline, though it lives.
 */
#define Handed(what) skip
#define LINE_CAPACITY 1
#include "link.pml"

bool due;                     /* the deadline has passed */
bool dead;                    /* the peer's process is gone */
bool ended;

/* mirrors packages/native/src/link_unsafe.cc Link::Wait */
inline Wait() {
  do
  :: Look();
    if :: status[x] != TIMED_OUT -> break :: else fi;
    PublishAsleep();
    Look();
    if :: status[x] != TIMED_OUT -> PublishAwake(); break :: else fi;
    do
#ifndef BREAK_SLEEP_IN_FUTEX
    :: !LINE_IS_EMPTY(x) || closed[OTHER(x)] -> break
#endif
    :: due -> timed_out = true; break
    od;
    PublishAwake();
    alive = true;
    if :: !timed_out -> DrainLifeLine() :: else fi;
    Look();
    if
    :: status[x] == TIMED_OUT && !alive -> HangUpStatus(); break
#ifdef BREAK_TRUST_POLL_FOR_THE_DEADLINE
    :: status[x] == TIMED_OUT && alive && timed_out -> break
    :: status[x] == TIMED_OUT && alive && !timed_out
#else
    :: status[x] == TIMED_OUT && alive && (timed_out || due) -> break
    :: status[x] == TIMED_OUT && alive && !timed_out && !due
#endif
    :: status[x] != TIMED_OUT -> break
    fi;
    atomic { timed_out = false; alive = false }
  od;
  atomic { timed_out = false; alive = false }
}

active proctype Ours() {
  byte x = 0;
  mtype own;
  mtype peers;
  byte seen;
  bool alive;
  byte drained;
  bool timed_out;
  sleep_flags[AT(x, x)] = true;
  sleep_flags[AT(x, OTHER(x))] = true;
  do
  :: Wait();
    if
    :: status[x] == OK ->
      assert(holds[AT(x, arrived[x])]);
      Give(arrived[x], 0);
      if :: status[x] != OK -> break :: else fi
    :: else -> break
    fi
  od;
  ended = true
}

#ifdef DEADLINE
active proctype Clock() { due = true }
#endif

active proctype Hostile() {
  do
  :: state[0] = 0
  :: state[0] = 1
  :: state[0] = SHUT_DOWN
  :: state[0] = GARBAGE
  :: state[1] = 0
  :: state[1] = 1
  :: state[1] = SHUT_DOWN
  :: state[1] = GARBAGE
  :: asleep[AT(1, 0)] = ON_BELL
  :: asleep[AT(1, 0)] = NO
  :: asleep[AT(0, 0)] = NO
  :: atomic { rings[0] < LINE_CAPACITY -> rings[0]++ }
  :: !goodbye[0] -> goodbye[0] = true
#ifdef DYING
  :: break
#endif
  od;
  closed[1] = true;
  dead = true
}

#ifdef DEADLINE
ltl a_deadline_ends_the_wait { [] (due -> <> (ended || status[0] == OK)) }
#else
ltl death_ends_the_wait { [] (dead -> <> ended) }
#endif
