// An io_uring that waits on futexes and whose descriptor an event loop can watch: a plain peer's FUTEX_WAKE
// then wakes the loop's own thread, with no helper thread between. Linux >= 6.7, and often forbidden in
// containers.
#pragma once

#include <uv.h>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "system.h"

namespace flipcall {

// Who waits in a ring. Waits of one owner do not overlap.
class FutexRingWaiter {
 public:
  virtual ~FutexRingWaiter() = default;
  // The wait ended, for whatever reason: look at the word. Called on the loop's thread.
  virtual void OnFutexWaitEnded() = 0;
};

// One per event loop; all methods on its thread.
class FutexRing {
 public:
  // Null where the kernel has no such thing, or forbids it.
  static FutexRing* Open(uv_loop_t* loop);

  // Waits while the word is `expected`, but not for longer than kLongestFutexSleepNs. False if the ring is
  // full.
  bool Wait(std::atomic<uint32_t>* word, uint32_t expected, FutexRingWaiter* waiter);

  // Ends a wait early; OnFutexWaitEnded still follows.
  void Cancel(FutexRingWaiter* waiter);

  // Ends all waits, and deletes the ring once its handle is closed.
  void CloseAndDelete();

 private:
  struct Submission;
  FutexRing() = default;
  ~FutexRing();

  bool Map();
  bool Submit(std::initializer_list<Submission> submissions);
  void Reap();
  void Add(FutexRingWaiter* waiter);
  void Remove(FutexRingWaiter* waiter);

  UniqueFd fd_;
  uv_poll_t poll_;
  // Waits under way; they keep the loop alive.
  std::vector<FutexRingWaiter*> waiters_;

  struct Region {
    void* base = nullptr;
    size_t length = 0;
  };
  Region rings_;
  Region entries_;
  std::atomic<uint32_t>* submit_head_;
  std::atomic<uint32_t>* submit_tail_;
  uint32_t submit_mask_;
  uint32_t* submit_array_;
  std::atomic<uint32_t>* submit_flags_;
  std::atomic<uint32_t>* complete_head_;
  std::atomic<uint32_t>* complete_tail_;
  uint32_t complete_mask_;
  void* completions_;
};

}  // namespace flipcall
