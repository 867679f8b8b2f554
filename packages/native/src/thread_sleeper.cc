#include "thread_sleeper.h"

#include <signal.h>

namespace flipcall {

ThreadSleeper::ThreadSleeper(uv_loop_t* loop, std::shared_ptr<Endpoint> endpoint, Done done)
    : endpoint_(std::move(endpoint)), done_(std::move(done)) {
  uv_async_init(loop, &async_, [](uv_async_t* handle) {
    auto* self = static_cast<ThreadSleeper*>(handle->data);
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

bool ThreadSleeper::Start() {
  if (!has_thread_) {
    // Signals belong to the program's own threads.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const auto run = [](void* self) -> void* {
      static_cast<ThreadSleeper*>(self)->Run();
      return nullptr;
    };
    // Not std::thread: without exceptions it ends the process when the system allows no more threads.
    has_thread_ = pthread_create(&thread_, nullptr, run, this) == 0;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!has_thread_) return false;
  }
  // A call under way keeps the loop alive.
  uv_ref(reinterpret_cast<uv_handle_t*>(&async_));
  std::lock_guard<std::mutex> lock(mutex_);
  phase_ = kWaiting;
  changed_.notify_one();
  return true;
}

void ThreadSleeper::Run() {
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

void ThreadSleeper::CloseAndDelete() {
  done_ = nullptr;
  bool waiting;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    waiting = phase_ == kWaiting;
  }
  // Returns once the thread has left the call.
  if (waiting) endpoint_->Shutdown();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    phase_ = kEnding;
    changed_.notify_one();
  }
  if (has_thread_) pthread_join(thread_, nullptr);
  uv_close(reinterpret_cast<uv_handle_t*>(&async_),
           [](uv_handle_t* handle) { delete static_cast<ThreadSleeper*>(handle->data); });
}

}  // namespace flipcall
