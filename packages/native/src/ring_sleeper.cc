#include "ring_sleeper.h"

namespace flipcall {

RingSleeper::RingSleeper(FutexRing* ring, std::shared_ptr<Endpoint> endpoint, Done done)
    : ring_(ring), endpoint_(std::move(endpoint)), done_(std::move(done)) {}

bool RingSleeper::Start() {
  started_ = MonotonicNs();
  endpoint_->PublishAsleep(Asleep::kInFutex);
  if (!Wait()) return false;
  // No thread blocks in the call, so whoever shuts down need not wait until it is left.
  endpoint_->LeaveCall();
  return true;
}

bool RingSleeper::Wait() {
  // The kernel compares the word before it waits: that is the second look which the flag demands.
  waiting_ = ring_->Wait(endpoint_->state_word(), endpoint_->state_of_peer(), this);
  // A shutdown from another thread sets its flag before it wakes us: if we missed the wake-up we see the
  // flag.
  if (waiting_ && endpoint_->shut_down_locally()) ring_->Cancel(this);
  return waiting_;
}

void RingSleeper::OnFutexWaitEnded() {
  waiting_ = false;
  if (closing_) {
    delete this;
    return;
  }
  Status status = endpoint_->LookForControl();
  if (status == Status::kTimedOut) {
    if (endpoint_->shut_down_locally()) {
      status = Status::kShutdown;
    } else if (Wait()) {  // Woken for nothing.
      return;
    } else {
      status = Status::kSystem;
    }
  }
  endpoint_->PublishAsleep(Asleep::kNo);
  endpoint_->spin().Slept(MonotonicNs() - started_);
  done_(status);
}

void RingSleeper::CloseAndDelete() {
  if (!waiting_) {
    delete this;
    return;
  }
  closing_ = true;
  endpoint_->Shutdown();
  ring_->Cancel(this);
}

}  // namespace flipcall
