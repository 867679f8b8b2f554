#include "spin.h"

#include <sched.h>

#include "check.h"

using namespace flipcall;

TEST("a spin looks at least once, and stops at the first success") {
  FirstLook first;
  int looks = 0;
  CHECK(SpinUntil([&] { return ++looks == 1; }, 0, &first) && looks == 1);
  looks = 0;
  CHECK(!SpinUntil([&] { return ++looks < 0; }, 0, &first) && looks == 1);
  CHECK(!SpinUntil([] { return false; }, 1'000, &first));
  looks = 0;
  CHECK(SpinUntil([&] { return ++looks == 1000; }, 3'600'000'000'000, &first) && looks == 1000);
}

namespace {
constexpr int64_t kBudget = 50'000;
constexpr int64_t kShort = 60'000;  // With the wake-up in it: a spin would have caught the answer.
constexpr int64_t kLong = 10'000'000;

// Spins that run out until the governor has enough of it.
void MissUntilItSleeps(SpinGovernor* governor) {
  for (int i = 0; i < 100 && governor->budget_ns() > 0; i++) governor->Missed();
}
}  // namespace

TEST("the governor lets waits sleep at once when some spins in a row have run out, not earlier") {
  SpinGovernor governor(kBudget);
  CHECK(governor.budget_ns() == kBudget);
  for (int i = 0; i < 10; i++) {
    governor.Missed();
    CHECK(governor.budget_ns() == kBudget);
    governor.Hit();
  }
  MissUntilItSleeps(&governor);
  CHECK(governor.budget_ns() == 0);
}

TEST("it tries a spin again after waits that a spin would have caught, ever fewer times while that fails") {
  SpinGovernor governor(kBudget);
  MissUntilItSleeps(&governor);
  int before = 0;
  for (int round = 0; round < 4; round++) {
    int slept = 0;
    while (governor.budget_ns() == 0 && slept < 1000) {
      governor.Slept(kShort);
      slept++;
    }
    CHECK(slept > before && slept < 1000);
    before = slept;
    governor.Missed();
    CHECK(governor.budget_ns() == 0);
  }
}

TEST("an answer that is caught after all, by a spin for others, ends the sleeps") {
  SpinGovernor governor(kBudget);
  MissUntilItSleeps(&governor);
  governor.Hit();
  CHECK(governor.budget_ns() == kBudget);
}

TEST("a peer that always takes long is never spun for again") {
  SpinGovernor governor(kBudget);
  MissUntilItSleeps(&governor);
  for (int i = 0; i < 10'000; i++) governor.Slept(kLong);
  CHECK(governor.budget_ns() == 0);
}

TEST("who had to wake the peer spins for longer, but not while it sleeps at once") {
  SpinGovernor governor(kBudget);
  CHECK(governor.budget_for_sleeper_ns() >= 2 * kBudget);
  MissUntilItSleeps(&governor);
  CHECK(governor.budget_for_sleeper_ns() == 0);
  CHECK(SpinGovernor(0).budget_for_sleeper_ns() == 0);
}

TEST("a governor of zero never spins") {
  SpinGovernor governor(0);
  governor.Hit();
  governor.Slept(0);
  CHECK(governor.budget_ns() == 0);
  CHECK(governor.hits() == 0);  // What it found was there at the first look.
}

TEST("where fewer than two CPUs are usable nobody spins") {
  CHECK(UsableCpus() > 0);
  CHECK((DefaultSpinNs() == 0) == (UsableCpus() < 2));
}

TEST("the first look waits longer after early ones, and four in five find the answer") {
  FirstLook first;
  int needed = 30;  // So many looks does the answer take.
  int found = 0;
  for (int call = 0; call < 2'000; call++) {
    int looks = 0;
    // A look that had to wait for n pauses sees what n looks without any would have.
    const int waited = first.pauses();
    CHECK(GlanceUntil([&] { return waited + ++looks >= needed; }, &first));
    if (call >= 1'000 && looks == 1) found++;
  }
  CHECK(found > 700 && found < 900);
  needed = 0;
  for (int call = 0; call < 500; call++) CHECK(GlanceUntil([] { return true; }, &first));
  CHECK(first.pauses() == 0);
}

TEST("yielding rests after a neighbour kept the CPU, ever longer, until it goes well for as long") {
  constexpr int64_t kSlice = 3'000'000;
  constexpr int64_t kRest = 20'000'000;
  constexpr int64_t kLong = 1'000'000;
  YieldGovernor governor;
  CHECK(governor.Pays(1, kLong));
  governor.Took(0, 10'000);
  CHECK(governor.Pays(10'000, kLong));
  int64_t now = 20'000;
  for (int64_t rest : {kRest, 2 * kRest, 4 * kRest}) {
    governor.Took(now, now + kSlice);
    now += kSlice;
    CHECK(!governor.Pays(now + rest - 1, kLong));
    now += rest;
    CHECK(governor.Pays(now, kLong));
  }
  // A short yield does not mean that the neighbour is gone.
  governor.Took(now, now + 5'000);
  governor.Took(now, now + kSlice);
  now += kSlice;
  CHECK(!governor.Pays(now + 8 * kRest - 1, kLong));
  now += 8 * kRest;
  governor.Took(now + 17 * kRest, now + 17 * kRest + 5'000);
  now += 18 * kRest;
  governor.Took(now, now + kSlice);
  CHECK(governor.Pays(now + kSlice + kRest, kLong));
}

TEST(
    "a spinner yields later after each yield in which nobody ran, and at once after one in which somebody "
    "did") {
  YieldGovernor governor;
  int64_t after = kYieldAfterNs;
  int64_t now = 0;
  const auto yields_after = [&](int64_t expected) {
    return !governor.Pays(now, expected - 1) && governor.Pays(now, expected);
  };
  for (; after < 8 * kYieldAfterNs; after *= 2, now += 1'000) {
    CHECK(yields_after(after));
    governor.Took(now, now + 500);
  }
  governor.Took(now, now + 500);
  CHECK(yields_after(after));
  governor.Took(now, now + kYieldAfterNs);
  CHECK(yields_after(kYieldAfterNs));
}

TEST("a spinner that gives up before it yields does so ever sooner") {
  YieldGovernor governor;
  for (int i = 0; i < 5; i++) governor.Took(0, 500);
  governor.RanOut(8 * kYieldAfterNs);
  CHECK(!governor.Pays(0, 8 * kYieldAfterNs - 1));
  governor.RanOut(5'000);
  CHECK(governor.Pays(0, 4 * kYieldAfterNs));
  CHECK(!governor.Pays(0, 4 * kYieldAfterNs - 1));
  for (int i = 0; i < 5; i++) governor.RanOut(1'000);
  CHECK(governor.Pays(0, kYieldAfterNs));
  CHECK(!governor.Pays(0, kYieldAfterNs - 1));
}

namespace {
constexpr int64_t kMs = 1'000'000;
constexpr int64_t kTurn = 4'000;  // What a peer on the same CPU takes to answer, and to yield in turn.

// So many answers in a row that came while this side yielded, the first yield at `now`. True if it is to move
// after the last one, and only then.
bool AnswersInTurn(CpuSharing* sharing, int64_t* now, int answers, int64_t took = kTurn) {
  for (int i = 1; i < answers; i++) {
    if (sharing->Yielded(*now, *now + took, true)) return false;
    *now += took;
  }
  *now += took;
  return sharing->Yielded(*now - took, *now, true);
}
}  // namespace

TEST("who finds an answer after each of eight yields shares the CPU with the peer, and moves") {
  CpuSharing sharing;
  int64_t now = 10 * kMs;
  CHECK(AnswersInTurn(&sharing, &now, 8));
  CHECK(sharing.PeerMayMove(now));
  CHECK(!sharing.PeerMayMove(now + kMs));
}

TEST(
    "it does not if there is no answer, or it came at once, after a slice of a neighbour's or after a "
    "pause") {
  int64_t now = 10 * kMs;
  CpuSharing silent;
  for (int i = 0; i < 100; i++, now += kTurn) CHECK(!silent.Yielded(now, now + kTurn, i % 8 != 0));
  for (int64_t took : {int64_t{300}, int64_t{3'000'000}}) {
    CpuSharing sharing;
    for (int i = 0; i < 100; i++, now += took) CHECK(!sharing.Yielded(now, now + took, true));
    CHECK(!sharing.PeerMayMove(now));
  }
  CpuSharing resting;
  for (int i = 0; i < 100; i++, now += kMs) CHECK(!resting.Yielded(now, now + kTurn, true));
}

TEST("moves that do not part the two become ever rarer, one that does may be repeated soon") {
  CpuSharing sharing;
  int64_t now = 10 * kMs;
  CHECK(AnswersInTurn(&sharing, &now, 8));
  for (int64_t rest : {1 * kMs, 2 * kMs, 4 * kMs, 8 * kMs}) {
    const int64_t moved = now;
    while (now < moved + rest - kTurn) {
      CHECK(!sharing.Yielded(now, now + kTurn, true));
      now += kTurn;
    }
    CHECK(AnswersInTurn(&sharing, &now, 1));
  }
  for (int i = 0; i < 3; i++) {
    now += 20 * kMs;
    CHECK(AnswersInTurn(&sharing, &now, 8));
  }
}

TEST("a thread that leaves its CPU may use the same CPUs as before, also if those are not all") {
  cpu_set_t all;
  CHECK(sched_getaffinity(0, sizeof all, &all) == 0);
  if (CPU_COUNT(&all) < 2) return;
  const int here = sched_getcpu();
  LeaveCpu();
  cpu_set_t after;
  CHECK(sched_getaffinity(0, sizeof after, &after) == 0);
  CHECK(CPU_EQUAL(&all, &after));
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(here, &one);
  CHECK(sched_setaffinity(0, sizeof one, &one) == 0);
  LeaveCpu();
  CHECK(sched_getcpu() == here);
  CHECK(sched_getaffinity(0, sizeof after, &after) == 0);
  CHECK(CPU_EQUAL(&one, &after));
  CHECK(sched_setaffinity(0, sizeof all, &all) == 0);
}
