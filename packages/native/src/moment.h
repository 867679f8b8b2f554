// Whether some microseconds have passed, for half of what the clock costs.
#pragma once

#include <cstdint>

#include "system.h"

#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

namespace flipcall {

// Microseconds that have begun at some point. They are counted by the CPU's own counter, whose rate is known
// but roughly; one that jumps, since the thread has moved to another CPU, ends the moment at once or at the
// latest when as many ticks have passed there.
class Moment {
 public:
  void Begin() {
    began_ = Ticks();
    runs_ = true;
  }

  void End() { runs_ = false; }

  bool Runs() const { return runs_ && Ticks() - began_ < kTicks; }

 private:
#if defined(__x86_64__) || defined(__i386__)
  static uint64_t Ticks() { return __rdtsc(); }
  static constexpr uint64_t kTicks = 32768;  // 6.5 us at 5 GHz, 33 us at 1 GHz.
#elif defined(__aarch64__)
  static uint64_t Ticks() {
    uint64_t ticks;
    asm volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
  }
  static constexpr uint64_t kTicks =
      256;  // 11 us at 24 MHz; of a counter that runs at 1 GHz too little to help.
#else
  static uint64_t Ticks() { return static_cast<uint64_t>(MonotonicNs()); }
  static constexpr uint64_t kTicks = 4096;
#endif

  uint64_t began_ = 0;
  bool runs_ = false;
};

}  // namespace flipcall
