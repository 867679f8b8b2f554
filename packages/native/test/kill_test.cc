// A peer's process killed at any instant of a conversation, often.
#include "links.h"
#include "open_fds.h"
#include "pair.h"
#include "rounds.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

// Says and answers on both channels, without end.
void Converse(Link* link) {
  for (;;) {
    if (link->holds(kOwn)) link->Give(kOwn, 0);
    Channel arrived;
    if (link->Wait(kNever, &arrived) == Status::kOk && arrived == kPeers) link->Give(kPeers, 0);
  }
}

}  // namespace

TEST("a peer that is killed at any instant is found dead, whatever it was doing") {
  const int before = OpenFds();
  for (uint32_t i = 0; i < Rounds() / 200; i++) {
    Window windows[2];
    UniqueFd sockets[2];
    if (!CHECK(!SocketPair(&sockets[0], &sockets[1]))) return;
    const auto link_of = [&](int side) {
      auto link =
          std::make_unique<Link>(std::move(sockets[side]), windows[side].mapping, windows[1 - side].mapping);
      link->endpoint(kOwn).EnableSleepFlags();
      link->endpoint(kPeers).EnableSleepFlags();
      if (i % 2 == 0) link->spin().set_max_ns(0);
      return link;
    };
    Elsewhere peer(Where::kProcess, [&] {
      sockets[0].reset();
      Converse(link_of(1).get());
    });
    sockets[1].reset();
    const auto link = link_of(0);
    std::thread killer([&] {
      // From before it has begun until it is in the middle of it.
      const timespec pause = {0, static_cast<long>((i * 7919) % 3000) * 1000};
      nanosleep(&pause, nullptr);
      peer.Kill();
    });
    Status status = Status::kOk;
    while (status == Status::kOk) {
      if (link->holds(kOwn)) status = link->Give(kOwn, 0);
      Channel arrived;
      if (status == Status::kOk) status = link->Wait(kNever, &arrived);
      if (status == Status::kOk && arrived == kPeers) status = link->Give(kPeers, 0);
    }
    killer.join();
    if (!CHECK(status == Status::kPeerDied)) break;
  }
  CHECK(OpenFds() == before);
}
