// What a peer can do to the memory and the futexes that it shares with us.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "random.h"
#include "window.h"

namespace hostile {

// The peer's end of a session.
struct Prey {
  int life_line;
  int memfd;
  // The channel of which the attacker is the client, and the one of which it is the server.
  Window own;
  Window peers;
};

struct Attack {
  const char* name;
  // Runs for about a millisecond; called again and again, from several threads at once.
  void (*step)(const Prey&, Random&);
};

extern const std::vector<Attack> kMemoryAttacks;

// Attacks that end only at `until_ns` on the monotonic clock: sleeping on the futexes from here swallows
// wake-ups.
void SwallowWakeUps(const Prey& prey, Random& random, int64_t until_ns);

int64_t NowNs();

}  // namespace hostile
