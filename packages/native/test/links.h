// Both halves of a session, without JavaScript.
#pragma once

#include <memory>

#include "life_line.h"
#include "link_unsafe.h"
#include "pair.h"

namespace flipcall::test {

// Both links of a session. Each names the same window `own` that the other names `peers`.
struct Session {
  Session() {
    if (SocketPair(&sockets[0], &sockets[1])) abort();
    for (int i = 0; i < 2; i++) {
      links[i] = std::make_unique<Link>(std::move(sockets[i]), windows[i].mapping, windows[1 - i].mapping);
    }
  }
  void EnableSleepFlags() {
    for (const auto& link : links) {
      link->endpoint(kOwn).EnableSleepFlags();
      link->endpoint(kPeers).EnableSleepFlags();
    }
  }
  // Never spin: every wait goes to sleep.
  void NeverSpin() {
    for (const auto& link : links) link->spin().set_max_ns(0);
  }
  Window windows[2];
  UniqueFd sockets[2];
  std::unique_ptr<Link> links[2];
};

inline Status WaitFor(Link* link, Channel expected, int64_t deadline_ns = kNever) {
  Channel arrived = expected;
  const Status status = link->Wait(deadline_ns, &arrived);
  CHECK(status != Status::kOk || arrived == expected);
  return status;
}

}  // namespace flipcall::test
