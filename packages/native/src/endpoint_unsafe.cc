#include "endpoint_unsafe.h"

#include <errno.h>
#include <sched.h>
#include <sys/socket.h>

#include <algorithm>
#include <climits>

#include "futex.h"

namespace flipcall {

namespace {
constexpr uint32_t kStateShutDown = 2;
constexpr uint32_t kInCall = 1;
constexpr uint32_t kShutDownBit = 2;

// Moves the header's cache line from this core out to the cache that all cores share, where a peer that spins
// finds it in half the time. Only a hint, and a no-op on processors that do not know it.
inline void DemoteCacheLine(const void* line) {
#if defined(__x86_64__)
  asm volatile("cldemote %0" : : "m"(*static_cast<const char*>(line)));
#else
  (void)line;
#endif
}
}  // namespace

Endpoint::Endpoint(Side side, std::shared_ptr<Mapping> window, int bell_fd)
    : window_(std::move(window)),
      data_capacity_(static_cast<uint32_t>(window_->length()) - kPacketHeaderBytes),
      mine_(static_cast<uint32_t>(side)),
      theirs_(1 - mine_),
      bell_fd_(bell_fd),
      spin_(DefaultSpinNs()) {}

Status Endpoint::GiveControl(uint32_t length) {
  // Relaxed: the swap below publishes it together with the datagram.
  header()->length.store(length, std::memory_order_relaxed);
  uint32_t seen = mine_;
  // seq_cst: releases the datagram to the peer, and orders this store before our load of the peer's sleep
  // flag; the peer stores its flag and then loads the state, so one of the two sees the other (Dekker).
  if (!header()->state.compare_exchange_strong(seen, theirs_, std::memory_order_seq_cst)) {
    if (seen == kStateShutDown) return Status::kShutdown;
    return seen == theirs_ ? Status::kNotActive : Status::kBadState;
  }
  peer_was_asleep_ = WakePeer();
  DemoteCacheLine(header());
  return Status::kOk;
}

bool Endpoint::WakePeer() const {
  if (!sleep_flags_) {
    const bool woke = FutexWake(&header()->state, 1) > 0;
    if (bell_fd_ >= 0) RingBell();
    return woke;
  }
  // seq_cst: see GiveControl.
  const uint32_t asleep = header()->asleep[theirs_].load(std::memory_order_seq_cst);
  if (asleep == static_cast<uint32_t>(Asleep::kNo)) return false;
  if (asleep == static_cast<uint32_t>(Asleep::kOnBell) && bell_fd_ >= 0) {
    RingBell();
  } else {
    FutexWake(&header()->state, 1);
  }
  return true;
}

void Endpoint::RingBell() const {
  // A full socket means that bytes are waiting there already: the peer's poll returns anyway. A dead peer is
  // noticed by whoever waits on the life line. So no outcome needs handling, and MSG_DONTWAIT keeps the peer
  // from blocking us.
  const char ring = 0;
  send(bell_fd_, &ring, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
}

Status Endpoint::LookForControl() const {
  // Acquires the peer's datagram and length. seq_cst, because this is also the second look after
  // PublishAsleep: an acquire load may move before that store where the hardware allows it (ARM's LDAPR), and
  // a wake-up would be lost.
  const uint32_t state = header()->state.load(std::memory_order_seq_cst);
  if (state == mine_) return Status::kOk;
  if (state == theirs_) return Status::kTimedOut;
  return state == kStateShutDown ? Status::kShutdown : Status::kBadState;
}

Status Endpoint::TakeLength(uint32_t* length) const {
  const uint32_t received = header()->length.load(std::memory_order_relaxed);
  if (received > data_capacity_) return Status::kBadLength;
  *length = received;
  return Status::kOk;
}

void Endpoint::PublishAsleep(Asleep asleep) {
  if (!sleep_flags_) return;
  // seq_cst when going to sleep: ordered before the caller's next look at the state, see GiveControl. Waking
  // up needs no order: a peer that reads a stale flag wakes us once for nothing.
  header()->asleep[mine_].store(static_cast<uint32_t>(asleep), asleep == Asleep::kNo
                                                                   ? std::memory_order_relaxed
                                                                   : std::memory_order_seq_cst);
}

Status Endpoint::WaitForControl(int64_t deadline_ns, int64_t spin_ns) {
  Status status = Status::kTimedOut;
  const auto answered = [&] {
    status = LookForControl();
    return status != Status::kTimedOut || shut_down_.load(std::memory_order_relaxed);
  };
  if (deadline_ns != kNever) spin_ns = std::min(spin_ns, deadline_ns - MonotonicNs());
  if (SpinUntil(answered, spin_ns, &first_look_) && status != Status::kTimedOut) {
    spin_.Hit();
    return status;
  }
  const int64_t started = MonotonicNs() - std::max<int64_t>(spin_ns, 0);
  if (spin_ns > 0) spin_.Missed();
  for (;;) {
    if (shut_down_.load(std::memory_order_acquire)) return Status::kShutdown;
    const int64_t now = MonotonicNs();
    if (now >= deadline_ns) return Status::kTimedOut;
    PublishAsleep(Asleep::kInFutex);
    // The kernel compares the word with `theirs_` before it sleeps: that is the second look which the flag
    // demands.
    const int error = FutexWait(&header()->state, theirs_, std::min(deadline_ns, now + kLongestFutexSleepNs));
    PublishAsleep(Asleep::kNo);
    status = LookForControl();
    if (status != Status::kTimedOut) {
      spin_.Slept(MonotonicNs() - started);
      return status;
    }
    if (error != 0 && error != EAGAIN && error != EINTR && error != ETIMEDOUT) {
      errno = error;
      return Status::kSystem;
    }
  }
}

Status Endpoint::GlanceForControl() {
  Status status;
  GlanceUntil([&] { return (status = LookForControl()) != Status::kTimedOut; }, &first_look_);
  if (status == Status::kOk) spin_.Hit();
  return status;
}

Status Endpoint::EnterCall() {
  uint32_t before = 0;
  if (control_.compare_exchange_strong(before, kInCall, std::memory_order_acq_rel)) return Status::kOk;
  return (before & kShutDownBit) != 0 ? Status::kShutdown : Status::kBusy;
}

void Endpoint::LeaveCall() {
  // A Shutdown that found us in the call left it to us to tell the peer.
  if (control_.fetch_sub(kInCall, std::memory_order_acq_rel) == (kInCall | kShutDownBit)) PublishShutdown();
}

void Endpoint::Shutdown() {
  if (shut_down_.exchange(true, std::memory_order_acq_rel)) return;
  if ((control_.fetch_add(kShutDownBit, std::memory_order_acq_rel) & kInCall) == 0) {
    PublishShutdown();
    // A wait without a thread (RingSleeper) is none that is in a call.
    FutexWake(&header()->state, INT_MAX);
    return;
  }
  do {
    // The blocked thread may be about to sleep rather than asleep, and a hostile peer may wait on the futex
    // from many threads to swallow wake-ups: so wake them all, until our thread has left.
    FutexWake(&header()->state, INT_MAX);
    sched_yield();
  } while ((control_.load(std::memory_order_acquire) & kInCall) != 0);
}

void Endpoint::PublishShutdown() {
  const uint32_t before = header()->state.exchange(kStateShutDown, std::memory_order_seq_cst);
  if (before == mine_)
    WakePeer();  // The peer was waiting; otherwise it notices when it next gives control back.
}

}  // namespace flipcall
