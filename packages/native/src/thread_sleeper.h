#pragma once

#include <pthread.h>
#include <uv.h>

#include <condition_variable>
#include <memory>
#include <mutex>

#include "sleeper.h"

namespace flipcall {

// A thread that blocks in the futex and then signals the loop: two wake-ups for each wait, but it works
// everywhere.
class ThreadSleeper : public Sleeper {
 public:
  ThreadSleeper(uv_loop_t* loop, std::shared_ptr<Endpoint> endpoint, Done done);

  bool Start() override;
  void CloseAndDelete() override;

 private:
  void Run();

  const std::shared_ptr<Endpoint> endpoint_;
  Done done_;
  uv_async_t async_;
  std::mutex mutex_;
  std::condition_variable changed_;
  enum { kResting, kWaiting, kEnding } phase_ = kResting;
  Status status_ = Status::kOk;
  bool has_thread_ = false;
  pthread_t thread_;
};

}  // namespace flipcall
