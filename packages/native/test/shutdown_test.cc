// gVisor's shutdown matrix at the level of the endpoint: by this side or the peer, before or during each
// call. A connect is a call that gives and waits; a server's first call only waits.
#include "pair.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

enum class By { kThisSide, kPeer };

template <typename Body>
void InEveryWay(Body body) {
  for (const By by : {By::kThisSide, By::kPeer}) {
    for (const bool flags : {false, true}) {
      Pair pair;
      if (flags) pair.EnableSleepFlags();
      body(pair, by);
    }
  }
}

Endpoint& Of(By by, Endpoint& self, Endpoint& peer) { return by == By::kThisSide ? self : peer; }

// A hostile peer's way of keeping a wake-up from us: it waits on the same futex from a thread of its own.
void SwallowWakeUps(Window& window, const std::atomic<bool>& stop) {
  while (!stop) FutexWait(&window.header()->state, 0, MonotonicNs() + 10'000'000);
}

}  // namespace

TEST("shut down before the client's first call") {
  InEveryWay([](Pair& pair, By by) {
    Of(by, pair.client, pair.server).Shutdown();
    CHECK(Call(&pair.client, 3) == Status::kShutdown);
    CHECK(Call(&pair.client, 3) == Status::kShutdown);
  });
}

TEST("shut down before the server's first call") {
  InEveryWay([](Pair& pair, By by) {
    Of(by, pair.server, pair.client).Shutdown();
    CHECK(Call(&pair.server, kReceive) == Status::kShutdown);
    CHECK(Call(&pair.server, kReceive) == Status::kShutdown);
  });
}

TEST("shut down before a last datagram is given") {
  InEveryWay([](Pair& pair, By by) {
    Of(by, pair.client, pair.server).Shutdown();
    CHECK(pair.client.GiveControl(0) == Status::kShutdown);
  });
}

TEST("shut down during the client's call") {
  InEveryWay([](Pair& pair, By by) {
    Elsewhere client(Where::kThread, [&] { CHECK(Call(&pair.client, 3) == Status::kShutdown); });
    client.UntilAsleep();
    Of(by, pair.client, pair.server).Shutdown();
    client.Join();
    CHECK(Call(&pair.server, kReceive) == Status::kShutdown);
  });
}

TEST("shut down during the server's first call") {
  InEveryWay([](Pair& pair, By by) {
    Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kShutdown); });
    server.UntilAsleep();
    Of(by, pair.server, pair.client).Shutdown();
    server.Join();
    CHECK(Call(&pair.client, 0) == Status::kShutdown);
  });
}

TEST("shut down during the server's later call") {
  InEveryWay([](Pair& pair, By by) {
    CHECK(pair.client.GiveControl(0) == Status::kOk);
    CHECK(Call(&pair.server, kReceive) == Status::kOk);
    Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, 0) == Status::kShutdown); });
    server.UntilAsleep();
    Of(by, pair.server, pair.client).Shutdown();
  });
}

TEST("shut down at any moment of a conversation ends both sides") {
  for (int delay = 0; delay < 300; delay++) {
    Pair pair;
    if (delay % 2 == 0) pair.EnableSleepFlags();
    const int64_t spin_ns = delay % 3 == 0 ? 0 : 20'000;
    const auto talk = [&](Endpoint* endpoint, int64_t first) {
      Status status = Call(endpoint, first, spin_ns);
      while (status == Status::kOk) status = Call(endpoint, 0, spin_ns);
      CHECK(status == Status::kShutdown);
    };
    Elsewhere server(Where::kThread, [&] { talk(&pair.server, kReceive); });
    Elsewhere client(Where::kThread, [&] { talk(&pair.client, 0); });
    for (int i = 0; i < delay * 10; i++) CpuRelax();
    (delay % 5 < 2 ? pair.client : pair.server).Shutdown();
  }
}

TEST("both sides shut down at once") {
  for (int i = 0; i < 200; i++) {
    Pair pair;
    if (i % 2 == 0) pair.EnableSleepFlags();
    Elsewhere waiting(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kShutdown); });
    Elsewhere ending(Where::kThread, [&] { pair.server.Shutdown(); });
    pair.client.Shutdown();
    pair.client.Shutdown();
  }
}

TEST("shut down while a last datagram is on its way out") {
  for (int i = 0; i < 200; i++) {
    Pair pair;
    if (i % 2 == 0) pair.EnableSleepFlags();
    Elsewhere giving(Where::kThread, [&] {
      const Status status = pair.client.GiveControl(0);
      CHECK(status == Status::kOk || status == Status::kShutdown);
    });
    pair.client.Shutdown();
    giving.Join();
    CHECK(Call(&pair.server, kReceive) == Status::kShutdown);
  }
}

TEST("shut down wakes our thread though the peer swallows wake-ups") {
  Pair pair;
  CHECK(pair.client.GiveControl(0) == Status::kOk);
  CHECK(Call(&pair.server, kReceive) == Status::kOk);
  std::atomic<bool> stop{false};
  {
    Elsewhere hostile[] = {Elsewhere(Where::kThread, [&] { SwallowWakeUps(pair, stop); }),
                           Elsewhere(Where::kThread, [&] { SwallowWakeUps(pair, stop); })};
    Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, 0) == Status::kShutdown); });
    server.UntilAsleep();
    pair.server.Shutdown();
    server.Join();
    stop = true;
  }
}

TEST("shut down ends a call whose thread the peer has moved to another futex") {
  for (const bool flags : {false, true}) {
    Pair pair;
    if (flags) pair.EnableSleepFlags();
    Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kShutdown); });
    server.UntilAsleep();
    CHECK(syscall(SYS_futex, &pair.header()->state, FUTEX_REQUEUE, 0, INT_MAX, pair.server.data(), 0) == 1);
    pair.server.Shutdown();
  }
}

TEST("shut down by another process wakes a blocked call") {
  Pair pair;
  Elsewhere server(Where::kProcess, [&] { CHECK(Call(&pair.server, kReceive) == Status::kShutdown); });
  server.UntilAsleep();
  Endpoint client(Side::kClient, Map(pair.descriptor));
  client.Shutdown();
}
