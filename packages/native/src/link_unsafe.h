// The native half of a session: a life line and two endpoints. On its own channel a side is the flipcall
// client and so starts with control; on the peer's channel it is the server.
#pragma once

#include <memory>

#include "endpoint_unsafe.h"
#include "system.h"

namespace flipcall {

enum Channel : int { kOwn = 0, kPeers = 1 };

// Thread rules: all methods on one thread at a time, except Interrupt.
class Link {
 public:
  // Takes the life line, a connected SOCK_SEQPACKET socket in non-blocking mode.
  Link(UniqueFd life_line, std::shared_ptr<Mapping> own, std::shared_ptr<Mapping> peers);
  ~Link() { Close(); }

  int life_line() const { return life_line_.get(); }
  Endpoint& endpoint(Channel channel) { return channel == kOwn ? own_ : peers_; }
  bool holds(Channel channel) const { return holds_[channel]; }
  SpinGovernor& spin() { return spin_; }

  // Gives control of a channel that we hold, with a datagram of `length` bytes.
  Status Give(Channel channel, uint32_t length);

  // Looks at the channels that the peer holds. kOk: `*arrived` is ours now; kTimedOut: none is; else why
  // the link is over.
  Status Look(Channel* arrived);

  // Blocks until a channel arrives (kOk), the deadline passes (kTimedOut) or the link is over: spins if that
  // pays, then sleeps on the life line, so that a ring and the peer's death both end the wait.
  Status Wait(int64_t deadline_ns, Channel* arrived);

  // Nanoseconds to go on spinning after the last hand-off: none if the peer was found asleep, for it needs
  // longer.
  int64_t SpinBudgetNs() const;

  // Publishes on the peer's channels that the bell must be rung from here on. The caller looks once more
  // before it sleeps.
  void PublishAsleep();
  void PublishAwake();

  // Empties the life line of rings. False when the peer hung up.
  bool DrainBells();

  // What a hang-up means: kShutdown if the peer said goodbye first, else kPeerDied.
  Status HangUpStatus() const;

  // From any thread: makes a Wait under way, and every later one, end with kShutdown.
  void Interrupt();

  // Tells the peer that the link is over, and closes the life line. What was given before still reaches the
  // peer.
  void Close();

 private:
  // kTimedOut for a channel that we hold: nothing arrives there.
  Status LookAt(Channel channel);
  Status Take(Channel channel, Channel* arrived);

  UniqueFd life_line_;
  Endpoint own_;
  Endpoint peers_;
  bool holds_[2] = {true, false};
  bool said_goodbye_ = false;
  SpinGovernor spin_;
};

}  // namespace flipcall
