#include "spin.h"

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

TEST("a peer that always takes long is never spun for again") {
  SpinGovernor governor(kBudget);
  MissUntilItSleeps(&governor);
  for (int i = 0; i < 10'000; i++) governor.Slept(kLong);
  CHECK(governor.budget_ns() == 0);
}

TEST("a governor of zero never spins") {
  SpinGovernor governor(0);
  governor.Hit();
  governor.Slept(0);
  CHECK(governor.budget_ns() == 0);
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
  YieldGovernor governor;
  CHECK(governor.Pays(1));
  governor.Took(0, 10'000);
  CHECK(governor.Pays(10'000));
  int64_t now = 20'000;
  for (int64_t rest : {kRest, 2 * kRest, 4 * kRest}) {
    governor.Took(now, now + kSlice);
    now += kSlice;
    CHECK(!governor.Pays(now + rest - 1));
    now += rest;
    CHECK(governor.Pays(now));
  }
  // A short yield does not mean that the neighbour is gone.
  governor.Took(now, now + 5'000);
  governor.Took(now, now + kSlice);
  now += kSlice;
  CHECK(!governor.Pays(now + 8 * kRest - 1));
  now += 8 * kRest;
  governor.Took(now + 17 * kRest, now + 17 * kRest + 5'000);
  now += 18 * kRest;
  governor.Took(now, now + kSlice);
  CHECK(governor.Pays(now + kSlice + kRest));
}
