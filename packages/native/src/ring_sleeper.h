#pragma once

#include <memory>

#include "futex_ring.h"
#include "sleeper.h"

namespace flipcall {

// Has the loop's io_uring wait: the peer's FUTEX_WAKE wakes the loop's own thread.
class RingSleeper : public Sleeper, private FutexRingWaiter {
 public:
  // `ring` outlives the sleeper.
  RingSleeper(FutexRing* ring, std::shared_ptr<Endpoint> endpoint, Done done);

  bool Start() override;
  void CloseAndDelete() override;

 private:
  bool Wait();
  void OnFutexWaitEnded() override;

  FutexRing* const ring_;
  const std::shared_ptr<Endpoint> endpoint_;
  Done done_;
  bool waiting_ = false;
  bool closing_ = false;
  int64_t started_ = 0;
};

}  // namespace flipcall
