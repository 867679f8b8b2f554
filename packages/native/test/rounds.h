// How many round trips the long tests make.
#pragma once

#include <cstdlib>

namespace flipcall::test {

// FLIPCALL_ROUNDS, or 100,000.
inline uint32_t Rounds() {
  const char* asked = getenv("FLIPCALL_ROUNDS");
  return asked == nullptr ? 100'000 : static_cast<uint32_t>(atol(asked));
}

}  // namespace flipcall::test
