// What one endpoint does, seen from the outside; the peer is played by the test.
#include "endpoint_unsafe.h"
#include "pair.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {
constexpr uint32_t kClientActive = 0;
constexpr uint32_t kServerActive = 1;
constexpr uint32_t kShutDown = 2;
constexpr int64_t kAnHourNs = int64_t{3600} * 1'000'000'000;
}  // namespace

TEST("the header lies where gVisor's does") {
  Pair pair;
  const auto* words = reinterpret_cast<const uint32_t*>(pair.mapping->base());
  CHECK(pair.client.GiveControl(0x01020304 % pair.client.data_capacity()) == Status::kOk);
  CHECK(words[0] == kServerActive);
  CHECK(words[1] == 0x01020304 % pair.client.data_capacity());
  CHECK(words[2] == 0 && words[3] == 0);
  CHECK(pair.client.data() == pair.mapping->base() + 16);
  CHECK(pair.client.data_capacity() == PageSize() - 16);
}

TEST("the client is active first") {
  Pair pair;
  CHECK(pair.client.LookForControl() == Status::kOk);
  CHECK(pair.server.LookForControl() == Status::kTimedOut);
  CHECK(pair.server.GiveControl(0) == Status::kNotActive);
  CHECK(pair.client.GiveControl(0) == Status::kOk);
  CHECK(pair.client.LookForControl() == Status::kTimedOut);
  CHECK(pair.server.LookForControl() == Status::kOk);
  CHECK(pair.client.GiveControl(0) == Status::kNotActive);
}

TEST("a length above the capacity is refused before anything is read") {
  Pair pair;
  uint32_t length = 77;
  pair.header()->length = pair.server.data_capacity();
  CHECK(pair.server.TakeLength(&length) == Status::kOk && length == pair.server.data_capacity());
  length = 77;
  pair.header()->length = pair.server.data_capacity() + 1;
  CHECK(pair.server.TakeLength(&length) == Status::kBadLength && length == 77);
  pair.header()->length = UINT32_MAX;
  CHECK(pair.server.TakeLength(&length) == Status::kBadLength && length == 77);
}

TEST("a state word that no correct peer writes ends every call, and wakes a sleeper to say so") {
  for (const uint32_t nonsense : {uint32_t{7}, uint32_t{3}, UINT32_MAX}) {
    Pair pair;
    pair.header()->state = nonsense;
    CHECK(pair.client.LookForControl() == Status::kBadState);
    CHECK(pair.client.GiveControl(0) == Status::kBadState);
    CHECK(Call(&pair.server, kReceive) == Status::kBadState);
  }
  Pair pair;
  Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kBadState); });
  server.UntilAsleep();
  pair.header()->state = 7;
  FutexWake(&pair.header()->state, 1);
}

TEST("shutting down after a nonsensical state still tells the peer") {
  Pair pair;
  pair.header()->state = 7;
  pair.client.Shutdown();
  CHECK(pair.header()->state == kShutDown);
}

TEST("a second call at the same time is refused, and does not disturb the first") {
  Pair pair;
  Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kOk); });
  server.UntilAsleep();
  CHECK(Call(&pair.server, kReceive) == Status::kBusy);
  CHECK(Call(&pair.server, 0) == Status::kBusy);
  CHECK(pair.client.GiveControl(0) == Status::kOk);
  server.Join();
  CHECK(pair.server.EnterCall() == Status::kOk);
  pair.server.LeaveCall();
}

TEST("a wait ends at its deadline, asleep or spinning, and control can still arrive") {
  for (const bool flags : {false, true}) {
    Pair pair;
    if (flags) pair.EnableSleepFlags();
    CHECK(pair.server.WaitForControl(MonotonicNs() - 1, 0) == Status::kTimedOut);
    CHECK(pair.server.WaitForControl(MonotonicNs() - 1, kAnHourNs) == Status::kTimedOut);
    const int64_t deadline = MonotonicNs() + 2'000'000;
    CHECK(pair.server.WaitForControl(deadline, 0) == Status::kTimedOut);
    CHECK(MonotonicNs() >= deadline);
    CHECK(pair.server.WaitForControl(MonotonicNs() + 2'000'000, kAnHourNs) == Status::kTimedOut);
    CHECK(pair.client.GiveControl(0) == Status::kOk);
    CHECK(pair.server.WaitForControl(MonotonicNs() - 1, 0) == Status::kOk);
  }
}

TEST("sleep flags are published only when they were agreed on, and are taken back after sleeping") {
  Pair pair;
  pair.server.PublishAsleep(Asleep::kInFutex);
  CHECK(pair.header()->asleep[0] == 0 && pair.header()->asleep[1] == 0);
  pair.EnableSleepFlags();
  {
    Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kOk); });
    server.UntilAsleep();
    CHECK(pair.header()->asleep[1] == static_cast<uint32_t>(Asleep::kInFutex));
    CHECK(pair.header()->asleep[0] == 0);
    CHECK(pair.client.GiveControl(0) == Status::kOk);
    CHECK(pair.client.peer_was_asleep());
  }
  CHECK(pair.header()->asleep[1] == static_cast<uint32_t>(Asleep::kNo));
  CHECK(pair.server.GiveControl(0) == Status::kOk);
  CHECK(!pair.server.peer_was_asleep());
}

TEST("a flag with nonsense in it wakes the peer all the same") {
  Pair pair;
  pair.EnableSleepFlags();
  Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive) == Status::kOk); });
  server.UntilAsleep();
  pair.header()->asleep[1] = 0xdeadbeef;
  CHECK(pair.client.GiveControl(0) == Status::kOk);
}

TEST("a spin finds an answer that comes while it lasts") {
  Pair pair;
  pair.EnableSleepFlags();
  Elsewhere server(Where::kThread, [&] { CHECK(Call(&pair.server, kReceive, kAnHourNs) == Status::kOk); });
  CHECK(pair.client.GiveControl(0) == Status::kOk);
}
