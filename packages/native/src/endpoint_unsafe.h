// One side of a flipcall connection. This file and its .cc read and write memory that a hostile peer writes
// too: each shared word is loaded once and judged from the copy. Go: flipcall.go, ctrl_futex.go,
// flipcall_unsafe.go.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "packet_window.h"
#include "spin.h"
#include "system.h"

namespace flipcall {

// Go: EndpointSide.
enum class Side : uint32_t { kClient = 0, kServer = 1 };

enum class Status : int {
  kOk = 0,
  kShutdown = 1,        // Either side shut the connection down. Go: ShutdownError.
  kPeerDied = 2,        // The life line hung up and the peer had not shut down.
  kTimedOut = 3,        // The deadline passed; the call is still under way.
  kBadState = 4,        // The state word held a value that no correct peer writes.
  kBadLength = 5,       // The peer sent a length above the capacity.
  kBusy = 6,            // Another call is under way on this endpoint.
  kNotActive = 7,       // The caller does not hold control.
  kSystem = 8,          // A system call failed; see errno.
  kBadDescriptors = 9,  // The peer donated descriptors that it may not, or named some that it did not donate.
  kRoom = 10,           // The life line has room again for what it had none for.
};

// The header of a packet window as both sides see it.
struct PacketHeader {
  std::atomic<uint32_t> state;
  std::atomic<uint32_t> length;
  // Reserved by gVisor; with the feature `sleep-flags` the client's flag, then the server's (Asleep).
  std::atomic<uint32_t> asleep[2];
};
static_assert(sizeof(PacketHeader) == kPacketHeaderBytes);

// What an endpoint publishes about itself. A hint about when to wake it, nothing more.
enum class Asleep : uint32_t { kNo = 0, kInFutex = 1, kOnBell = 2 };

// Thread rules: one call at a time, on any thread; Shutdown alone may run at the same time as another call.
class Endpoint {
 public:
  // `bell_fd` is the life line to ring and to sleep on, or -1 for a plain endpoint that sleeps in the futex.
  // Not owned.
  Endpoint(Side side, std::shared_ptr<Mapping> window, int bell_fd = -1);

  uint32_t data_capacity() const { return data_capacity_; }
  std::byte* data() const { return window_->base() + kPacketHeaderBytes; }
  const std::shared_ptr<Mapping>& window() const { return window_; }
  SpinGovernor& spin() { return spin_; }
  FirstLook* first_look() { return &first_look_; }

  // Both sides named `sleep-flags` in their handshake: from here on a peer that is awake is not woken.
  void EnableSleepFlags() { sleep_flags_ = true; }
  bool sleep_flags() const { return sleep_flags_; }

  // Gives control and a datagram of `length` bytes to the peer, and wakes it if it sleeps.
  // Precondition: length <= data_capacity(). kShutdown, kBadState. Go: SendLast.
  Status GiveControl(uint32_t length);

  // One look at who holds control: kOk when we do, kTimedOut when the peer does, else kShutdown or kBadState.
  Status LookForControl() const;

  // The length of the datagram that came with control; kBadLength if it exceeds the capacity. Read once per
  // datagram.
  Status TakeLength(uint32_t* length) const;

  // Spins and then sleeps in the futex until we hold control. Go: the waiting half of SendRecv.
  Status WaitForControl(int64_t deadline_ns, int64_t spin_ns);

  // Spins for about a microsecond, without a look at the clock: kTimedOut if that was too short. Needs no
  // EnterCall, since only a thread that sleeps must be woken by a Shutdown from elsewhere.
  Status GlanceForControl();

  // What to wait on, and its value while the peer holds control, for waits in other ways than WaitForControl.
  std::atomic<uint32_t>* state_word() const { return &header()->state; }
  uint32_t state_of_peer() const { return theirs_; }

  // Enters and leaves what Shutdown must interrupt: everything between giving control away and having it
  // again.
  Status EnterCall();
  void LeaveCall();

  // Ends the connection for both sides; safe from any thread, and while a call is under way on another one,
  // which then ends with kShutdown. Go: Shutdown.
  void Shutdown();
  bool shut_down_locally() const { return shut_down_.load(std::memory_order_acquire); }

  // Says whether the last GiveControl found the peer asleep.
  bool peer_was_asleep() const { return peer_was_asleep_; }

  // Publishes whether we are about to sleep. After kInFutex or kOnBell the caller looks for control once more
  // before it sleeps. Does nothing without sleep flags.
  void PublishAsleep(Asleep asleep);

  // Whether the peer says so now: a hint.
  bool PeerSleeps() const {
    return header()->asleep[theirs_].load(std::memory_order_relaxed) != static_cast<uint32_t>(Asleep::kNo);
  }

 private:
  PacketHeader* header() const { return reinterpret_cast<PacketHeader*>(window_->base()); }
  // Whether the peer was asleep. Touches nothing of ours: Shutdown may run it beside another call.
  bool WakePeer() const;
  void RingBell() const;
  void PublishShutdown();

  const std::shared_ptr<Mapping> window_;
  const uint32_t data_capacity_;
  const uint32_t mine_;    // The state word while we hold control.
  const uint32_t theirs_;  // The state word while the peer does.
  const int bell_fd_;
  bool sleep_flags_ = false;
  bool peer_was_asleep_ = false;
  SpinGovernor spin_;
  FirstLook first_look_;

  std::atomic<bool> shut_down_{false};
  // Bits kInCall and kShutDown, as Go's endpointControlImpl.state.
  std::atomic<uint32_t> control_{0};
};

}  // namespace flipcall
