// Whose turn it is where more processes call one thread than there are CPUs beside its own. Served as they
// come, each of them would be woken for one answer, spin in vain for the next while others have the CPUs, and
// fall asleep again: all time goes to waking up. So as many as there are CPUs have a floor for a while: they
// are answered at once, find the thread awake, and make hundreds of calls meanwhile, while the others sleep.
#pragma once

#include <cstddef>
#include <cstdint>

namespace flipcall {

class Floor {
 public:
  // What is known of one session.
  class Member {
   public:
    // When it had the floor last, which says who has waited longest.
    int64_t had_until() const { return had_until_; }

   private:
    friend class Floor;
    // Who is given the floor and calls no more soon is passed over, ever more often.
    static constexpr int kMostPasses = 8;
    static constexpr int kFewCalls = 4;

    bool Accepts() {
      if (passes_left_ == 0) return true;
      passes_left_--;
      return false;
    }

    void Had(int calls, int64_t until) {
      had_until_ = until;
      if (calls >= kFewCalls) {
        next_passes_ = 1;
        return;
      }
      passes_left_ = next_passes_;
      if (next_passes_ < kMostPasses) next_passes_ *= 2;
    }

    int64_t had_until_ = 0;
    int passes_left_ = 0;
    int next_passes_ = 1;
  };

  enum class Who { kHolder, kNobody, kAnybody };

  // Long enough to be worth two wake-ups, and short for those that wait.
  static constexpr int64_t kFloorNs = 500'000;
  // How long the holder may be silent before somebody else has the floor, and how long after it was woken.
  static constexpr int64_t kPatienceNs = 100'000;
  static constexpr int64_t kWakeUpNs = 300'000;
  // When its time is over it soon falls asleep, and leaves its CPU to the next one.
  static constexpr int64_t kFallAsleepNs = 80'000;

  const Member* holder() const { return holder_; }

  // A session was answered, and takes the floor unless it has none to take it for. `woken`: it slept.
  void Offer(Member* member, int64_t now, bool woken) {
    if (!member->Accepts()) return;
    holder_ = member;
    calls_ = 0;
    ends_ = now + kFloorNs;
    patience_ends_ = now + (woken ? kWakeUpNs : kPatienceNs);
  }

  // The holder was answered once more.
  void Answered(int64_t now) {
    calls_++;
    patience_ends_ = now + kPatienceNs;
  }

  // Who may be looked at now. `others_wait()`: whether there is anybody else to have the floor.
  // `holder_sleeps()`: whether the holder has stopped spinning for its answer.
  template <typename OthersWait, typename HolderSleeps>
  Who Next(int64_t now, OthersWait&& others_wait, HolderSleeps&& holder_sleeps) {
    if (holder_ == nullptr) return Who::kAnybody;
    if (now >= ends_ && !over_ && !others_wait()) ends_ = now + kFloorNs;
    if (now < ends_) {
      if (now < patience_ends_) return Who::kHolder;
    } else if (now < ends_ + kFallAsleepNs && !holder_sleeps()) {
      over_ = true;
      return Who::kNobody;
    }
    holder_->Had(calls_, now);
    holder_ = nullptr;
    over_ = false;
    return Who::kAnybody;
  }

 private:
  Member* holder_ = nullptr;
  int calls_ = 0;
  int64_t ends_ = 0;
  int64_t patience_ends_ = 0;
  bool over_ = false;  // Others have been found to wait.
};

}  // namespace flipcall
