// Descriptors that a peer donated over the life line, from their arrival until they are claimed.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "life_line.h"
#include "system.h"

namespace flipcall {

// Both sides number the descriptors that one of them donates, from 0 up, so that a datagram can name those it
// means.
class DonatedDescriptors {
 public:
  // The most in one message.
  static constexpr size_t kMostInMessage = 64;
  // The most that a peer may leave lying here. Two messages' worth may be under way between correct peers:
  // one with a datagram that is being handled, one with the next.
  static constexpr size_t kMostUnclaimed = 4 * kMostInMessage;

  // Takes what a message brought that says it donates `declared` descriptors. False if the peer broke a rule.
  // Fewer than declared may have come if this process ran out of descriptors; these are lost, and whoever
  // claims them is told.
  bool Add(size_t declared, Message* message);

  // How many were announced so far: numbers from here on are unknown.
  uint64_t announced() const { return announced_; }

  enum class Outcome {
    kClaimed,
    kUnknown,  // Never donated, or claimed before.
    kLost,     // This process had no descriptor left when it came.
  };
  // Takes out `count` descriptors from number `first` on: all of them, or none (those of a range with a lost
  // one are closed).
  Outcome Claim(uint64_t first, size_t count, std::vector<UniqueFd>* claimed);

 private:
  uint64_t announced_ = 0;
  std::map<uint64_t, UniqueFd> unclaimed_;  // A lost one is there, and invalid.
};

}  // namespace flipcall
