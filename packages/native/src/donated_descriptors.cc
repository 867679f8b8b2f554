#include "donated_descriptors.h"

namespace flipcall {

bool DonatedDescriptors::Add(size_t declared, Message* message) {
  const size_t received = message->descriptors.size();
  if (declared == 0 || declared > kMostInMessage || received > declared) return false;
  // We leave room for more than a message can hold, so the kernel cuts only where it finds no descriptor for
  // us.
  if (received < declared && !message->truncated) return false;
  if (unclaimed_.size() + declared > kMostUnclaimed) return false;
  for (size_t i = 0; i < declared; i++) {
    unclaimed_.emplace(announced_++, i < received ? std::move(message->descriptors[i]) : UniqueFd());
  }
  return true;
}

DonatedDescriptors::Outcome DonatedDescriptors::Claim(uint64_t first, size_t count,
                                                      std::vector<UniqueFd>* claimed) {
  if (count > unclaimed_.size()) return Outcome::kUnknown;
  for (size_t i = 0; i < count; i++) {
    if (unclaimed_.count(first + i) == 0) return Outcome::kUnknown;
  }
  Outcome outcome = Outcome::kClaimed;
  for (size_t i = 0; i < count; i++) {
    const auto found = unclaimed_.find(first + i);
    if (!found->second.valid()) outcome = Outcome::kLost;
    claimed->push_back(std::move(found->second));
    unclaimed_.erase(found);
  }
  if (outcome == Outcome::kLost) claimed->clear();
  return outcome;
}

}  // namespace flipcall
