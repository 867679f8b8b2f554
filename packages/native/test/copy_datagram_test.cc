#include <algorithm>
#include <memory>
#include <vector>

#include "check.h"
#include "copy_datagram_unsafe.h"

using namespace flipcall;

TEST("a datagram of any length is copied whole, and nothing beyond it is written") {
  constexpr size_t kLongest = 1200;
  constexpr std::byte kUntouched{0xee};
  std::vector<std::byte> from(kLongest);
  for (size_t i = 0; i < kLongest; i++) from[i] = static_cast<std::byte>(i * 7 + i / 256);
  for (size_t length = 0; length <= kLongest; length++) {
    std::vector<std::byte> to(kLongest + 64, kUntouched);
    // Memory of its own, so that the address sanitizer sees a read beyond the end.
    const std::unique_ptr<std::byte[]> exact(new std::byte[length]);
    std::copy_n(from.begin(), length, exact.get());
    CopyDatagram(to.data(), exact.get(), length);
    CHECK(std::equal(exact.get(), exact.get() + length, to.begin()));
    CHECK(std::all_of(to.begin() + static_cast<ptrdiff_t>(length), to.end(),
                      [&](std::byte byte) { return byte == kUntouched; }));
  }
}
