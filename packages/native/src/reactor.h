// Waits for all links of one event loop together: spins over those that are hot, sleeps in epoll for the
// others. One wake-up of the loop's own thread per hand-off, no helper thread, nothing on the libuv pool.
#pragma once

#include <uv.h>

#include <memory>
#include <vector>

#include "fair_share.h"
#include "floor.h"
#include "link_unsafe.h"
#include "moment.h"

namespace flipcall {

// What a reactor tells the owner of a link. Called on the loop's thread, outside any JavaScript.
class LinkOwner {
 public:
  virtual ~LinkOwner() = default;
  virtual Link& link() = 0;
  // A channel arrived. Handles the datagram, runs all microtasks, and then gives control back as it sees fit.
  // Returns why the link must end, or kOk.
  virtual Status OnArrived(Channel channel) = 0;
  // It is time for what was put off (PutOff). Returns as OnArrived does.
  virtual Status OnResumed() = 0;
  // The life line has room again (AwaitRoom). Returns as OnArrived does.
  virtual Status OnRoom() = 0;
  // The link is over; the reactor has forgotten it.
  virtual void OnOver(Status status) = 0;
};

class Reactor {
 public:
  // A link that is watched; valid until Forget or OnOver.
  struct Watched;

  explicit Reactor(uv_loop_t* loop);

  // From here on the owner's link is watched, and its open life line keeps the loop alive.
  Watched* Watch(std::shared_ptr<LinkOwner> owner);
  void Forget(Watched* watched);
  // Whether the link keeps the loop alive.
  void SetReferenced(Watched* watched, bool referenced);
  // Says that control is given away outside a turn, so an answer may come soon: the next turn looks.
  void Expect(Watched* watched);
  // Has the peer not ring while this thread itself waits for the link; the next turn looks.
  void KeepAwake(Watched* watched);
  // The part of the thread's time that the link gets while it keeps the thread busy and others are used now
  // and then (FairShare); 1 never rests.
  void SetBusyShare(Watched* watched, double share);
  // Whether other links were served lately, for which this one would rest: what it delivers is to be put off
  // soon.
  bool IsHurried(const Watched* watched) const;
  // Whether links that ask for little were served lately: who does something that takes long waits a little.
  bool HasLight() const;
  // Within a turn, whether the link that delivered something may deliver more at once: no other link is to be
  // looked at, the loop has nothing else to do, and the turn has not lasted too long.
  bool MayGoOn(Watched* watched);
  // More has come.
  void GoesOn();
  // What was delivered takes long: calls OnResumed for the rest of it in the next turn, so that others have
  // theirs, and delivers nothing before.
  void PutOff(Watched* watched);
  // Calls OnRoom once a descriptor can be donated again.
  void AwaitRoom(Watched* watched);

  // Closes every handle; `done(argument)` runs on the loop once they are closed and the reactor may be
  // deleted.
  void Close(void (*done)(void*), void* argument);

 private:
  struct Held {
    Floor floor;
    Watched* holder;  // Null once it has left.
    int shares_cpu;   // How often in a row it was woken and took the CPU of this thread.
  };

  static void OnLifeLine(uv_poll_t* handle, int status, int events);
  static void OnIdle(uv_idle_t* handle);
  static void OnRestOver(uv_timer_t* handle);
  static void OnHandleClosed(uv_handle_t* handle);

  void Cool(size_t index);
  void Turn();
  bool LookAtAll(int64_t now);
  bool IsCrowded();
  bool LookInTurns(int64_t now);
  bool LookAtHolder(Held* held, int64_t* now);
  void NoteSharing(Held* held, bool woken);
  bool LookAtWaiting(int64_t now);
  bool HasCredit(const Watched* watched, int64_t now) const;
  bool AnyWithCreditWaits(int64_t now);
  bool LookAtThoseWithCredit(int64_t now);
  int64_t ServedInCrowd(Watched* watched, int64_t began);
  bool HasSomething(const Watched* watched) const;
  bool Rests(const Watched* watched, int64_t now) const;
  bool HasFloor(int32_t process) const;
  bool OthersWait() const;
  void LeaveFloor(const Watched* watched);
  int64_t Served(Watched* watched, int64_t began, const Allowance& allowed = {});
  bool WasPreempted();
  void Rest(size_t index, int64_t now);
  bool HasArrived() const;
  void CoolQuiet(int64_t now);
  bool LoopHasWork();
  // True if it delivered something or ended the link.
  bool LookAndDeliver(Watched* watched);
  void End(Watched* watched, Status status);
  void CloseIfDone();

  uv_loop_t* const loop_;
  uv_idle_t idle_;
  uv_timer_t rest_over_;
  FairShare fair_share_;
  // As many at the most as there are CPUs beside this thread's.
  std::vector<Held> held_;
  // Used by one function each, kept so that it allocates nothing.
  std::vector<int32_t> processes_;
  std::vector<Watched*> waiting_;
  int64_t others_due_ = 0;
  int64_t call_began_ = 0;  // Of the holder of a floor.
  long preemptions_ = 0;
  bool in_turn_ = false;
  int64_t turn_ends_ns_ = 0;  // At the latest.
  Moment checked_;            // Begins when it was seen that a turn may go on.
  std::vector<Watched*> watched_;
  // Links that are spun over. An entry becomes null when its link ends during a turn.
  std::vector<Watched*> hot_;
  // Links that are not looked at until `rest_over_`.
  std::vector<Watched*> resting_;
  size_t open_handles_ = 2;
  void (*done_)(void*) = nullptr;
  void* done_argument_ = nullptr;
};

}  // namespace flipcall
