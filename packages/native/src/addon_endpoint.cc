#include <map>
#include <mutex>

#include "addon.h"
#include "endpoint_unsafe.h"
#include "futex.h"
#include "life_line.h"
#include "ring_sleeper.h"
#include "thread_sleeper.h"

namespace flipcall {

namespace {

// How long a thread that blocks in a futex goes without a look at its life line.
constexpr int64_t kLifeLineGlanceNs = 20'000'000;

// Endpoints that another thread of this process may shut down, by token. The one piece of state that
// environments share, since they share the endpoints' memory.
class ShutdownRegistry {
 public:
  static ShutdownRegistry& Instance() {
    static ShutdownRegistry registry;
    return registry;
  }

  uint32_t Add(const std::shared_ptr<Endpoint>& endpoint) {
    std::lock_guard<std::mutex> lock(mutex_);
    endpoints_[++last_] = endpoint;
    return last_;
  }

  void Remove(uint32_t token) {
    std::lock_guard<std::mutex> lock(mutex_);
    endpoints_.erase(token);
  }

  std::shared_ptr<Endpoint> Find(uint32_t token) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = endpoints_.find(token);
    return found == endpoints_.end() ? nullptr : found->second.lock();
  }

 private:
  std::mutex mutex_;
  uint32_t last_ = 0;
  std::map<uint32_t, std::weak_ptr<Endpoint>> endpoints_;
};

// Results of calls are one number: a datagram's length, or a negative Status.
double Failure(Status status) { return -static_cast<double>(status); }

class EndpointObject : public Napi::ObjectWrap<EndpointObject> {
 public:
  // (side, fd, offset, length)
  explicit EndpointObject(const Napi::CallbackInfo& info)
      : ObjectWrap(info), environment_(EnvironmentOf(info.Env())) {
    const PacketWindowDescriptor window = {info[1].As<Napi::Number>().Int32Value(),
                                           info[2].As<Napi::Number>().Int64Value(),
                                           static_cast<uint64_t>(info[3].As<Napi::Number>().DoubleValue())};
    std::shared_ptr<Mapping> mapping;
    if (SystemError failed = Mapping::Map(window, &mapping)) {
      ThrowSystemError(info.Env(), failed);
      return;
    }
    const auto side = static_cast<Side>(info[0].As<Napi::Number>().Uint32Value());
    endpoint_ = std::make_shared<Endpoint>(side, std::move(mapping));
    const Napi::Object self = info.This().As<Napi::Object>();
    DefineFastMethod<EndpointObject, &EndpointObject::GiveControl>(info.Env(), self, "giveControl", this);
    DefineFastMethod<EndpointObject, &EndpointObject::ExchangeSync>(info.Env(), self, "exchangeSync", this);
  }

  ~EndpointObject() override {
    CloseSleeper();
    ForgetToken();
  }

  Napi::Value Buffer(const Napi::CallbackInfo& info) {
    return OpenWindow(info.Env(), endpoint_->window(), &view_);
  }

  // Returns a negative Status.
  double GiveControl(double length, double) {
    return Failure(endpoint_->GiveControl(static_cast<uint32_t>(length)));
  }

  // (length or -1 to give nothing, spin ns or -1 for the adaptive budget) -kTimedOut after kLongestBlockNs:
  // the call is still under way, to be gone on with by giving nothing.
  double ExchangeSync(double length, double spin_ns) {
    if (!done_.IsEmpty()) return Failure(Status::kBusy);
    if (endpoint_->shut_down_locally()) return Failure(Status::kShutdown);
    Status status = length >= 0 ? endpoint_->GiveControl(static_cast<uint32_t>(length)) : Status::kOk;
    if (status != Status::kOk) return Failure(status);
    const int64_t budget = spin_ns < 0 ? endpoint_->spin().budget_ns() : static_cast<int64_t>(spin_ns);
    status = budget > 0 ? endpoint_->GlanceForControl() : Status::kTimedOut;
    if (status == Status::kTimedOut) {
      status = endpoint_->EnterCall();
      if (status != Status::kOk) return Failure(status);
      const int64_t longest_ns = life_line_.valid() ? kLifeLineGlanceNs : kLongestBlockNs;
      status = endpoint_->WaitForControl(MonotonicNs() + longest_ns, budget);
      endpoint_->LeaveCall();
      if (status == Status::kTimedOut && life_line_.valid() && HungUp(life_line_.get())) {
        // What the peer handed over before it died counts.
        status = endpoint_->LookForControl();
        if (status == Status::kTimedOut) status = Status::kPeerDied;
      }
    }
    return LengthOrFailure(status);
  }

  // The same without blocking: a length if the answer came within the spin, else -kTimedOut, and `done(length
  // or -Status)` is called later.
  Napi::Value Exchange(const Napi::CallbackInfo& info) {
    Status status = EnterCall();
    if (status != Status::kOk) return Napi::Number::New(info.Env(), Failure(status));
    const double length = info[0].As<Napi::Number>().DoubleValue();
    if (length >= 0) status = endpoint_->GiveControl(static_cast<uint32_t>(length));
    if (status == Status::kOk) {
      const int64_t spin_ns = SpinNs(info[1]);
      SpinUntil([&] { return (status = endpoint_->LookForControl()) != Status::kTimedOut; }, spin_ns,
                endpoint_->first_look());
      if (status == Status::kOk) endpoint_->spin().Hit();
      if (status == Status::kTimedOut && spin_ns > 0) endpoint_->spin().Missed();
    }
    if (status != Status::kTimedOut) {
      endpoint_->LeaveCall();
      return Napi::Number::New(info.Env(), LengthOrFailure(status));
    }
    OpenSleeper();
    if (!sleeper_->Start()) {
      endpoint_->LeaveCall();
      return Napi::Number::New(info.Env(), Failure(Status::kSystem));
    }
    done_ = Napi::Persistent(info[2].As<Napi::Function>());
    Ref();
    return Napi::Number::New(info.Env(), Failure(Status::kTimedOut));
  }

  void EnableSleepFlags(const Napi::CallbackInfo&) { endpoint_->EnableSleepFlags(); }

  void SetSpin(const Napi::CallbackInfo& info) {
    endpoint_->spin().set_max_ns(info[0].As<Napi::Number>().Int64Value());
  }

  // Has promise calls wait with a helper thread even where io_uring would do. Precondition: none was made
  // yet.
  void UseHelperThread(const Napi::CallbackInfo&) { helper_thread_ = true; }

  void SetLifeLine(const Napi::CallbackInfo& info) {
    life_line_.reset(info[0].As<Napi::Number>().Int32Value());
  }

  // Ends the call under way with kPeerDied, unless what it waits for is there: then the peer may have died
  // before it woke us.
  void PeerHungUp(const Napi::CallbackInfo&) {
    if (endpoint_->LookForControl() == Status::kTimedOut) {
      peer_died_ = true;
      endpoint_->Shutdown();
    } else {
      FutexWake(endpoint_->state_word(), INT_MAX);
    }
  }

  // How promise calls wait: "io_uring" or "helper-thread".
  Napi::Value Waiting(const Napi::CallbackInfo& info) {
    return Napi::String::New(info.Env(), Ring() != nullptr ? "io_uring" : "helper-thread");
  }

  // What another thread needs to shut this endpoint down.
  Napi::Value ShutdownToken(const Napi::CallbackInfo& info) {
    if (token_ == 0) token_ = ShutdownRegistry::Instance().Add(endpoint_);
    return Napi::Number::New(info.Env(), token_);
  }

  void Shutdown(const Napi::CallbackInfo&) { endpoint_->Shutdown(); }

  // Unmaps once nobody holds the buffer; what JavaScript still holds is detached. A call under way is
  // forgotten.
  void Destroy(const Napi::CallbackInfo&) {
    CloseSleeper();
    ForgetToken();
    view_.Detach();
    life_line_.reset();
    endpoint_.reset();
    if (!done_.IsEmpty()) {
      done_.Reset();
      Unref();
    }
  }

 private:
  Status EnterCall() { return done_.IsEmpty() ? endpoint_->EnterCall() : Status::kBusy; }

  int64_t SpinNs(const Napi::Value& asked) const {
    const int64_t ns = asked.As<Napi::Number>().Int64Value();
    return ns < 0 ? endpoint_->spin().budget_ns() : ns;
  }

  double LengthOrFailure(Status status) const {
    uint32_t length = 0;
    if (status == Status::kOk) status = endpoint_->TakeLength(&length);
    return status == Status::kOk ? length : Failure(status);
  }

  void OpenSleeper() {
    if (sleeper_ != nullptr) return;
    Sleeper::Done done = [this](Status status) { OnDone(status); };
    if (FutexRing* ring = Ring()) {
      sleeper_ = new RingSleeper(ring, endpoint_, std::move(done));
    } else {
      sleeper_ = new ThreadSleeper(environment_->loop, endpoint_, std::move(done));
    }
    napi_add_env_cleanup_hook(Env(), OnTearDown, this);
  }

  void ForgetToken() {
    if (token_ != 0) ShutdownRegistry::Instance().Remove(std::exchange(token_, 0));
  }

  FutexRing* Ring() const { return helper_thread_ ? nullptr : environment_->futex_ring(); }

  void CloseSleeper() {
    if (sleeper_ == nullptr) return;
    napi_remove_env_cleanup_hook(Env(), OnTearDown, this);
    std::exchange(sleeper_, nullptr)->CloseAndDelete();
  }

  static void OnTearDown(void* data) {
    std::exchange(static_cast<EndpointObject*>(data)->sleeper_, nullptr)->CloseAndDelete();
  }

  void OnDone(Status status) {
    if (environment_->torn_down) return;
    Napi::HandleScope scope(Env());
    Napi::Value receiver = Value();
    napi_value done = done_.Value();
    done_.Reset();
    Unref();
    if (status == Status::kShutdown && peer_died_) status = Status::kPeerDied;
    napi_value result = Napi::Number::New(Env(), LengthOrFailure(status));
    CallFromLoop(Env(), receiver, done, 1, &result);
  }

  const std::shared_ptr<EnvironmentState> environment_;
  std::shared_ptr<Endpoint> endpoint_;
  uint32_t token_ = 0;
  bool helper_thread_ = false;
  bool peer_died_ = false;
  // Hangs up when the peer dies. Invalid where it was not given one.
  UniqueFd life_line_;
  Sleeper* sleeper_ = nullptr;
  MemoryView view_;
  Napi::FunctionReference done_;
};

// Shuts down the endpoint with that token, of whichever thread; nothing if it was destroyed.
void ShutdownByToken(const Napi::CallbackInfo& info) {
  const auto endpoint = ShutdownRegistry::Instance().Find(info[0].As<Napi::Number>().Uint32Value());
  if (endpoint != nullptr) endpoint->Shutdown();
}

}  // namespace

void ExportShutdown(Napi::Env env, Napi::Object exports) {
  exports.Set("shutdownByToken", Napi::Function::New(env, ShutdownByToken));
}

Napi::Function DefineEndpoint(Napi::Env env) {
  return EndpointObject::DefineClass(
      env, "Endpoint",
      {EndpointObject::InstanceMethod<&EndpointObject::Buffer>("buffer"),
       EndpointObject::InstanceMethod<&EndpointObject::Exchange>("exchange"),
       EndpointObject::InstanceMethod<&EndpointObject::EnableSleepFlags>("enableSleepFlags"),
       EndpointObject::InstanceMethod<&EndpointObject::SetSpin>("setSpin"),
       EndpointObject::InstanceMethod<&EndpointObject::UseHelperThread>("useHelperThread"),
       EndpointObject::InstanceMethod<&EndpointObject::SetLifeLine>("setLifeLine"),
       EndpointObject::InstanceMethod<&EndpointObject::PeerHungUp>("peerHungUp"),
       EndpointObject::InstanceMethod<&EndpointObject::Waiting>("waiting"),
       EndpointObject::InstanceMethod<&EndpointObject::ShutdownToken>("shutdownToken"),
       EndpointObject::InstanceMethod<&EndpointObject::Shutdown>("shutdown"),
       EndpointObject::InstanceMethod<&EndpointObject::Destroy>("destroy")});
}

}  // namespace flipcall
