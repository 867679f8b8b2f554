// Who is answered at once although another session has the floor.
#pragma once

#include <algorithm>
#include <cstdint>

namespace flipcall {

// What one of several sessions may still ask for before it has to wait for its turn: half of its part of the
// time. Who calls now and then never uses that up; who calls all the time lives on the turns that it gets.
class Credit {
 public:
  bool IsLeft(int64_t now, int64_t sessions) const { return LeftNs(now, sessions) > 0; }

  // It was served from `began` to `ended`.
  void Spend(int64_t began, int64_t ended, int64_t sessions) {
    left_ns_ = std::max(LeftNs(ended, sessions) - std::max(ended - began, kLeastNs), -kMostNs);
    at_ = ended;
  }

 private:
  int64_t LeftNs(int64_t now, int64_t sessions) const {
    return std::min(left_ns_ + (now - at_) / (2 * sessions), kBurstNs);
  }

  // An answer may cost a wake-up.
  static constexpr int64_t kLeastNs = 10'000;
  static constexpr int64_t kBurstNs = 500'000;
  static constexpr int64_t kMostNs = 8'000'000;

  int64_t left_ns_ = kBurstNs;
  int64_t at_ = 0;
};

}  // namespace flipcall
