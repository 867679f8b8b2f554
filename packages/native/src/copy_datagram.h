// Copies a datagram between a window and private memory, for which memcpy is not made.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstring>

#include "packet_window.h"

namespace flipcall {

// How many bytes of a datagram lie in the cache line that the peer spins on.
constexpr size_t kFirstLineBytes = 64 - kPacketHeaderBytes;

// memcpy copies 33 to 64 bytes as two pieces of 32 that overlap, of which the second reaches over two lines
// of a window: a call of 49 to 64 bytes took a fifth longer than one of 65. So no piece reaches over two
// lines, and the line that the peer spins on is written last, right before control is given: whoever writes
// to it earlier has to fetch it back from the peer.
inline void CopyDatagram(void* window_or_copy, const void* copy_or_window, size_t length) {
  constexpr size_t kShort = 1024;  // Beyond that, memcpy's larger steps pay.
  auto* to = static_cast<std::byte*>(window_or_copy);
  const auto* from = static_cast<const std::byte*>(copy_or_window);
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
