#include "ring_sleeper.h"

namespace flipcall {

RingSleeper::RingSleeper(FutexRing* ring, std::shared_ptr<Endpoint> endpoint, Done done)
    : ring_(ring), endpoint_(std::move(endpoint)), done_(std::move(done)) {}

bool RingSleeper::Start() {
  started_ = MonotonicNs();
  endpoint_->PublishAsleep(Asleep::kInFutex);
  // The kernel compares the word before it waits: that is the second look which the flag demands.
  waiting_ = ring_->Wait(endpoint_->state_word(), endpoint_->state_of_peer(), this);
  in_call_ = waiting_;
  return waiting_;
}

void RingSleeper::OnFutexWaitEnded() {
  waiting_ = false;
  if (closing_) {
    delete this;
    return;
  }
  Status status = endpoint_->LookForControl();
  if (status == Status::kTimedOut && !endpoint_->shut_down_locally()) {
    // Woken for nothing.
    waiting_ = ring_->Wait(endpoint_->state_word(), endpoint_->state_of_peer(), this);
    if (waiting_) return;
    status = Status::kSystem;
  }
  if (status == Status::kTimedOut) status = Status::kShutdown;
  endpoint_->PublishAsleep(Asleep::kNo);
  endpoint_->spin().Slept(MonotonicNs() - started_);
  if (std::exchange(in_call_, false)) endpoint_->LeaveCall();
  done_(status);
}

void RingSleeper::PrepareForShutdown() {
  if (!std::exchange(in_call_, false)) return;
  // No thread blocks in this call, so it can be left at once; its end is reported when the ring has let go.
  endpoint_->LeaveCall();
  ring_->Cancel(this);
}

void RingSleeper::CloseAndDelete() {
  if (!waiting_) {
    delete this;
    return;
  }
  PrepareForShutdown();
  endpoint_->Shutdown();
  closing_ = true;
}

}  // namespace flipcall
