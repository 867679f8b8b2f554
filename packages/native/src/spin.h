// When to spin for an answer and when to sleep at once.
#pragma once

#include <cstdint>

#include "system.h"

namespace flipcall {

// Tells the CPU that this is a spin loop.
inline void CpuRelax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield" ::: "memory");
#endif
}

// How many CPUs this process may use: its affinity mask, cut down by a cgroup quota. Read once.
double UsableCpus();

// Nanoseconds to spin for unless told otherwise: an answer that takes longer is better slept for. Zero where fewer than
// two CPUs are usable, since the peer could not run while we spin.
int64_t DefaultSpinNs();

// Spins until `ready` returns true (then true) or `budget_ns` have passed (then false). Checks at least once.
template <typename Ready>
bool SpinUntil(Ready&& ready, int64_t budget_ns) {
  if (ready()) return true;
  if (budget_ns <= 0) return false;
  const int64_t end = MonotonicNs() + budget_ns;
  for (;;) {
    for (int i = 0; i < 16; i++) {
      CpuRelax();
      if (ready()) return true;
    }
    if (MonotonicNs() >= end) return ready();
  }
}

// Learns whether spinning pays: it stops after some waits in a row that outlasted the budget, and starts again when an
// answer came fast enough that a spin would have caught it.
class SpinGovernor {
 public:
  explicit SpinGovernor(int64_t max_ns) : max_ns_(max_ns) {}

  void set_max_ns(int64_t max_ns) { max_ns_ = max_ns; }
  int64_t max_ns() const { return max_ns_; }

  // The budget for the next wait, in nanoseconds.
  int64_t budget_ns() const { return misses_ < kPatience ? max_ns_ : 0; }

  // A spin caught its answer.
  void Hit() { misses_ = 0; }

  // A spin ran out, or there was none; the answer then took `waited_ns` altogether, the wake-up included.
  void Slept(int64_t waited_ns) {
    if (waited_ns <= max_ns_ + kWakeUpNs) {
      misses_ = 0;
    } else if (misses_ < kPatience) {
      misses_++;
    }
  }

 private:
  static constexpr int kPatience = 3;
  // What a sleeper's wake-up typically adds to the time that it waited.
  static constexpr int64_t kWakeUpNs = 50'000;

  int64_t max_ns_;
  int misses_ = 0;
};

}  // namespace flipcall
