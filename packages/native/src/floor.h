// Whose turn it is where more processes call one thread than there are CPUs beside its own. Served as they
// come, each of them would be woken for one answer, spin in vain for the next while others have the CPUs, and
// fall asleep again: all time goes to waking up. So as many as there are CPUs have a floor for a while: they
// are answered at once, find the thread awake, and make thousands of calls meanwhile, while the others sleep.
#pragma once

#include <cstdint>

namespace flipcall {

class Floor {
 public:
  enum class Who { kHolder, kNobody, kAnybody };

  // Long enough to be worth a wake-up and caches that are filled anew, and short for those that wait.
  static constexpr int64_t kFloorNs = 4'000'000;
  // How long the holder may be silent before somebody else has the floor. Awake it has its CPU, say for a
  // collection of garbage, and who was woken then would wait for that CPU.
  static constexpr int64_t kPatienceNs = 1'000'000;
  // When its time is over it soon falls asleep, and leaves its CPU to the next one.
  static constexpr int64_t kFallAsleepNs = 500'000;

  // The holder was answered. `woken`: it slept.
  Floor(int64_t now, bool woken) : answered_at_(now), ends_(now + kFloorNs), wakes_up_(woken) {}

  // It was answered once more.
  void Answered(int64_t now, bool woken) {
    answered_at_ = now;
    wakes_up_ = woken;
  }

  // Whether the holder's time is over, if others wait.
  bool IsOver(int64_t now) const { return now >= ends_; }

  // Who may be looked at now; anybody when the floor is free. `others_wait()`: whether there is anybody else
  // to have it. `holder_sleeps()`: whether the holder does. `holder_waits()`: whether it has said something
  // that was not answered; whose time is over falls asleep over that.
  template <typename OthersWait, typename HolderSleeps, typename HolderWaits>
  Who Next(int64_t now, OthersWait&& others_wait, HolderSleeps&& holder_sleeps, HolderWaits&& holder_waits) {
    if (IsOver(now) && !found_others_ && !others_wait()) ends_ = now + kFloorNs;
    if (!IsOver(now)) {
      const bool has_left = !wakes_up_ && holder_sleeps() && !holder_waits();
      return has_left || now >= answered_at_ + kPatienceNs ? Who::kAnybody : Who::kHolder;
    }
    found_others_ = true;
    return now < ends_ + kFallAsleepNs && !holder_sleeps() ? Who::kNobody : Who::kAnybody;
  }

 private:
  int64_t answered_at_;
  int64_t ends_;
  bool wakes_up_;  // It was woken by the last answer.
  bool found_others_ = false;
};

}  // namespace flipcall
