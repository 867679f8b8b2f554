// The futex system call on a word that other processes share (so never FUTEX_PRIVATE).
#pragma once

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>

#include <atomic>
#include <climits>
#include <cstdint>

#include "system.h"

namespace flipcall {

static_assert(sizeof(std::atomic<uint32_t>) == 4 && std::atomic<uint32_t>::is_always_lock_free);

// The longest sleep without a look at the word. Who shares a futex can move its sleepers to another one
// (FUTEX_REQUEUE), where no wake-up of ours finds them; so a hostile peer delays a shutdown by this much, not
// for ever.
constexpr int64_t kLongestFutexSleepNs = 1'000'000'000;

// Wakes up to `threads` waiters; returns how many woke.
inline int FutexWake(std::atomic<uint32_t>* word, int threads) {
  return static_cast<int>(syscall(SYS_futex, word, FUTEX_WAKE, threads, nullptr, nullptr, 0));
}

// Sleeps while the word is `expected`, until woken or the deadline (CLOCK_MONOTONIC). Returns 0, or the
// errno; EAGAIN, EINTR and ETIMEDOUT mean "look again".
inline int FutexWait(std::atomic<uint32_t>* word, uint32_t expected, int64_t deadline_ns) {
  timespec left;
  timespec* timeout = nullptr;
  if (deadline_ns != kNever) {
    left = TimeLeft(deadline_ns);
    timeout = &left;
  }
  return syscall(SYS_futex, word, FUTEX_WAIT, expected, timeout, nullptr, 0) == 0 ? 0 : errno;
}

}  // namespace flipcall
