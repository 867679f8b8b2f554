// Who is looked at where more processes are hot than there are CPUs for.
#include <algorithm>

#include "floor.h"
#include "reactor.h"
#include "spin.h"
#include "watched.h"

namespace flipcall {

namespace {
// How often others are looked at while somebody has the floor.
constexpr int64_t kOthersNs = 30'000;

// So many processes may be spun for at a time: as many as there are CPUs beside this thread's.
size_t MostProcesses() { return static_cast<size_t>(std::max(1.0, UsableCpus() - 1)); }
}  // namespace

// Whether more processes are hot than there are CPUs for.
bool Reactor::IsCrowded() {
  const size_t room = MostProcesses();
  if (hot_.size() <= room) return false;
  processes_.clear();
  for (const Watched* watched : hot_) {
    if (watched == nullptr ||
        std::find(processes_.begin(), processes_.end(), watched->process) != processes_.end())
      continue;
    processes_.push_back(watched->process);
    if (processes_.size() > room) return true;
  }
  return false;
}

// Looks at the links of the processes that have a floor. If one is free, also at the others that have
// something to say, who had a floor longest ago first, until one of them takes it.
bool Reactor::LookInTurns(int64_t now) {
  bool delivered = false;
  for (Held& held : held_) {  // Handlers may close links, which leaves their floors without holders.
    Watched* const holder = held.holder;
    if (holder == nullptr) continue;
    if (Rests(holder, now)) {
      Rest(static_cast<size_t>(std::find(hot_.begin(), hot_.end(), holder) - hot_.begin()), now);
      continue;
    }
    Link& link = holder->owner->link();
    const Floor::Who who = held.floor.Next(
        now, [&] { return OthersWait(); }, [&] { return link.PeerSleeps(); },
        [&] { return link.HasArrived(); });
    if (who == Floor::Who::kAnybody) {
      holder->had_floor_until = now;
      held.holder = nullptr;
    }
    if (who == Floor::Who::kHolder && LookAtHolder(&held, &now)) delivered = true;
  }
  const auto is_free = [](const Held& held) { return held.holder == nullptr; };
  held_.erase(std::remove_if(held_.begin(), held_.end(), is_free), held_.end());
  if (AnyWithCreditWaits(now) && LookAtThoseWithCredit(now)) delivered = true;
  if (held_.size() < MostProcesses() && LookAtWaiting(now)) delivered = true;
  hot_.erase(std::remove(hot_.begin(), hot_.end(), nullptr), hot_.end());
  return delivered;
}

bool Reactor::LookAtHolder(Held* held, int64_t* now) {
  const int32_t process = held->holder->process;
  bool delivered = false;
  for (size_t i = 0; i < hot_.size(); i++) {
    if (hot_[i] == nullptr || hot_[i]->process != process) continue;
    call_began_ = *now;
    if (!LookAndDeliver(hot_[i])) continue;
    delivered = true;
    bool woken = false;
    if (hot_[i] == nullptr) {
      *now = MonotonicNs();
    } else {
      woken = hot_[i]->owner->link().PeerSlept();
      NoteSharing(held, woken);
      *now = ServedInCrowd(hot_[i], call_began_);
    }
    held->floor.Answered(*now, woken);
  }
  return delivered;
}

// Who is woken is often put on the CPU of who wakes it, and takes it at once. It has the floor: it may keep
// that CPU.
void Reactor::NoteSharing(Held* held, bool woken) {
  held->shares_cpu = woken && WasPreempted() ? held->shares_cpu + 1 : 0;
  // The first time, others may have been the ones who took it.
  if (held->shares_cpu == 2) LeaveCpu();
}

bool Reactor::HasCredit(const Watched* watched, int64_t now) const {
  return watched->credit.IsLeft(now, static_cast<int64_t>(hot_.size()));
}

// Whether anybody waits who is answered although others have the floor. Looks now and then only.
bool Reactor::AnyWithCreditWaits(int64_t now) {
  if (now < others_due_) return false;
  const bool waits = std::any_of(hot_.begin(), hot_.end(), [&](const Watched* watched) {
    return watched != nullptr && HasSomething(watched) && HasCredit(watched, now) && !Rests(watched, now) &&
           !HasFloor(watched->process);
  });
  if (!waits) others_due_ = now + kOthersNs;
  return waits;
}

bool Reactor::LookAtThoseWithCredit(int64_t now) {
  bool delivered = false;
  for (size_t i = 0; i < hot_.size(); i++) {
    Watched* watched = hot_[i];
    if (watched == nullptr || !HasCredit(watched, now) || Rests(watched, now) || HasFloor(watched->process) ||
        !LookAndDeliver(watched))
      continue;
    delivered = true;
    now = hot_[i] == nullptr ? MonotonicNs() : ServedInCrowd(watched, now);
  }
  others_due_ = now + kOthersNs;
  return delivered;
}

// Notes that the link was served from then until now, which it returns.
int64_t Reactor::ServedInCrowd(Watched* watched, int64_t began) {
  // Whoever takes turns keeps the thread busy in them.
  const auto sessions = static_cast<int64_t>(hot_.size());
  const double part = std::max(0.2, 1.2 / static_cast<double>(sessions));
  const int64_t ended = Served(watched, began, {part, Floor::kFloorNs});
  watched->credit.Spend(began, ended, sessions);
  return ended;
}

bool Reactor::HasSomething(const Watched* watched) const {
  return watched->put_off || watched->owner->link().HasArrived();
}

bool Reactor::Rests(const Watched* watched, int64_t now) const {
  return watched->busy_share < 1 && fair_share_.Rests(watched->busyness, now);
}

bool Reactor::LookAtWaiting(int64_t now) {
  waiting_.clear();
  for (size_t i = 0; i < hot_.size(); i++) {
    if (hot_[i] == nullptr || HasFloor(hot_[i]->process)) continue;
    if (Rests(hot_[i], now))
      Rest(i, now);
    else if (HasSomething(hot_[i]))
      waiting_.push_back(hot_[i]);
  }
  std::sort(waiting_.begin(), waiting_.end(), [](const Watched* one, const Watched* other) {
    return one->had_floor_until < other->had_floor_until;
  });
  bool delivered = false;
  for (Watched* watched : waiting_) {
    // Handlers may have closed it, and another link of its process may have taken a floor.
    if (std::find(hot_.begin(), hot_.end(), watched) == hot_.end() || HasFloor(watched->process)) continue;
    const bool has_credit = HasCredit(watched, now);
    if (!LookAndDeliver(watched)) continue;
    delivered = true;
    const bool is_there = std::find(hot_.begin(), hot_.end(), watched) != hot_.end();
    now = is_there ? ServedInCrowd(watched, now) : MonotonicNs();
    if (!is_there || has_credit) continue;  // Who has credit needs no floor.
    held_.push_back({Floor(now, watched->owner->link().PeerSlept()), watched, 0});
    if (held_.size() == MostProcesses()) break;
  }
  return delivered;
}

bool Reactor::HasFloor(int32_t process) const {
  return std::any_of(held_.begin(), held_.end(), [&](const Held& held) {
    return held.holder != nullptr && held.holder->process == process;
  });
}

bool Reactor::OthersWait() const {
  return std::any_of(hot_.begin(), hot_.end(), [&](const Watched* watched) {
    return watched != nullptr && watched->owner->link().HasArrived() && !HasFloor(watched->process);
  });
}

void Reactor::LeaveFloor(const Watched* watched) {
  for (Held& held : held_) {
    if (held.holder == watched) held.holder = nullptr;
  }
}

bool Reactor::MayGoOn(Watched* watched) {
  const bool alone = hot_.size() == 1 && hot_[0] != nullptr;
  // With a second floor, whoever has that is to be looked at.
  const bool has_the_floor = held_.size() == 1 && held_[0].holder == watched && MostProcesses() == 1;
  // What would end the turn is not asked for again at each of the calls that come within microseconds.
  if (alone && checked_.Runs()) return true;
  if (!(alone || has_the_floor) || LoopHasWork()) return false;
  if (alone) {
    const int64_t now = MonotonicNs();
    if (now >= turn_ends_ns_ || (watched->busy_share < 1 && fair_share_.IsCrowded(watched->busyness, now)))
      return false;
    checked_.Begin();
    return true;
  }
  if (watched->owner->link().PeerSlept()) return false;
  const int64_t now = ServedInCrowd(watched, call_began_);
  call_began_ = now;
  if (now >= turn_ends_ns_ || held_[0].floor.IsOver(now) || Rests(watched, now) || AnyWithCreditWaits(now))
    return false;
  held_[0].floor.Answered(now, false);
  return true;
}

void Reactor::GoesOn() {
  // To spin for the next call is not the session's doing.
  if (!held_.empty()) call_began_ = MonotonicNs();
}

}  // namespace flipcall
