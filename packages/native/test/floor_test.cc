#include "floor.h"

#include "check.h"

using namespace flipcall;
using Who = Floor::Who;

namespace {

constexpr int64_t kUs = 1'000;
const auto kYes = [] { return true; };
const auto kNo = [] { return false; };

}  // namespace

TEST("without a holder anybody is served") {
  Floor floor;
  CHECK(floor.Next(1, kYes, kYes) == Who::kAnybody);
}

TEST("the holder has the floor for its time, if it calls again soon") {
  Floor floor;
  Floor::Member member;
  floor.Offer(&member, 0, false);
  int64_t now = 0;
  for (; now < Floor::kFloorNs; now += 50 * kUs) {
    CHECK(floor.Next(now, kYes, kNo) == Who::kHolder);
    floor.Answered(now);
  }
  // Then it gets time to fall asleep, in which nobody is served.
  CHECK(floor.Next(now, kYes, kNo) == Who::kNobody);
  CHECK(floor.Next(now + 1, kYes, kYes) == Who::kAnybody);
  CHECK(floor.holder() == nullptr);
  CHECK(member.had_until() == now + 1);
}

TEST("a holder that never sleeps loses the floor nevertheless") {
  Floor floor;
  Floor::Member member;
  floor.Offer(&member, 0, false);
  int64_t now = 0;
  for (; now < Floor::kFloorNs; now += 50 * kUs) floor.Answered(now);
  CHECK(floor.Next(now, kYes, kNo) == Who::kNobody);
  CHECK(floor.Next(now + Floor::kFallAsleepNs, kYes, kNo) == Who::kAnybody);
}

TEST("the holder keeps the floor while nobody else waits") {
  Floor floor;
  Floor::Member member;
  floor.Offer(&member, 0, false);
  for (int64_t now = 0; now < 10 * Floor::kFloorNs; now += 50 * kUs) {
    floor.Answered(now);
    CHECK(floor.Next(now, kNo, kNo) == Who::kHolder);
  }
}

TEST("a silent holder loses the floor, later if it had to be woken") {
  Floor floor;
  Floor::Member awake, asleep;
  floor.Offer(&awake, 0, false);
  CHECK(floor.Next(Floor::kPatienceNs - 1, kYes, kNo) == Who::kHolder);
  CHECK(floor.Next(Floor::kPatienceNs, kYes, kNo) == Who::kAnybody);
  floor.Offer(&asleep, 0, true);
  CHECK(floor.Next(Floor::kWakeUpNs - 1, kYes, kNo) == Who::kHolder);
  CHECK(floor.Next(Floor::kWakeUpNs, kYes, kNo) == Who::kAnybody);
}

TEST("who had the floor for nothing is passed over ever more often, until it needs it") {
  Floor floor;
  Floor::Member member;
  int64_t now = 0;
  const auto passes = [&] {
    for (int count = 0;; count++) {
      floor.Offer(&member, now, false);
      if (floor.holder() != nullptr) return count;
    }
  };
  int expected = 0;
  for (const int next : {1, 2, 4, 8, 8}) {
    CHECK(passes() == expected);
    now += Floor::kFloorNs;
    CHECK(floor.Next(now, kYes, kYes) == Who::kAnybody);
    expected = next;
  }
  CHECK(passes() == expected);
  for (int i = 0; i < 4; i++) floor.Answered(now);
  now += Floor::kFloorNs;
  CHECK(floor.Next(now, kYes, kYes) == Who::kAnybody);
  CHECK(passes() == 0);
}
