#include "link_unsafe.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace flipcall {

namespace {
// The message that precedes a deliberate hang-up; every other message is a ring.
constexpr char kGoodbye = 1;
}  // namespace

Link::Link(UniqueFd life_line, std::shared_ptr<Mapping> own, std::shared_ptr<Mapping> peers)
    : life_line_(std::move(life_line)),
      own_(Side::kClient, std::move(own), life_line_.get()),
      peers_(Side::kServer, std::move(peers), life_line_.get()),
      spin_(DefaultSpinNs()) {}

Status Link::Give(Channel channel, uint32_t length) {
  if (!holds_[channel]) return Status::kNotActive;
  holds_[channel] = false;
  return endpoint(channel).GiveControl(length);
}

Status Link::Look(Channel* arrived) {
  const Status own = LookAt(kOwn);
  if (own == Status::kOk) return Take(kOwn, arrived);
  const Status peers = LookAt(kPeers);
  if (peers == Status::kOk) {
    // Datagrams keep their order: what came back on our own channel was sent before anything on the peer's
    // (Session in core/src/session.ts sees to that), even if it came after the first look.
    return Take(LookAt(kOwn) == Status::kOk ? kOwn : kPeers, arrived);
  }
  // What the peer handed over on one channel still counts when it shut the other one down.
  return own != Status::kTimedOut ? own : peers;
}

Status Link::LookAt(Channel channel) {
  return holds_[channel] ? Status::kTimedOut : endpoint(channel).LookForControl();
}

Status Link::Take(Channel channel, Channel* arrived) {
  holds_[channel] = true;
  *arrived = channel;
  return Status::kOk;
}

int64_t Link::SpinBudgetNs() const {
  // Who asks a sleeper sleeps, too. But who answers one spins: the woken peer is likely to ask again, and if
  // neither ever spun after finding the other asleep, both would sleep for ever.
  const bool asked_sleeper = !holds_[kOwn] && own_.peer_was_asleep();
  return asked_sleeper ? 0 : spin_.budget_ns();
}

Status Link::Wait(int64_t deadline_ns, Channel* arrived) {
  int64_t budget = SpinBudgetNs();
  if (deadline_ns != kNever) budget = std::min(budget, deadline_ns - MonotonicNs());
  Status status;
  if (SpinUntil([&] { return (status = Look(arrived)) != Status::kTimedOut; }, budget)) {
    if (status == Status::kOk) spin_.Hit();
    return status;
  }
  const int64_t started = MonotonicNs() - std::max<int64_t>(budget, 0);
  if (budget > 0) spin_.Missed();
  for (;;) {
    PublishAsleep();
    status = Look(arrived);
    if (status == Status::kTimedOut) {
      pollfd bell = {life_line_.get(), POLLIN, 0};
      timespec left;
      if (deadline_ns != kNever) left = TimeLeft(deadline_ns);
      const int ready = ppoll(&bell, 1, deadline_ns == kNever ? nullptr : &left, nullptr);
      PublishAwake();
      if (ready < 0 && errno != EINTR) return Status::kSystem;
      const bool alive = ready <= 0 || DrainBells();
      // The last look comes after the life line's word: what the peer handed over before it died still
      // arrives.
      status = Look(arrived);
      if (status == Status::kTimedOut && !alive) return HangUpStatus();
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
  own_.PublishAsleep(Asleep::kOnBell);
  peers_.PublishAsleep(Asleep::kOnBell);
}

void Link::PublishAwake() {
  own_.PublishAsleep(Asleep::kNo);
  peers_.PublishAsleep(Asleep::kNo);
}

bool Link::DrainBells() {
  // Bounded: a peer that rings without end gets the rest of its rings read at the next wake-up, after others
  // had a turn.
  for (int i = 0; i < 64; i++) {
    char rings[64];
    const ssize_t received = recv(life_line_.get(), rings, sizeof rings, MSG_DONTWAIT);
    if (received > 0) {
      said_goodbye_ |= rings[0] == kGoodbye;
      continue;
    }
    if (received == 0) return false;
    // A peer that closed with unread rings of ours resets the connection; its goodbye still waits behind that
    // error.
    if (errno == EINTR || errno == ECONNRESET) continue;
    return errno == EAGAIN;
  }
  return true;
}

Status Link::HangUpStatus() const {
  const bool goodbye = said_goodbye_ || own_.LookForControl() == Status::kShutdown ||
                       peers_.LookForControl() == Status::kShutdown || own_.shut_down_locally();
  return goodbye ? Status::kShutdown : Status::kPeerDied;
}

void Link::Interrupt() {
  own_.Shutdown();
  peers_.Shutdown();
  if (life_line_.valid()) shutdown(life_line_.get(), SHUT_RDWR);
}

void Link::Close() {
  if (!life_line_.valid()) return;
  // Only channels that we hold are shut down: the others may carry a datagram that the peer has not seen yet.
  if (holds_[kOwn]) own_.Shutdown();
  if (holds_[kPeers]) peers_.Shutdown();
  send(life_line_.get(), &kGoodbye, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  life_line_.reset();
}

}  // namespace flipcall
