#include "credit.h"

#include "check.h"

using namespace flipcall;

namespace {

constexpr int64_t kUs = 1'000;
constexpr int64_t kMs = 1'000'000;

}  // namespace

TEST("who calls now and then always has credit") {
  Credit credit;
  for (int64_t now = kMs; now < 1'000 * kMs; now += 5 * kMs) {
    CHECK(credit.IsLeft(now, 17));
    credit.Spend(now, now + 20 * kUs, 17);
  }
}

TEST("who calls all the time uses it up, and gets half of its part of the time") {
  Credit credit;
  int64_t taken = 0;
  for (int64_t now = kMs; now < 1'000 * kMs; now += 10 * kUs) {
    if (!credit.IsLeft(now, 4)) continue;
    credit.Spend(now, now + 10 * kUs, 4);
    taken += 10 * kUs;
  }
  CHECK(taken > 120 * kMs);
  CHECK(taken < 130 * kMs);
}

TEST("calls that are quickly answered cost something too: a wake-up may be theirs") {
  Credit credit;
  int calls = 0;
  for (; credit.IsLeft(kMs, 2) && calls < 1'000; calls++) credit.Spend(kMs, kMs + 1, 2);
  CHECK(calls == 50);
}

TEST("after a turn it takes a while until there is credit again, but not for ever") {
  Credit credit;
  credit.Spend(0, 4 * kMs, 16);
  CHECK(!credit.IsLeft(100 * kMs, 16));
  CHECK(credit.IsLeft(200 * kMs, 16));
  credit.Spend(200 * kMs, 10'000 * kMs, 16);
  CHECK(!credit.IsLeft(10'200 * kMs, 16));
  CHECK(credit.IsLeft(10'300 * kMs, 16));
}
