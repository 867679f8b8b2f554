// Who rests so that others are served: a session that keeps a thread busy, while sessions that ask for little
// are used now and then. Without rests their calls, which find the thread idle otherwise, would wait for a
// slice of the busy one's, or for the collection of the garbage that it makes.
#pragma once

#include <algorithm>
#include <cstdint>

namespace flipcall {

// What makes nobody busy.
struct Allowance {
  // Of the time.
  double part = 0.2;
  // On top of that, at once.
  int64_t burst_ns = 0;
};

// How busy one session keeps its thread: a level that rises with the time that it takes and falls by a part
// of the time that passes.
class Busyness {
 public:
  static constexpr int64_t kShortNs = 50'000;

  // It stays busy for a while: while it rests now and then, nobody sees how much it would take.
  bool IsBusy(int64_t now) const { return now < busy_until_; }

  // Whether it was not busy for long, so that others rest for it.
  bool IsLight(int64_t now) const { return now >= busy_until_ - kBusyForNs + kLightAfterNs; }

  // It was served from `began` to `ended`.
  void Add(int64_t began, int64_t ended, const Allowance& allowed) {
    int64_t took_ns = std::min(ended - began, kMostAtOnceNs);
    // A long call now and then, or a collection of garbage that just happened to come then, makes nobody
    // busy.
    if (took_ns > kShortNs && ended >= forgives_at_) {
      took_ns = kShortNs;
      forgives_at_ = ended + kForgivesEveryNs;
    }
    const auto allowed_ns = static_cast<int64_t>(static_cast<double>(began - at_ + took_ns) * allowed.part);
    level_ns_ = std::max<int64_t>(0, level_ns_ - allowed_ns) + took_ns;
    at_ = ended;
    if (level_ns_ < kBusyNs + allowed.burst_ns) return;
    level_ns_ = 0;
    busy_until_ = ended + kBusyForNs;
  }

 private:
  static constexpr int64_t kBusyNs = 500'000;
  static constexpr int64_t kMostAtOnceNs = 400'000;
  static constexpr int64_t kForgivesEveryNs = 100'000'000;
  static constexpr int64_t kBusyForNs = 100'000'000;
  static constexpr int64_t kLightAfterNs = 1'000'000'000;

  int64_t level_ns_ = 0;
  int64_t at_ = 0;
  int64_t busy_until_ = kBusyForNs - kLightAfterNs;
  int64_t forgives_at_ = 0;
};

// The rests of all busy sessions of one thread. They rest together, so that many take no more than one.
class FairShare {
 public:
  // A session was served from `began` to `ended`. While it is busy, `share` is the part of the time that it
  // gets.
  void Served(Busyness* session, double share, int64_t began, int64_t ended, const Allowance& allowed = {}) {
    session->Add(began, ended, allowed);
    all_.Note(session, ended);
    if (!session->IsBusy(ended)) {
      if (session->IsLight(ended)) light_.Note(session, ended);
      return;
    }
    if (share >= 1 || !light_.HasOther(session, ended)) return;
    taken_ns_ += ended - began;
    const auto rest_ns = static_cast<int64_t>(static_cast<double>(taken_ns_) * (1 / share - 1));
    if (rest_ns < kShortestRestNs) return;
    rest_ends_ = ended + std::min(rest_ns, kLongestRestNs);
    taken_ns_ = 0;
  }

  // Whether a session that is not busy was served lately.
  bool HasLight(int64_t now) const { return light_.HasOther(nullptr, now); }

  // Whether another session was served lately.
  bool IsCrowded(const Busyness& session, int64_t now) const { return all_.HasOther(&session, now); }

  // Whether that session rests.
  bool Rests(const Busyness& session, int64_t now) const { return now < rest_ends_ && session.IsBusy(now); }
  int64_t rest_ends() const { return rest_ends_; }

 private:
  static constexpr int64_t kLatelyNs = 20'000'000;
  // Of the timer that ends it.
  static constexpr int64_t kShortestRestNs = 1'000'000;
  static constexpr int64_t kLongestRestNs = 15'000'000;

  // Who was served last, and when; and when somebody else was.
  class Latest {
   public:
    void Note(const Busyness* session, int64_t now) {
      if (session != last_) other_at_ = last_at_;
      last_ = session;
      last_at_ = now;
    }
    bool HasOther(const Busyness* session, int64_t now) const {
      return now - (session == last_ ? other_at_ : last_at_) < kLatelyNs;
    }

   private:
    const Busyness* last_ = nullptr;  // Compared only: it may be gone.
    int64_t last_at_ = -kLatelyNs;
    int64_t other_at_ = -kLatelyNs;
  };

  Latest all_;
  Latest light_;
  int64_t taken_ns_ = 0;  // By busy sessions since the last rest.
  int64_t rest_ends_ = 0;
};

}  // namespace flipcall
