// The native half of a session: a life line and two endpoints. On its own channel a side is the flipcall
// client and so starts with control; on the peer's channel it is the server.
#pragma once

#include <memory>
#include <vector>

#include "donated_descriptors.h"
#include "endpoint_unsafe.h"
#include "system.h"

namespace flipcall {

enum Channel : int { kOwn = 0, kPeers = 1 };

// What happened on a link so far.
struct LinkStatistics {
  uint64_t handoffs_given = 0;
  uint64_t handoffs_taken = 0;
  uint64_t bytes_sent = 0;
  uint64_t bytes_received = 0;
  uint64_t sleeps = 0;
  uint64_t rings_sent = 0;
  uint64_t rings_received = 0;
  uint64_t descriptors_donated = 0;
  uint64_t descriptors_received = 0;
};

// Thread rules: all methods on one thread at a time.
class Link {
 public:
  // Takes the life line, a connected SOCK_SEQPACKET socket in non-blocking mode.
  Link(UniqueFd life_line, std::shared_ptr<Mapping> own, std::shared_ptr<Mapping> peers);
  ~Link() { Close(); }

  int life_line() const { return life_line_.get(); }
  Endpoint& endpoint(Channel channel) { return channel == kOwn ? own_ : peers_; }
  bool holds(Channel channel) const { return holds_[channel]; }
  SpinGovernor& spin() { return spin_; }
  const LinkStatistics& statistics() const { return statistics_; }

  // Gives control of a channel that we hold, with a datagram of `length` bytes.
  Status Give(Channel channel, uint32_t length);

  // Looks at the channels that the peer holds. kOk: `*arrived` is ours now; kTimedOut: none is; else why
  // the link is over.
  Status Look(Channel* arrived);

  // The length of the datagram that arrived on a channel. Once for each arrival; kBadLength.
  Status TakeLength(Channel channel, uint32_t* length);

  // Blocks until a channel arrives (kOk), the deadline passes (kTimedOut), there is room for a Donate (kRoom)
  // or the link is over: spins if that pays, then sleeps on the life line, so that a ring and the peer's
  // death both end the wait.
  // After `longest_ns` beyond the spin it ends as at the deadline.
  Status Wait(int64_t deadline_ns, Channel* arrived, int64_t longest_ns = kNever);

  // Whether Look would find something.
  bool HasArrived() const { return LookAt(kOwn) != Status::kTimedOut || LookAt(kPeers) != Status::kTimedOut; }

  // Whether the peer says that it sleeps; and whether it did when control was given to it last.
  bool PeerSleeps() const { return peers_.PeerSleeps(); }
  bool PeerSlept() const { return peers_.peer_was_asleep(); }

  // The process that made the other end of the life line; 0 if the kernel does not say.
  int32_t PeerProcess() const;

  // As Look, for about a microsecond.
  Status Glance(Channel* arrived);

  // Nanoseconds to go on spinning after the last hand-off: more if the peer was found asleep, for it needs
  // longer.
  int64_t SpinBudgetNs() const;

  // Publishes on the peer's channels that the bell must be rung from here on. The caller looks once more
  // before it sleeps.
  void PublishAsleep();
  void PublishAwake();

  // Reads the life line empty of rings and donations. kPeerDied when the peer hung up (see HangUpStatus),
  // kBadDescriptors when it donated what it may not.
  Status DrainLifeLine();

  // Donates descriptors to the peer; `*first` becomes the number of the first one. What is donated before a
  // Give is there for the peer to claim when it has that datagram. kTimedOut if none can be sent now: the
  // socket is full, or the datagram to come has its share already; kSystem with errno. Precondition: 1 to
  // DonatedDescriptors::kMostInMessage of them.
  Status Donate(const std::vector<int>& descriptors, uint64_t* first);
  // A Donate found the socket full: wait until the life line is writable, then say GotRoom and try again.
  bool wants_room() const { return wants_room_; }
  void GotRoom() { wants_room_ = false; }

  // Takes descriptors that the peer donated, reading the life line as far as needed; never blocks.
  // kBadDescriptors if the peer did not donate them, kSystem (errno EMFILE) if this process had no room for
  // them.
  Status Claim(uint64_t first, size_t count, std::vector<UniqueFd>* claimed);

  // What a hang-up means: kShutdown if the peer said goodbye first, else kPeerDied.
  Status HangUpStatus() const;

  // Tells the peer that the link is over, and closes the life line. What was given before still reaches the
  // peer.
  void Close();

 private:
  // kTimedOut for a channel that we hold: nothing arrives there.
  Status LookAt(Channel channel) const;
  Status Take(Channel channel, Channel* arrived);
  // One message off the life line; kTimedOut if there is none.
  Status ReadLifeLine();

  UniqueFd life_line_;
  Endpoint own_;
  Endpoint peers_;
  bool holds_[2] = {true, false};
  bool said_goodbye_ = false;
  bool wants_room_ = false;
  size_t donated_for_this_one_ = 0;  // With the datagram that is given next.
  DonatedDescriptors received_;
  LinkStatistics statistics_;
  SpinGovernor spin_;
  FirstLook first_look_;
};

}  // namespace flipcall
