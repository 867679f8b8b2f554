#include "copy_datagram.h"

#include <algorithm>
#include <vector>

#include "check.h"

using namespace flipcall;

TEST("a datagram of any length is copied whole, and nothing beyond it is written") {
  constexpr size_t kLongest = 1200;
  constexpr std::byte kUntouched{0xee};
  std::vector<std::byte> from(kLongest);
  for (size_t i = 0; i < kLongest; i++) from[i] = static_cast<std::byte>(i * 7 + i / 256);
  for (size_t length = 0; length <= kLongest; length++) {
    std::vector<std::byte> to(kLongest + 64, kUntouched);
    // A copy of its own, so that the address sanitizer sees a read beyond the end.
    const std::vector<std::byte> exact(from.begin(), from.begin() + static_cast<ptrdiff_t>(length));
    CopyDatagram(to.data(), exact.data(), length);
    CHECK(std::equal(exact.begin(), exact.end(), to.begin()));
    CHECK(std::all_of(to.begin() + static_cast<ptrdiff_t>(length), to.end(),
                      [&](std::byte byte) { return byte == kUntouched; }));
  }
}
