#include "spin.h"

#include "check.h"

using namespace flipcall;

TEST("a spin looks at least once, and stops at the first success") {
  int looks = 0;
  CHECK(SpinUntil([&] { return ++looks == 1; }, 0) && looks == 1);
  looks = 0;
  CHECK(!SpinUntil([&] { return ++looks < 0; }, 0) && looks == 1);
  CHECK(!SpinUntil([] { return false; }, 1'000));
  looks = 0;
  CHECK(SpinUntil([&] { return ++looks == 1000; }, 3'600'000'000'000) && looks == 1000);
}

TEST("where fewer than two CPUs are usable nobody spins") {
  CHECK(UsableCpus() > 0);
  CHECK((DefaultSpinNs() == 0) == (UsableCpus() < 2));
}
