#include "reactor.h"

#include <sys/resource.h>

#include <algorithm>

#include "watched.h"

namespace flipcall {

namespace {
constexpr int kLifeLineEvents = UV_READABLE | UV_DISCONNECT;
// The longest that one turn may keep timers and sockets of the loop waiting, while there is work all along.
constexpr int64_t kTurnNs = 300'000;
}  // namespace

// Whether the scheduler took the CPU from this thread since this was asked last.
bool Reactor::WasPreempted() {
  rusage usage;
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw != std::exchange(preemptions_, usage.ru_nivcsw);
}

Reactor::Reactor(uv_loop_t* loop) : loop_(loop) {
  uv_idle_init(loop_, &idle_);
  idle_.data = this;
  // A life line keeps the loop alive, spinning does not.
  uv_unref(reinterpret_cast<uv_handle_t*>(&idle_));
  uv_timer_init(loop_, &rest_over_);
  rest_over_.data = this;
  uv_unref(reinterpret_cast<uv_handle_t*>(&rest_over_));
}

Reactor::Watched* Reactor::Watch(std::shared_ptr<LinkOwner> owner) {
  auto* watched = new Watched{};
  watched->reactor = this;
  watched->owner = std::move(owner);
  watched->process = watched->owner->link().PeerProcess();
  uv_poll_init(loop_, &watched->poll, watched->owner->link().life_line());
  watched->poll.data = watched;
  uv_poll_start(&watched->poll, kLifeLineEvents, OnLifeLine);
  open_handles_++;
  watched_.push_back(watched);
  // The peer may have rung before we watched: start hot, and look.
  Expect(watched);
  return watched;
}

void Reactor::SetReferenced(Watched* watched, bool referenced) {
  auto* handle = reinterpret_cast<uv_handle_t*>(&watched->poll);
  referenced ? uv_ref(handle) : uv_unref(handle);
}

void Reactor::SetBusyShare(Watched* watched, double share) { watched->busy_share = share; }

bool Reactor::IsHurried(const Watched* watched) const {
  return watched->busy_share < 1 && fair_share_.IsCrowded(watched->busyness, MonotonicNs());
}

bool Reactor::HasLight() const { return fair_share_.HasLight(MonotonicNs()); }

void Reactor::PutOff(Watched* watched) {
  watched->put_off = true;
  Expect(watched);
}

void Reactor::Expect(Watched* watched) {
  watched->quiet_since = MonotonicNs();
  if (watched->hot || watched->resting) return;
  watched->hot = true;
  watched->owner->link().PublishAwake();
  hot_.push_back(watched);
  // An active idle handle keeps the loop from sleeping, and runs a turn in every iteration.
  if (hot_.size() == 1) uv_idle_start(&idle_, OnIdle);
}

void Reactor::KeepAwake(Watched* watched) {
  if (!watched->hot) Expect(watched);
}

void Reactor::OnRestOver(uv_timer_t* handle) {
  auto* reactor = static_cast<Reactor*>(handle->data);
  for (Watched* watched : std::exchange(reactor->resting_, {})) {
    watched->resting = false;
    reactor->Expect(watched);
  }
}

void Reactor::OnIdle(uv_idle_t* handle) { static_cast<Reactor*>(handle->data)->Turn(); }

void Reactor::AwaitRoom(Watched* watched) {
  uv_poll_start(&watched->poll, kLifeLineEvents | UV_WRITABLE, OnLifeLine);
}

void Reactor::OnLifeLine(uv_poll_t* handle, int status, int events) {
  auto* watched = static_cast<Watched*>(handle->data);
  Reactor* reactor = watched->reactor;
  if (!watched->owner) return;
  if ((events & UV_WRITABLE) != 0) {
    uv_poll_start(&watched->poll, kLifeLineEvents, OnLifeLine);
    const std::shared_ptr<LinkOwner> owner = watched->owner;  // Outlives a callback that ends the link.
    owner->link().GotRoom();
    const Status given = owner->OnRoom();
    if (!watched->owner) return;
    if (given != Status::kOk) return reactor->End(watched, given);
  }
  // A peer that died with rings of ours unread leaves an error on the socket, at which libuv stops watching.
  // There may be more messages than are read now: without a watch nobody would read the rest, nor the end.
  if (status < 0) uv_poll_start(&watched->poll, kLifeLineEvents, OnLifeLine);
  const Status life_line = watched->owner->link().DrainLifeLine();
  if (life_line == Status::kBadDescriptors) return reactor->End(watched, life_line);
  if (life_line != Status::kOk) {
    // What the peer handed over before it hung up still arrives.
    const bool was_in_turn = std::exchange(reactor->in_turn_, true);
    for (int channel = 0; channel < 2 && watched->owner; channel++) {
      // What was put off is read when the link ends, and before what comes now.
      watched->put_off = false;
      reactor->LookAndDeliver(watched);
    }
    reactor->in_turn_ = was_in_turn;
    if (watched->owner) reactor->End(watched, watched->owner->link().HangUpStatus());
    return;
  }
  if (watched->resting) return;
  if (!watched->hot) {
    watched->owner->link().spin().Slept(MonotonicNs() - watched->quiet_since);
    watched->woken = true;
  }
  reactor->Expect(watched);
  if (reactor->IsCrowded()) return;
  // Only what rang: a whole turn for each of many rings would keep timers waiting. The idle handle has the
  // next turn before the loop sleeps again.
  const int64_t began = MonotonicNs();
  if (reactor->Rests(watched, began)) return;
  const bool was_in_turn = std::exchange(reactor->in_turn_, true);
  if (reactor->LookAndDeliver(watched) && watched->owner) reactor->Served(watched, began);
  reactor->in_turn_ = was_in_turn;
}

void Reactor::Turn() {
  if (in_turn_) return;
  in_turn_ = true;
  const int64_t started = MonotonicNs();
  turn_ends_ns_ = started + kTurnNs;
  checked_.End();
  int64_t now = started;
  int64_t delivered_at = started;
  for (bool first = true;; first = false) {
    const bool delivered = LookAtAll(now);
    now = MonotonicNs();
    if (delivered) delivered_at = now;
    if (!delivered && held_.empty() && !PeerMayMove(now)) CoolQuiet(now);
    if (hot_.empty() || now >= turn_ends_ns_) break;
    // Only JavaScript gives the loop something to do at once, so it is asked at the start and after
    // deliveries.
    if ((delivered || first) && LoopHasWork()) break;
    if (delivered) continue;
    CpuRelax();
    if (now - delivered_at < kYieldAfterNs) continue;
    if (YieldIfItPays(now, now - delivered_at)) LookedAfterYield(HasArrived());
    now = MonotonicNs();  // What others took is not charged to the link that delivers next.
  }
  if (hot_.empty()) uv_idle_stop(&idle_);
  in_turn_ = false;
}

// Looks at every hot link once; says whether anything was delivered.
bool Reactor::LookAtAll(int64_t now) {
  if (IsCrowded()) return LookInTurns(now);
  held_.clear();
  bool delivered = false;
  for (size_t i = 0; i < hot_.size(); i++) {  // By index: handlers may open and close links.
    if (hot_[i] == nullptr) continue;
    if (Rests(hot_[i], now))
      Rest(i, now);
    else if (LookAndDeliver(hot_[i])) {
      delivered = true;
      const int64_t began = now;
      now = hot_[i] == nullptr ? MonotonicNs() : Served(hot_[i], began);
    }
  }
  hot_.erase(std::remove(hot_.begin(), hot_.end(), nullptr), hot_.end());
  return delivered;
}

// Notes that the link was served from then until now, which it returns.
int64_t Reactor::Served(Watched* watched, int64_t began, const Allowance& allowed) {
  const int64_t ended = MonotonicNs();
  watched->quiet_since = ended;
  // Time in which another process had the CPU is not the link's doing.
  const bool counts = ended - began <= Busyness::kShortNs || !WasPreempted();
  fair_share_.Served(&watched->busyness, watched->busy_share, counts ? began : ended - Busyness::kShortNs,
                     ended, allowed);
  return ended;
}

// Not looked at, a link is not marked asleep either: its peer has no reason to ring.
void Reactor::Rest(size_t index, int64_t now) {
  Watched* watched = std::exchange(hot_[index], nullptr);
  LeaveFloor(watched);
  watched->hot = false;
  watched->resting = true;
  resting_.push_back(watched);
  if (resting_.size() > 1) return;
  uv_update_time(loop_);
  const int64_t rest_ns = fair_share_.rest_ends() - now;
  uv_timer_start(&rest_over_, OnRestOver, static_cast<uint64_t>((rest_ns + 999'999) / 1'000'000), 0);
}

bool Reactor::HasArrived() const {
  return std::any_of(hot_.begin(), hot_.end(), [](const Watched* watched) {
    return watched != nullptr && watched->owner->link().HasArrived();
  });
}

// Lets those links sleep that have been quiet for longer than spinning pays.
void Reactor::CoolQuiet(int64_t now) {
  for (size_t i = 0; i < hot_.size(); i++) {
    if (hot_[i] != nullptr && !hot_[i]->put_off &&
        now - hot_[i]->quiet_since >= hot_[i]->owner->link().SpinBudgetNs())
      Cool(i);
  }
  hot_.erase(std::remove(hot_.begin(), hot_.end(), nullptr), hot_.end());
}

// Whether immediates, due timers or the like wait for the loop to go on: spinning would hold them up.
bool Reactor::LoopHasWork() {
  uv_idle_stop(&idle_);  // It alone would say yes.
  const bool has_work = uv_backend_timeout(loop_) == 0;
  uv_idle_start(&idle_, OnIdle);
  return has_work;
}

bool Reactor::LookAndDeliver(Watched* watched) {
  const std::shared_ptr<LinkOwner> owner =
      watched->owner;  // Outlives the callback even if that ends the link.
  Link& link = owner->link();
  Channel channel;
  Status status;
  if (std::exchange(watched->put_off, false)) {
    status = owner->OnResumed();
    turn_ends_ns_ = 0;  // The loop's other work has its turn now.
    checked_.End();
    if (status != Status::kOk && watched->owner) End(watched, status);
    return true;
  }
  status = link.Look(&channel);
  if (status == Status::kTimedOut) return false;
  if (status == Status::kOk) {
    if (!std::exchange(watched->woken, false)) link.spin().Hit();
    status = owner->OnArrived(channel);
  }
  if (status != Status::kOk && watched->owner) End(watched, status);
  return true;
}

void Reactor::Cool(size_t index) {
  Watched* watched = hot_[index];
  Link& link = watched->owner->link();
  link.PublishAsleep();
  // The second look: whoever gave control before it saw the flag does not ring.
  if (LookAndDeliver(watched)) {
    if (hot_[index] == nullptr) return;
    link.PublishAwake();
    watched->quiet_since = MonotonicNs();
    return;
  }
  if (link.SpinBudgetNs() > 0) {
    SpinRanOut(MonotonicNs() - watched->quiet_since);
    link.spin().Missed();
  }
  watched->hot = false;
  hot_[index] = nullptr;
}

void Reactor::Forget(Watched* watched) {
  LeaveFloor(watched);
  if (watched->hot) std::replace(hot_.begin(), hot_.end(), watched, static_cast<Watched*>(nullptr));
  watched->hot = false;
  if (watched->resting) resting_.erase(std::find(resting_.begin(), resting_.end(), watched));
  watched->owner.reset();
  watched_.erase(std::find(watched_.begin(), watched_.end(), watched));
  // A turn under way, or the next one, drops the empty entry and stops the idle handle.
  uv_close(reinterpret_cast<uv_handle_t*>(&watched->poll), [](uv_handle_t* handle) {
    auto* closed = static_cast<Watched*>(handle->data);
    Reactor* reactor = closed->reactor;
    delete closed;
    reactor->open_handles_--;
    reactor->CloseIfDone();
  });
}

void Reactor::End(Watched* watched, Status status) {
  const std::shared_ptr<LinkOwner> owner = watched->owner;
  Forget(watched);
  owner->OnOver(status);
}

void Reactor::Close(void (*done)(void*), void* argument) {
  done_ = done;
  done_argument_ = argument;
  while (!watched_.empty()) {
    End(watched_.back(), Status::kShutdown);
  }
  uv_close(reinterpret_cast<uv_handle_t*>(&idle_), OnHandleClosed);
  uv_close(reinterpret_cast<uv_handle_t*>(&rest_over_), OnHandleClosed);
}

void Reactor::OnHandleClosed(uv_handle_t* handle) {
  auto* reactor = static_cast<Reactor*>(handle->data);
  reactor->open_handles_--;
  reactor->CloseIfDone();
}

void Reactor::CloseIfDone() {
  if (open_handles_ == 0) done_(done_argument_);
}

}  // namespace flipcall
