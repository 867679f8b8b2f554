#include "sleeper.h"

#include <signal.h>

namespace flipcall {

Sleeper::Sleeper(uv_loop_t* loop, std::shared_ptr<Endpoint> endpoint, std::function<void(Status)> done)
    : endpoint_(std::move(endpoint)), done_(std::move(done)) {
  uv_async_init(loop, &async_, [](uv_async_t* handle) {
    auto* self = static_cast<Sleeper*>(handle->data);
    Status status;
    {
      std::lock_guard<std::mutex> lock(self->mutex_);
      status = self->status_;
    }
    uv_unref(reinterpret_cast<uv_handle_t*>(handle));
    if (self->done_) self->done_(status);
  });
  async_.data = this;
  uv_unref(reinterpret_cast<uv_handle_t*>(&async_));
}

void Sleeper::Start() {
  // A call under way keeps the loop alive.
  uv_ref(reinterpret_cast<uv_handle_t*>(&async_));
  if (!thread_.joinable()) {
    // Signals belong to the program's own threads.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread(&Sleeper::Run, this);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
  std::lock_guard<std::mutex> lock(mutex_);
  phase_ = kWaiting;
  changed_.notify_one();
}

void Sleeper::Run() {
  for (;;) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [&] { return phase_ != kResting; });
      if (phase_ == kEnding) return;
    }
    const Status status = endpoint_->WaitForControl(kNever, 0);
    // Before the loop hears of it: Shutdown, called there, waits until the call is left.
    endpoint_->LeaveCall();
    std::lock_guard<std::mutex> lock(mutex_);
    status_ = status;
    if (phase_ == kEnding) return;
    phase_ = kResting;
    uv_async_send(&async_);
  }
}

void Sleeper::CloseAndDelete() {
  done_ = nullptr;
  endpoint_->Shutdown();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    phase_ = kEnding;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  uv_close(reinterpret_cast<uv_handle_t*>(&async_),
           [](uv_handle_t* handle) { delete static_cast<Sleeper*>(handle->data); });
}

}  // namespace flipcall
