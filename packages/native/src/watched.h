// What the reactor knows of one link.
#pragma once

#include <uv.h>

#include <memory>

#include "credit.h"
#include "fair_share.h"
#include "reactor.h"

namespace flipcall {

struct Reactor::Watched {
  Reactor* reactor;
  std::shared_ptr<LinkOwner> owner;  // Null once the link is over.
  uv_poll_t poll;
  bool hot = false;
  bool put_off = false;  // OnResumed is due.
  bool resting = false;
  double busy_share = 1;
  Busyness busyness;
  Credit credit;
  int32_t process;     // On the other side.
  bool woken = false;  // By a ring, and nothing has arrived since.
  int64_t had_floor_until = 0;
  int64_t quiet_since = 0;  // When control last changed hands.
};

}  // namespace flipcall
