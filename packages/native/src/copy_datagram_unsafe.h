// Copies a datagram between a window and private memory, for which memcpy is not made.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstring>

#include "packet_window.h"

namespace flipcall {

// How many bytes of a datagram lie in the cache line that the peer spins on.
constexpr size_t kFirstLineBytes = 64 - kPacketHeaderBytes;

// No piece reaches over two lines: memcpy copies 33 to 64 bytes as two pieces of 32 that overlap, and between
// CPUs that are far apart a call of 49 to 64 bytes took up to a third longer than one of 65. And the line
// that the peer spins on is written last, right before control is given: whoever writes to it earlier may
// have to fetch it back from the peer.
inline void CopyDatagram(void* destination, const void* source, size_t length) {
  constexpr size_t kShort = 1024;  // What is longer is left to memcpy, which takes larger steps.
  auto* to = static_cast<std::byte*>(destination);
  const auto* from = static_cast<const std::byte*>(source);
  if (length <= kFirstLineBytes) {
    memcpy(to, from, length);
    return;
  }
  size_t at = kFirstLineBytes;
  if (length <= kShort) {
    for (; at + 16 <= length; at += 16) memcpy(to + at, from + at, 16);
    for (; at + 4 <= length; at += 4) memcpy(to + at, from + at, 4);
    for (; at < length; at++) to[at] = from[at];
  } else {
    memcpy(to + at, from + at, length - at);
  }
  std::atomic_signal_fence(std::memory_order_seq_cst);  // For the compiler: the first line last.
  memcpy(to, from, kFirstLineBytes);
}

}  // namespace flipcall
