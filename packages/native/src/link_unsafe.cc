#include "link_unsafe.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace flipcall {

namespace {
// First bytes of messages on the life line; every other one is a ring, too.
constexpr char kRing = 0;
constexpr char kGoodbye = 1;      // Precedes a deliberate hang-up.
constexpr char kDescriptors = 2;  // The second byte says how many come with it.

// More than a socket's buffer holds, so whoever reads this many messages has seen all that were there before.
constexpr int kMostMessages = 4096;
}  // namespace

Link::Link(UniqueFd life_line, std::shared_ptr<Mapping> own, std::shared_ptr<Mapping> peers)
    : life_line_(std::move(life_line)),
      own_(Side::kClient, std::move(own), life_line_.get()),
      peers_(Side::kServer, std::move(peers), life_line_.get()),
      spin_(DefaultSpinNs()) {}

Status Link::Give(Channel channel, uint32_t length) {
  if (!holds_[channel]) return Status::kNotActive;
  holds_[channel] = false;
  if (length > 0) donated_for_this_one_ = 0;
  statistics_.handoffs_given++;
  statistics_.bytes_sent += length;
  Endpoint& given = endpoint(channel);
  const Status status = given.GiveControl(length);
  if (status == Status::kOk && given.peer_was_asleep()) statistics_.rings_sent++;
  return status;
}

Status Link::Look(Channel* arrived) {
  const Status own = LookAt(kOwn);
  if (own == Status::kOk) return Take(kOwn, arrived);
  const Status peers = LookAt(kPeers);
  // Whatever the peer's channel says now, arrived or over, what came back on our own channel was sent before
  // (Session in core/src/session.ts sees to that), even if it came after the first look.
  if (peers != Status::kTimedOut && LookAt(kOwn) == Status::kOk) return Take(kOwn, arrived);
  if (peers == Status::kOk) return Take(kPeers, arrived);
  return own != Status::kTimedOut ? own : peers;
}

Status Link::Glance(Channel* arrived) {
  Status status;
  // To leave JavaScript and enter it again costs half a microsecond: worth some looks more.
  GlanceUntil([&] { return (status = Look(arrived)) != Status::kTimedOut; }, &first_look_, 3 * kGlance);
  return status;
}

Status Link::TakeLength(Channel channel, uint32_t* length) {
  const Status status = endpoint(channel).TakeLength(length);
  if (status != Status::kOk) return status;
  statistics_.handoffs_taken++;
  statistics_.bytes_received += *length;
  return Status::kOk;
}

Status Link::LookAt(Channel channel) const {
  return holds_[channel] ? Status::kTimedOut : (channel == kOwn ? own_ : peers_).LookForControl();
}

int32_t Link::PeerProcess() const {
  ucred peer;
  socklen_t length = sizeof peer;
  return getsockopt(life_line_.get(), SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 ? peer.pid : 0;
}

Status Link::Take(Channel channel, Channel* arrived) {
  holds_[channel] = true;
  *arrived = channel;
  return Status::kOk;
}

int64_t Link::SpinBudgetNs() const {
  const bool asked_sleeper = !holds_[kOwn] && own_.peer_was_asleep();
  return asked_sleeper ? spin_.budget_for_sleeper_ns() : spin_.budget_ns();
}

Status Link::Wait(int64_t deadline_ns, Channel* arrived, int64_t longest_ns) {
  int64_t budget = SpinBudgetNs();
  if (deadline_ns != kNever) budget = std::min(budget, deadline_ns - MonotonicNs());
  Status status;
  if (SpinUntil([&] { return (status = Look(arrived)) != Status::kTimedOut; }, budget, &first_look_)) {
    if (status == Status::kOk) spin_.Hit();
    return status;
  }
  const int64_t now = MonotonicNs();
  const int64_t started = now - std::max<int64_t>(budget, 0);
  if (longest_ns != kNever) deadline_ns = std::min(deadline_ns, now + longest_ns);
  if (budget > 0) spin_.Missed();
  for (;;) {
    PublishAsleep();
    status = Look(arrived);
    if (status == Status::kTimedOut) {
      pollfd bell = {life_line_.get(), static_cast<short>(POLLIN | (wants_room_ ? POLLOUT : 0)), 0};
      timespec left;
      if (deadline_ns != kNever) left = TimeLeft(deadline_ns);
      const int ready = ppoll(&bell, 1, deadline_ns == kNever ? nullptr : &left, nullptr);
      PublishAwake();
      if (ready < 0 && errno != EINTR) return Status::kSystem;
      const Status life_line = ready <= 0 ? Status::kOk : DrainLifeLine();
      if (life_line == Status::kBadDescriptors) return life_line;
      // The last look comes after the life line's word: what the peer handed over before it died still
      // arrives.
      status = Look(arrived);
      if (status == Status::kTimedOut && life_line == Status::kPeerDied) return HangUpStatus();
      if (status == Status::kTimedOut && ready > 0 && (bell.revents & POLLOUT) != 0) {
        GotRoom();
        return Status::kRoom;
      }
      // Not by poll's word alone: a peer that rings without end would put the deadline off for ever.
      if (status == Status::kTimedOut &&
          (ready == 0 || (deadline_ns != kNever && MonotonicNs() >= deadline_ns))) {
        return status;
      }
    } else {
      PublishAwake();
    }
    if (status == Status::kTimedOut) continue;
    if (status == Status::kOk) spin_.Slept(MonotonicNs() - started);
    return status;
  }
}

void Link::PublishAsleep() {
  statistics_.sleeps++;
  own_.PublishAsleep(Asleep::kOnBell);
  peers_.PublishAsleep(Asleep::kOnBell);
}

void Link::PublishAwake() {
  own_.PublishAsleep(Asleep::kNo);
  peers_.PublishAsleep(Asleep::kNo);
}

Status Link::DrainLifeLine() {
  // Bounded: a peer that rings without end gets the rest of its rings read at the next wake-up, after others
  // had a turn.
  for (int i = 0; i < 64; i++) {
    const Status status = ReadLifeLine();
    if (status == Status::kTimedOut) return Status::kOk;
    if (status != Status::kOk) return status;
  }
  return Status::kOk;
}

Status Link::ReadLifeLine() {
  Message message;
  // However many descriptors: judged below, once they are ours to close.
  const SystemError failed = ReceiveMessage(life_line_.get(), 2, SIZE_MAX, &message);
  if (failed.error == EAGAIN) return Status::kTimedOut;
  // A peer that closed with unread rings of ours resets the connection; its goodbye still waits behind that
  // error.
  if (failed.error == ECONNRESET) return Status::kOk;
  if (failed) return Status::kPeerDied;
  const char kind = message.bytes.empty() ? kRing : message.bytes[0];
  if (kind == kDescriptors) {
    const size_t declared = message.bytes.size() < 2 ? 0 : static_cast<unsigned char>(message.bytes[1]);
    statistics_.descriptors_received += message.descriptors.size();
    return received_.Add(declared, &message) ? Status::kOk : Status::kBadDescriptors;
  }
  if (!message.descriptors.empty()) return Status::kBadDescriptors;
  if (kind == kGoodbye) {
    said_goodbye_ = true;
  } else {
    statistics_.rings_received++;
  }
  return Status::kOk;
}

Status Link::Donate(const std::vector<int>& descriptors, uint64_t* first) {
  if (donated_for_this_one_ + descriptors.size() > DonatedDescriptors::kMostInMessage)
    return Status::kTimedOut;
  const char message[] = {kDescriptors, static_cast<char>(descriptors.size())};
  const SystemError failed = SendMessage(life_line_.get(), message, sizeof message, descriptors);
  // Or the peer hung up: who waits for room is told of that in the right order, for it may have answered
  // before.
  if (failed.error == EAGAIN || failed.error == EPIPE || failed.error == ECONNRESET) {
    wants_room_ = true;
    return Status::kTimedOut;
  }
  if (failed) {
    errno = failed.error;
    return Status::kSystem;
  }
  *first = statistics_.descriptors_donated;
  statistics_.descriptors_donated += descriptors.size();
  donated_for_this_one_ += descriptors.size();
  return Status::kOk;
}

Status Link::Claim(uint64_t first, size_t count, std::vector<UniqueFd>* claimed) {
  // Numbers that can never be: before anything adds to them.
  if (count > DonatedDescriptors::kMostUnclaimed ||
      first > received_.announced() + DonatedDescriptors::kMostUnclaimed) {
    return Status::kBadDescriptors;
  }
  for (int i = 0; i < kMostMessages && received_.announced() < first + count; i++) {
    const Status status = ReadLifeLine();
    if (status == Status::kBadDescriptors) return status;
    if (status != Status::kOk) break;
  }
  switch (received_.Claim(first, count, claimed)) {
    case DonatedDescriptors::Outcome::kClaimed:
      return Status::kOk;
    case DonatedDescriptors::Outcome::kUnknown:
      return Status::kBadDescriptors;
    case DonatedDescriptors::Outcome::kLost:
      errno = EMFILE;
      return Status::kSystem;
  }
  return Status::kBadDescriptors;
}

Status Link::HangUpStatus() const {
  const bool goodbye = said_goodbye_ || own_.LookForControl() == Status::kShutdown ||
                       peers_.LookForControl() == Status::kShutdown;
  return goodbye ? Status::kShutdown : Status::kPeerDied;
}

void Link::Close() {
  if (!life_line_.valid()) return;
  // Only channels that we hold are shut down: the others may carry a datagram that the peer has not seen yet.
  if (holds_[kOwn]) own_.Shutdown();
  if (holds_[kPeers]) peers_.Shutdown();
  send(life_line_.get(), &kGoodbye, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  life_line_.reset();
  received_ = DonatedDescriptors();  // Nobody can claim any more.
}

}  // namespace flipcall
