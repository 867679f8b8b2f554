#include "floor.h"

#include "check.h"

using namespace flipcall;
using Who = Floor::Who;

namespace {

constexpr int64_t kUs = 1'000;
const auto kYes = [] { return true; };
const auto kNo = [] { return false; };

}  // namespace

TEST("the holder has the floor for its time, if it calls again soon") {
  Floor floor(0, false);
  int64_t now = 0;
  for (; now < Floor::kFloorNs; now += 50 * kUs) {
    CHECK(floor.Next(now, kYes, kNo, kNo) == Who::kHolder);
    floor.Answered(now, false);
  }
  // Then it gets time to fall asleep, in which nobody is served.
  CHECK(floor.IsOver(now));
  CHECK(floor.Next(now, kYes, kNo, kNo) == Who::kNobody);
  CHECK(floor.Next(now + 1, kYes, kYes, kNo) == Who::kAnybody);
}

TEST("a holder that never sleeps loses the floor nevertheless") {
  Floor floor(0, false);
  int64_t now = 0;
  for (; now < Floor::kFloorNs; now += 50 * kUs) floor.Answered(now, false);
  CHECK(floor.Next(now, kYes, kNo, kNo) == Who::kNobody);
  CHECK(floor.Next(now + Floor::kFallAsleepNs, kYes, kNo, kNo) == Who::kAnybody);
}

TEST("the holder keeps the floor while nobody else waits") {
  Floor floor(0, false);
  for (int64_t now = 0; now < 10 * Floor::kFloorNs; now += 50 * kUs) {
    floor.Answered(now, false);
    CHECK(floor.Next(now, kNo, kNo, kNo) == Who::kHolder);
  }
}

TEST("once others were found to wait, the holder's time does not begin anew") {
  Floor floor(0, false);
  const int64_t over = Floor::kFloorNs;
  floor.Answered(over - 1, false);
  CHECK(floor.Next(over, kYes, kNo, kNo) == Who::kNobody);
  CHECK(floor.Next(over + 1, kNo, kNo, kNo) == Who::kNobody);
  CHECK(floor.Next(over + 2, kNo, kYes, kNo) == Who::kAnybody);
}

TEST("a holder that falls asleep with nothing to say loses the floor at once") {
  Floor floor(0, false);
  CHECK(floor.Next(1, kYes, kYes, kNo) == Who::kAnybody);
}

TEST("a holder that falls asleep over what it said is answered") {
  Floor floor(0, false);
  CHECK(floor.Next(1, kYes, kYes, kYes) == Who::kHolder);
}

TEST("a holder whose time is over loses the floor when it falls asleep over what it said once more") {
  Floor floor(0, false);
  floor.Answered(Floor::kFloorNs - 1, false);
  CHECK(floor.Next(Floor::kFloorNs, kYes, kNo, kYes) == Who::kNobody);
  CHECK(floor.Next(Floor::kFloorNs + 1, kYes, kYes, kYes) == Who::kAnybody);
}

TEST("a holder that was woken has time to wake up") {
  Floor floor(0, true);
  CHECK(floor.Next(Floor::kPatienceNs - 1, kYes, kYes, kNo) == Who::kHolder);
  CHECK(floor.Next(Floor::kPatienceNs, kYes, kYes, kNo) == Who::kAnybody);
  floor.Answered(Floor::kPatienceNs, true);
  CHECK(floor.Next(2 * Floor::kPatienceNs - 1, kYes, kYes, kNo) == Who::kHolder);
}

TEST("a holder that is awake and silent keeps the floor for a while: it has its CPU") {
  Floor floor(0, false);
  CHECK(floor.Next(Floor::kPatienceNs - 1, kYes, kNo, kNo) == Who::kHolder);
  CHECK(floor.Next(Floor::kPatienceNs, kYes, kNo, kNo) == Who::kAnybody);
}
