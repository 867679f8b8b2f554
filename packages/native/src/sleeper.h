// Waits for control of a plain endpoint on behalf of an event loop. A plain peer wakes a futex, and a loop cannot sleep
// in one: so a helper thread does, and signals the loop.
#pragma once

#include <uv.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "endpoint_unsafe.h"

namespace flipcall {

class Sleeper {
 public:
  // `done` runs on the loop's thread, once for each Start.
  Sleeper(uv_loop_t* loop, std::shared_ptr<Endpoint> endpoint, std::function<void(Status)> done);

  // Waits until the endpoint has control; the endpoint must be in a call (EnterCall), which the sleeper leaves.
  // Precondition: no earlier Start is unfinished.
  void Start();

  // Ends the wait by shutting the endpoint down, joins the thread, and deletes the sleeper once its handle is closed.
  // `done` is not called any more.
  void CloseAndDelete();

 private:
  ~Sleeper() = default;
  void Run();

  const std::shared_ptr<Endpoint> endpoint_;
  std::function<void(Status)> done_;
  uv_async_t async_;
  std::mutex mutex_;
  std::condition_variable changed_;
  enum { kResting, kWaiting, kEnding } phase_ = kResting;
  Status status_ = Status::kOk;
  std::thread thread_;
};

}  // namespace flipcall
