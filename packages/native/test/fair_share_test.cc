#include "fair_share.h"

#include "check.h"

using namespace flipcall;

namespace {

constexpr int64_t kMs = 1'000'000;

// A session takes all the time that it is let for `ns`, in slices of 50 us. Says how much it took.
int64_t TakeAll(FairShare* fair_share, Busyness* session, double share, int64_t* now, int64_t ns) {
  constexpr int64_t kSlice = 50'000;
  int64_t taken = 0;
  for (const int64_t end = *now + ns; *now < end; *now += kSlice) {
    if (fair_share->Rests(*session, *now)) continue;
    fair_share->Served(session, share, *now, *now + kSlice);
    taken += kSlice;
  }
  return taken;
}

}  // namespace

TEST("who keeps the thread busy gets its share while others are used now and then") {
  FairShare fair_share;
  Busyness busy, light;
  int64_t now = kMs;
  int64_t taken = 0;
  for (int i = 0; i < 100; i++) {
    fair_share.Served(&light, 0.5, now, now + 20'000);
    taken += TakeAll(&fair_share, &busy, 0.1, &now, 5 * kMs);
  }
  // Of 500 ms; it is not known for busy in the first one.
  CHECK(taken > 45 * kMs);
  CHECK(taken < 56 * kMs);
}

TEST("nobody rests where nobody else is used, nor where all are busy") {
  FairShare fair_share;
  Busyness one, another;
  int64_t now = kMs;
  CHECK(TakeAll(&fair_share, &one, 0.1, &now, 100 * kMs) == 100 * kMs);
  now += 100 * kMs;
  // Until the other one is known for busy, this one rests for it.
  TakeAll(&fair_share, &another, 0.1, &now, 50 * kMs);
  int64_t taken = 0;
  for (int i = 0; i < 50; i++) {
    taken += TakeAll(&fair_share, &one, 0.1, &now, kMs);
    taken += TakeAll(&fair_share, &another, 0.1, &now, kMs);
  }
  CHECK(taken > 85 * kMs);
}

TEST("nobody rests for who was busy less than a second ago, and takes little now") {
  FairShare fair_share;
  Busyness busy, other;
  int64_t now = kMs;
  TakeAll(&fair_share, &other, 0.1, &now, 20 * kMs);
  CHECK(other.IsBusy(now));
  const auto taken_of = [&](int64_t ns) {
    int64_t taken = 0;
    for (const int64_t end = now + ns; now < end;) {
      fair_share.Served(&other, 0.5, now, now + 20'000);
      taken += TakeAll(&fair_share, &busy, 0.1, &now, 5 * kMs);
    }
    return taken;
  };
  CHECK(taken_of(500 * kMs) == 500 * kMs);
  taken_of(600 * kMs);
  CHECK(taken_of(500 * kMs) < 100 * kMs);
}

TEST("several busy ones rest together") {
  FairShare fair_share;
  Busyness busy[4], light;
  int64_t now = kMs;
  int64_t taken = 0;
  for (int i = 0; i < 400; i++) {
    fair_share.Served(&light, 0.5, now, now + 20'000);
    taken += TakeAll(&fair_share, &busy[i % 4], 0.1, &now, kMs);
  }
  // Each of them is let go on until it is known for busy.
  CHECK(taken < 60 * kMs);
}

TEST("who takes a tenth of the time is not busy, nor is who takes long once") {
  FairShare fair_share;
  Busyness moderate;
  int64_t now = kMs;
  for (int i = 0; i < 1000; i++) {
    fair_share.Served(&moderate, 0.1, now, now + 50'000);
    now += kMs / 2;
    CHECK(!moderate.IsBusy(now));
  }
  fair_share.Served(&moderate, 0.1, now, now + 100 * kMs);
  CHECK(!moderate.IsBusy(now + 100 * kMs));
}

TEST("where sessions take turns, who takes no more than is allowed is not busy, who takes more is") {
  FairShare fair_share;
  Busyness moderate, busy;
  const Allowance allowed = {0.6, 4 * kMs};
  int64_t now = kMs;
  for (int i = 0; i < 100; i++) {
    const auto takes = [&](Busyness* session, int64_t ns) {
      for (const int64_t end = now + ns; now < end; now += 50'000)
        fair_share.Served(session, 0.1, now, now + 50'000, allowed);
    };
    takes(&moderate, 4 * kMs);
    CHECK(!moderate.IsBusy(now));
    now += 4 * kMs;
  }
  for (int i = 0; i < 300; i++, now += 50'000) fair_share.Served(&busy, 0.1, now, now + 50'000, allowed);
  CHECK(busy.IsBusy(now));
}

TEST("who takes long each time is busy") {
  FairShare fair_share;
  Busyness busy, light;
  int64_t now = kMs;
  for (int i = 0; i < 3; i++) {
    fair_share.Served(&light, 0.1, now, now + 20'000);
    fair_share.Served(&busy, 0.1, now, now + 5 * kMs);
    now += 5 * kMs;
  }
  CHECK(busy.IsBusy(now));
  CHECK(fair_share.Rests(busy, now));
  CHECK(!light.IsBusy(now));
}

TEST("a share of all never rests") {
  FairShare fair_share;
  Busyness busy, light;
  int64_t now = kMs;
  for (int i = 0; i < 20; i++) {
    fair_share.Served(&light, 1, now, now + 20'000);
    CHECK(TakeAll(&fair_share, &busy, 1, &now, 5 * kMs) == 5 * kMs);
  }
  CHECK(busy.IsBusy(now));
}

TEST("it is crowded while another session was served lately") {
  FairShare fair_share;
  Busyness one, another;
  fair_share.Served(&one, 1, kMs, 2 * kMs);
  CHECK(!fair_share.IsCrowded(one, 3 * kMs));
  CHECK(fair_share.IsCrowded(another, 3 * kMs));
  fair_share.Served(&another, 1, 3 * kMs, 4 * kMs);
  fair_share.Served(&another, 1, 4 * kMs, 5 * kMs);
  CHECK(fair_share.IsCrowded(one, 5 * kMs));
  CHECK(fair_share.IsCrowded(another, 5 * kMs));
  CHECK(!fair_share.IsCrowded(another, 50 * kMs));
}
