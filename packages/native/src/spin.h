// When to spin for an answer and when to sleep at once.
#pragma once

#include <algorithm>
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

// Nanoseconds to spin for unless told otherwise: an answer that takes longer is better slept for. Zero where
// fewer than two CPUs are usable, since the peer could not run while we spin.
int64_t DefaultSpinNs();

// From here on a spinner may let others run between two looks. The scheduler likes to put two processes that
// wake each other on one CPU, where one spins while the other cannot run: yielding keeps them going, and
// shows the scheduler two runnable processes, of which it then moves one to a free CPU.
constexpr int64_t kYieldAfterNs = 2'000;

// Learns when yielding pays. It is a system call, during which nobody looks: where nobody else wants the CPU,
// answers that take some microseconds would come later for it. So after each yield in which nobody ran, the
// next spins yield later.
//
// Between two processes that talk to each other it takes microseconds; but a
// neighbour that wants the CPU for itself keeps it for a whole slice of the scheduler's, milliseconds, while
// our answer waits. After such a yield there is a rest, which doubles from one to the next. Who spins on
// without yielding soon sleeps, and a sleeper that is woken gets the CPU at once, whoever else wants it.
class YieldGovernor {
 public:
  // Whether to yield who has spun for so long.
  bool Pays(int64_t now, int64_t spun_ns) const { return spun_ns >= after_ns_ && now >= rests_until_; }

  // A spin has run out after so long. Who never spins for as long as that would never learn otherwise.
  void RanOut(int64_t spun_ns) {
    if (spun_ns < after_ns_) after_ns_ = std::max(after_ns_ / 2, kYieldAfterNs);
  }

  // A yield is over.
  void Took(int64_t began, int64_t ended) {
    // Who ran spun itself before it yielded.
    const bool nobody_ran = ended - began < kYieldAfterNs;
    after_ns_ = nobody_ran ? std::min(2 * after_ns_, kLatestNs) : kYieldAfterNs;
    if (ended - began >= kLongNs) {
      rests_until_ = ended + rest_ns_;
      if (rest_ns_ < kLongestRestNs) rest_ns_ *= 2;
    } else if (began - rests_until_ > rest_ns_) {
      rest_ns_ = kShortestRestNs;  // It went well for longer than the last rest was.
    }
  }

 private:
  static constexpr int64_t kLongNs = 1'500'000;
  static constexpr int64_t kShortestRestNs = 20'000'000;
  static constexpr int64_t kLongestRestNs = 1'000'000'000;
  static constexpr int64_t kLatestNs = 8 * kYieldAfterNs;

  int64_t after_ns_ = kYieldAfterNs;
  int64_t rests_until_ = 0;
  int64_t rest_ns_ = kShortestRestNs;
};

// Learns from yields whether the peer shares this thread's CPU. The scheduler puts the two on one when one
// wakes the other, even if another CPU is idle: in a virtual machine often after a rest of some milliseconds,
// since it takes an idle CPU for one that the host has given to others. They may stay together for as long as
// they talk, and each answer costs two context switches. So whoever notices moves.
class CpuSharing {
 public:
  // A yield is over, and the answer was there after it or not. True if it is time to move.
  bool Yielded(int64_t began, int64_t ended, bool answered) {
    const int64_t took = ended - began;
    // A peer that answers spins itself before it yields.
    const bool peer_ran = answered && took >= kYieldAfterNs && took <= kLongestNs;
    if (!peer_ran || began - last_ > kLongestNs) answers_ = 0;
    last_ = ended;
    if (!peer_ran) return false;
    answers_++;
    if (answers_ < kSuspicious) return false;
    if (answers_ == kSuspicious) suspected_ = ended;
    peer_moves_until_ = ended + kMoveNs;
    if (answers_ < kCertain || ended - moved_ < rest_ns_) return false;
    const bool last_helped = suspected_ - moved_ >= kApartNs;
    rest_ns_ = last_helped ? kShortestRestNs : std::min(2 * rest_ns_, kLongestRestNs);
    moved_ = ended;
    answers_ = 0;
    return true;
  }

  // The peer noticed as well, and may be moving: who waits for it stays awake, since a sleeper would be woken
  // on its CPU again.
  bool PeerMayMove(int64_t now) const { return now < peer_moves_until_; }

 private:
  static constexpr int kSuspicious = 2;
  // To move costs as much as about ten answers on a shared CPU.
  static constexpr int kCertain = 8;
  static constexpr int64_t kLongestNs = 200'000;
  static constexpr int64_t kMoveNs = 200'000;
  // A move helped if the two were apart for so long. One that does not is followed by a rest, which doubles
  // from one to the next.
  static constexpr int64_t kApartNs = 2'000'000;
  static constexpr int64_t kShortestRestNs = 1'000'000;
  static constexpr int64_t kLongestRestNs = 1'000'000'000;

  int answers_ = 0;  // In a row that the peer gave while we yielded.
  int64_t last_ = 0;
  int64_t suspected_ = 0;
  int64_t peer_moves_until_ = 0;
  int64_t moved_ = 0;
  int64_t rest_ns_ = kShortestRestNs;
};

// Has this thread run on another of the CPUs that it may use. The scheduler may move it again.
void LeaveCpu();

// Between two looks of a spinner, for so long now: lets others run, if that pays on this thread, and says
// whether it did.
bool YieldIfItPays(int64_t now, int64_t spun_ns);

// To be called when a spin has run out after so long.
void SpinRanOut(int64_t spun_ns);

// To be called after the look that follows a yield. `answered`: there was something to see.
void LookedAfterYield(bool answered);

// Whether to stay awake beyond the budget (CpuSharing::PeerMayMove).
bool PeerMayMove(int64_t now);

// Each look at the shared word fetches its cache line, which the peer needs to itself when it answers: looks
// that come too early delay what they look for. So a spinner waits before its first one, for about as long as
// answers took lately. Measured on a call of 0.8 us: a tenth less.
class FirstLook {
 public:
  int pauses() const { return eighths_ / kPause; }

  // To be called once control was given, and before the first look.
  void Await() const {
    for (int i = 0; i < pauses(); i++) CpuRelax();
  }

  // The first look found the answer, which may have been there for a while.
  void Found() {
    if (eighths_ > 0) eighths_ -= kDown;
  }

  // One of the looks soon after it did.
  void Early() {
    if (eighths_ < kMost * kPause) eighths_ += kUp;
  }

 private:
  // Pauses are counted in eighths. Early looks cost more than late ones: four in five are to find the answer.
  static constexpr int kPause = 8;
  static constexpr int kUp = 4;
  static constexpr int kDown = 1;
  // About half a microsecond on x86: beyond that less is to be gained than lost.
  static constexpr int kMost = 48;

  int eighths_ = 0;
};

// About a microsecond's.
constexpr int kGlance = 32;

// Spins for so many looks, without one at the clock, until `ready` returns true; says whether it did.
template <typename Ready>
bool GlanceUntil(Ready&& ready, FirstLook* first_look, int looks = kGlance) {
  first_look->Await();
  if (ready()) {
    first_look->Found();
    return true;
  }
  for (int i = 0; i < looks; i++) {
    CpuRelax();
    if (!ready()) continue;
    first_look->Early();
    return true;
  }
  return false;
}

// Spins until `ready` returns true (then true) or `budget_ns` have passed (then false). Checks at least once.
template <typename Ready>
bool SpinUntil(Ready&& ready, int64_t budget_ns, FirstLook* first_look) {
  if (budget_ns <= 0) return ready();
  // An answer within a microsecond or so needs no clock.
  if (GlanceUntil(ready, first_look)) return true;
  const int64_t started = MonotonicNs();
  for (;;) {
    for (int i = 0; i < 16; i++) {
      CpuRelax();
      if (ready()) return true;
    }
    const int64_t spun = MonotonicNs() - started;
    if (spun >= budget_ns && !PeerMayMove(started + spun)) {
      SpinRanOut(spun);
      return ready();
    }
    if (spun < kYieldAfterNs || !YieldIfItPays(started + spun, spun)) continue;
    const bool answered = ready();
    LookedAfterYield(answered);
    if (answered) return true;
  }
}

// Learns whether spinning pays. After some spins in a row that ran out it lets some waits sleep at once, ever
// more as spins go on running out; only waits that ended soon enough for a spin to have caught them count, so
// a peer that always takes long is never spun for again.
class SpinGovernor {
 public:
  explicit SpinGovernor(int64_t max_ns) : max_ns_(max_ns) {}

  void set_max_ns(int64_t max_ns) { max_ns_ = max_ns; }

  // The budget for the next wait, in nanoseconds.
  int64_t budget_ns() const { return sleeps_due_ == 0 ? max_ns_ : 0; }

  // The budget for a wait whose peer had to be woken first. To sleep meanwhile costs as much CPU time as to
  // spin, and this side would be woken later than the answer comes. And if both slept for the other's
  // wake-up, each would find the other asleep ever again, although it answers at once.
  int64_t budget_for_sleeper_ns() const { return kWakeUps * budget_ns(); }

  // A spin caught its answer. Who may not spin finds one at the first look now and then: no spin either.
  void Hit() {
    if (max_ns_ <= 0) return;
    hits_++;
    misses_left_ = kPatience;
    next_sleeps_ = 1;
    sleeps_due_ = 0;
  }

  // A spin ran out.
  void Missed() {
    misses_++;
    if (--misses_left_ > 0) return;
    misses_left_ = 1;
    sleeps_due_ = next_sleeps_;
    if (next_sleeps_ < kMostSleeps) next_sleeps_ *= 2;
  }

  // A wait ended asleep; it took `waited_ns` altogether, the wake-up included.
  void Slept(int64_t waited_ns) {
    if (sleeps_due_ > 0 && waited_ns <= max_ns_ + kWakeUpNs) sleeps_due_--;
  }

  // How many spins caught their answer so far, and how many ran out.
  uint64_t hits() const { return hits_; }
  uint64_t misses() const { return misses_; }

 private:
  static constexpr int kPatience = 3;
  static constexpr int kMostSleeps = 16;
  static constexpr int64_t kWakeUps = 3;
  // What a sleeper's wake-up may add to the time that it waited: 50 to 90 us in a virtual machine.
  static constexpr int64_t kWakeUpNs = 100'000;

  int64_t max_ns_;
  uint64_t hits_ = 0;
  uint64_t misses_ = 0;
  int misses_left_ = kPatience;
  int sleeps_due_ = 0;
  int next_sleeps_ = 1;
};

}  // namespace flipcall
