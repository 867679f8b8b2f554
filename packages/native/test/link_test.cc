// Two channels over one life line.
#include <sys/socket.h>

#include "links.h"
#include "rounds.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

constexpr char kGoodbye = 1;
constexpr int64_t kMillisecond = 1'000'000;

void EchoUntilOver(Link* link) {
  Channel arrived;
  Status status;
  while ((status = link->Wait(kNever, &arrived)) == Status::kOk) {
    uint32_t length;
    CHECK(link->endpoint(arrived).TakeLength(&length) == Status::kOk);
    if (link->Give(arrived, length) != Status::kOk) break;
  }
}

}  // namespace

TEST("each side holds its own channel first") {
  Session session;
  for (const auto& link : session.links) {
    CHECK(link->holds(kOwn) && !link->holds(kPeers));
    CHECK(link->Give(kPeers, 0) == Status::kNotActive);
  }
  CHECK(session.links[0]->Give(kOwn, 0) == Status::kOk);
  CHECK(session.links[0]->Give(kOwn, 0) == Status::kNotActive);
}

TEST("a datagram on the one's own channel arrives on the other's peer's channel") {
  Session session;
  CHECK(session.links[0]->Give(kOwn, 5) == Status::kOk);
  CHECK(WaitFor(session.links[1].get(), kPeers) == Status::kOk);
  CHECK(session.links[1]->Give(kPeers, 6) == Status::kOk);
  CHECK(WaitFor(session.links[0].get(), kOwn) == Status::kOk);
  uint32_t length;
  CHECK(session.links[0]->endpoint(kOwn).TakeLength(&length) == Status::kOk && length == 6);
}

TEST("of two channels that arrived our own comes first, since it was sent first") {
  Session session;
  Link& link = *session.links[0];
  Link& peer = *session.links[1];
  for (int i = 0; i < 10; i++) {
    CHECK(link.Give(kOwn, 0) == Status::kOk);
    CHECK(WaitFor(&peer, kPeers) == Status::kOk);
    CHECK(peer.Give(kPeers, 0) == Status::kOk);
    CHECK(peer.Give(kOwn, 0) == Status::kOk);
    Channel arrived;
    CHECK(link.Look(&arrived) == Status::kOk && arrived == kOwn);
    CHECK(link.Look(&arrived) == Status::kOk && arrived == kPeers);
    CHECK(link.Look(&arrived) == Status::kTimedOut);
    CHECK(link.Give(kPeers, 0) == Status::kOk);
    CHECK(WaitFor(&peer, kOwn) == Status::kOk);
  }
}

TEST("a bell wakes a link that sleeps, on either channel") {
  for (const bool flags : {false, true}) {
    Session session;
    if (flags) session.EnableSleepFlags();
    session.NeverSpin();
    Link* link = session.links[1].get();
    {
      Elsewhere sleeper(Where::kThread, [&] { CHECK(WaitFor(link, kPeers) == Status::kOk); });
      sleeper.UntilAsleep();
      CHECK(session.links[0]->Give(kOwn, 0) == Status::kOk);
      CHECK(!flags || session.links[0]->endpoint(kOwn).peer_was_asleep());
    }
    CHECK(link->Give(kOwn, 0) == Status::kOk);
    CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kOk);
    Elsewhere sleeper(Where::kThread, [&] { CHECK(WaitFor(link, kOwn) == Status::kOk); });
    sleeper.UntilAsleep();
    CHECK(session.links[0]->Give(kPeers, 0) == Status::kOk);
  }
}

TEST("who had to wake the peer spins for it longer than for one that was awake") {
  Session session;
  session.EnableSleepFlags();
  Link& link = *session.links[0];
  link.spin().set_max_ns(50'000);
  CHECK(link.Give(kOwn, 1) == Status::kOk);
  CHECK(link.SpinBudgetNs() == link.spin().budget_ns());
  Channel arrived;
  CHECK(session.links[1]->Look(&arrived) == Status::kOk && session.links[1]->Give(kPeers, 1) == Status::kOk);
  CHECK(link.Look(&arrived) == Status::kOk);
  session.links[1]->PublishAsleep();
  CHECK(link.Give(kOwn, 1) == Status::kOk);
  CHECK(link.SpinBudgetNs() == link.spin().budget_for_sleeper_ns());
}

TEST("many round trips on a link, asleep and spinning") {
  for (const int64_t spin_ns : {int64_t{0}, int64_t{5'000}, DefaultSpinNs()}) {
    Session session;
    session.EnableSleepFlags();
    for (const auto& link : session.links) link->spin().set_max_ns(spin_ns);
    Elsewhere server(Where::kThread, [&] { EchoUntilOver(session.links[1].get()); });
    Link* client = session.links[0].get();
    for (uint32_t i = 0; i < Rounds() / 4; i++) {
      if (!CHECK(client->Give(kOwn, i % 1000) == Status::kOk)) break;
      if (!CHECK(WaitFor(client, kOwn) == Status::kOk)) break;
    }
    client->Close();
  }
}

TEST("the peer's death ends a wait, asleep or spinning, and is told from a goodbye") {
  for (const bool spinning : {false, true}) {
    for (const bool goodbye : {false, true}) {
      Session session;
      session.EnableSleepFlags();
      session.NeverSpin();
      if (spinning) session.links[0]->spin().set_max_ns(200'000);
      UniqueFd peer(dup(session.links[1]->life_line()));
      Link* link = session.links[0].get();
      Elsewhere waiting(Where::kThread, [&] {
        CHECK(WaitFor(link, kPeers) == (goodbye ? Status::kShutdown : Status::kPeerDied));
      });
      if (!spinning) waiting.UntilAsleep();
      if (goodbye) CHECK(send(peer.get(), &kGoodbye, 1, 0) == 1);
      shutdown(peer.get(), SHUT_RDWR);  // What the kernel does for a process that dies.
    }
  }
}

TEST("SIGKILL of the peer's process ends a wait") {
  Window windows[2];
  UniqueFd sockets[2];
  CHECK(!SocketPair(&sockets[0], &sockets[1]));
  Elsewhere peer(Where::kProcess, [&] {
    sockets[0].reset();
    Link link(std::move(sockets[1]), windows[1].mapping, windows[0].mapping);
    EchoUntilOver(&link);
  });
  sockets[1].reset();
  Link link(std::move(sockets[0]), windows[0].mapping, windows[1].mapping);
  CHECK(link.Give(kOwn, 0) == Status::kOk);
  CHECK(WaitFor(&link, kOwn) == Status::kOk);
  Elsewhere waiting(Where::kThread, [&] { CHECK(WaitFor(&link, kPeers) == Status::kPeerDied); });
  waiting.UntilAsleep();
  peer.Kill();
}

TEST("what the peer handed over before it died still arrives") {
  Session session;
  CHECK(session.links[1]->Give(kOwn, 9) == Status::kOk);
  shutdown(session.links[1]->life_line(), SHUT_RDWR);
  CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kOk);
  CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kPeerDied);
}

TEST("what was given before a close still arrives, then the close") {
  for (const bool rings : {false, true}) {
    Session session;
    session.EnableSleepFlags();
    Link* closing = session.links[1].get();
    Link* link = session.links[0].get();
    // The closing side holds no channel any more, so that its goodbye alone tells the close from a death.
    CHECK(link->Give(kOwn, 0) == Status::kOk);
    CHECK(WaitFor(closing, kPeers) == Status::kOk);
    CHECK(closing->Give(kOwn, 1) == Status::kOk);
    CHECK(closing->Give(kPeers, 2) == Status::kOk);
    // Bells that it has not read: the kernel then reports a reset rather than an end.
    const char ring = 0;
    if (rings) CHECK(send(link->life_line(), &ring, 1, MSG_DONTWAIT) == 1);
    closing->Close();
    Channel first;
    Channel second;
    CHECK(link->Wait(kNever, &first) == Status::kOk);
    CHECK(link->Wait(kNever, &second) == Status::kOk && first != second);
    CHECK(link->Wait(kNever, &first) == Status::kShutdown);
  }
}

TEST("an answer and the close right after it are seen in that order") {
  for (uint32_t i = 0; i < Rounds() / 20; i++) {
    Session session;
    session.EnableSleepFlags();
    Link* closing = session.links[1].get();
    Link* link = session.links[0].get();
    CHECK(link->Give(kOwn, 0) == Status::kOk);
    CHECK(WaitFor(closing, kPeers) == Status::kOk);
    std::atomic<bool> looking{false};
    Elsewhere peer(Where::kThread, [&] {
      while (!looking) CpuRelax();
      for (uint32_t pause = 0; pause < i % 64; pause++) CpuRelax();
      closing->Give(kPeers, 0);
      closing->Close();
    });
    looking = true;
    Channel arrived;
    Status status;
    do status = link->Look(&arrived);
    while (status == Status::kTimedOut);
    if (!CHECK(status == Status::kOk && arrived == kOwn)) break;
  }
}

TEST("a peer that rings without end neither puts off a deadline nor hides what arrives") {
  Session session;
  session.NeverSpin();
  Link* link = session.links[0].get();
  std::atomic<bool> stop{false};
  const auto ring_on = [&] {
    const char ring = 0;
    while (!stop) send(session.links[1]->life_line(), &ring, 1, MSG_DONTWAIT);
  };
  Elsewhere hostile[] = {Elsewhere(Where::kThread, ring_on), Elsewhere(Where::kThread, ring_on),
                         Elsewhere(Where::kThread, ring_on), Elsewhere(Where::kThread, ring_on)};
  CHECK(WaitFor(link, kPeers, MonotonicNs() + 20 * kMillisecond) == Status::kTimedOut);
  CHECK(session.links[1]->endpoint(kOwn).GiveControl(0) == Status::kOk);
  CHECK(WaitFor(link, kPeers) == Status::kOk);
  stop = true;
}

TEST("a peer that reads no bells cannot block the ringer") {
  Session session;
  Link* link = session.links[0].get();
  for (int i = 0; i < 5'000; i++) {
    if (!CHECK(link->endpoint(kOwn).GiveControl(0) == Status::kOk)) break;
    session.windows[0].header()->state = 0;  // The peer hands it back without ever reading its socket.
  }
}

TEST("a wait ends at its deadline") {
  Session session;
  session.EnableSleepFlags();
  const int64_t deadline = MonotonicNs() + 2 * kMillisecond;
  CHECK(WaitFor(session.links[0].get(), kPeers, deadline) == Status::kTimedOut);
  CHECK(MonotonicNs() >= deadline);
  CHECK(WaitFor(session.links[0].get(), kPeers, 0) == Status::kTimedOut);
  CHECK(session.windows[0].header()->asleep[0] == 0 && session.windows[1].header()->asleep[1] == 0);
}

TEST("a nonsensical state on one channel ends the wait, after what the other one brought") {
  Session session;
  session.NeverSpin();
  CHECK(session.links[1]->Give(kOwn, 4) == Status::kOk);
  CHECK(session.links[0]->Give(kOwn, 4) == Status::kOk);
  session.windows[0].header()->state = 7;
  CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kOk);
  CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kBadState);
}
