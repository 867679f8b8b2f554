#include <errno.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "addon.h"
#include "copy_datagram_unsafe.h"
#include "link_unsafe.h"

namespace flipcall {

namespace {

// Words of the Int32Array that a link shares with its JavaScript half, so that neither side needs a call to
// learn what the other did. packages/native/lib/index.ts has the same list.
enum ControlWord : int {
  kHeldOwn,         // 1 while JavaScript may write the window of its own channel
  kHeldPeers,       // 1 while it may write the window of the peer's channel
  kOutOwn,          // bytes that JavaScript filled in its own channel's window
  kOutPeers,        // and in the peer's
  kArrivedChannel,  // where the last datagram came from
  kArrivedLength,   // and its length in bytes
  kInTurn,    // 1 while JavaScript runs inside the link's turn, which gives what is pending when it ends
  kInWindow,  // 1 once the datagram under construction lies in its window, 0 while it is a draft
  kHurried,   // 1 while others were served lately, for which this link would rest
  kControlWords
};

// A longer datagram is written straight into the window. To find out that it is one costs a microsecond.
constexpr size_t kDraftBytes = 16384;

class LinkObject;

// The part of a link that the reactor owns.
class JsLink : public LinkOwner {
 public:
  JsLink(std::unique_ptr<Link> link, std::shared_ptr<EnvironmentState> environment, LinkObject* object)
      : environment(std::move(environment)), object(object), link_(std::move(link)) {}

  Link& link() override { return *link_; }
  Status OnArrived(Channel channel) override;
  Status OnResumed() override;
  Status OnRoom() override;
  void OnOver(Status status) override;

  const std::shared_ptr<EnvironmentState> environment;
  // Null once the link is over.
  LinkObject* object;

 private:
  std::unique_ptr<Link> link_;
};

class LinkObject : public Napi::ObjectWrap<LinkObject> {
 public:
  // (socket fd, own window, peer's window, control words, onDatagram(), onResumed(), onRoom(),
  // onOver(status)); takes over the socket.
  explicit LinkObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
    Napi::Env env = info.Env();
    UniqueFd life_line(info[0].As<Napi::Number>().Int32Value());
    std::shared_ptr<Mapping> windows[2];
    for (int i = 0; i < 2; i++) {
      const Napi::Object window = info[1 + i].As<Napi::Object>();
      const PacketWindowDescriptor descriptor = {
          window.Get("fd").As<Napi::Number>().Int32Value(),
          window.Get("offset").As<Napi::Number>().Int64Value(),
          static_cast<uint64_t>(window.Get("length").As<Napi::Number>().DoubleValue())};
      if (SystemError failed = Mapping::Map(descriptor, &windows[i])) {
        ThrowSystemError(env, failed);
        return;
      }
    }
    receive_capacity_ = std::max(windows[kOwn]->length(), windows[kPeers]->length()) - kPacketHeaderBytes;
    auto link = std::make_unique<Link>(std::move(life_line), windows[kOwn], windows[kPeers]);
    link_ = std::make_shared<JsLink>(std::move(link), EnvironmentOf(env), this);
    control_object_ = Napi::Persistent(info[3].As<Napi::Int32Array>());
    control_ = info[3].As<Napi::Int32Array>().Data();
    control_[kHeldOwn] = 1;
    on_datagram_ = Napi::Persistent(info[4].As<Napi::Function>());
    on_resumed_ = Napi::Persistent(info[5].As<Napi::Function>());
    on_room_ = Napi::Persistent(info[6].As<Napi::Function>());
    on_over_ = Napi::Persistent(info[7].As<Napi::Function>());
    // The reactor calls into this object until the link is over, so it must live as long.
    Ref();
    watched_ = link_->environment->reactor->Watch(link_);
    const Napi::Object self = info.This().As<Napi::Object>();
    DefineBareMethod<LinkObject, &LinkObject::Give>(env, self, "give", this);
    DefineBareMethod<LinkObject, &LinkObject::Block>(env, self, "block", this);
    DefineFastMethod<LinkObject, &LinkObject::BlockFor>(env, self, "blockFor", this);
    DefineBareMethod<LinkObject, &LinkObject::GoOn>(env, self, "goOn", this);
  }

  // The window of a channel, as an ArrayBuffer; detached when the link is over.
  Napi::Value Window(const Napi::CallbackInfo& info) {
    const Channel channel = static_cast<Channel>(info[0].As<Napi::Number>().Int32Value());
    return OpenWindow(info.Env(), link_->link().endpoint(channel).window(), &windows_[channel]);
  }

  // A buffer to which datagrams are copied before JavaScript sees them, until it is popped. Memory of the
  // addon's, since JavaScript can take an ArrayBuffer of its own away at any time (transfer).
  Napi::Value PushReceiveBuffer(const Napi::CallbackInfo& info) {
    // Not from malloc, which gives memory that was touched before: of these pages only those count that a
    // datagram reaches.
    const size_t capacity = receive_capacity_;
    void* pages = mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) {
      ThrowSystemError(info.Env(), {errno, "mmap"});
      return {};
    }
    std::shared_ptr<uint8_t> memory(static_cast<uint8_t*>(pages),
                                    [capacity](uint8_t* pages) { munmap(pages, capacity); });
    receive_ = memory.get();
    receive_buffers_.push_back({memory, {}});
    return receive_buffers_.back().view.Open(info.Env(), std::move(memory), receive_, receive_capacity_);
  }

  // Private memory in which short datagrams are made. The peer spins on the cache line in which the window
  // starts: each write to it is a fight over that line, so all are made at once, right before control goes.
  Napi::Value Draft(const Napi::CallbackInfo& info) {
    constexpr std::align_val_t kPage{4096};
    draft_.reset(new (kPage) uint8_t[kDraftBytes], [](uint8_t* draft) { operator delete[](draft, kPage); });
    return draft_view_.Open(info.Env(), draft_, draft_.get(), std::min(kDraftBytes, receive_capacity_));
  }

  // Back to the buffer before. Precondition: there is one.
  void PopReceiveBuffer(const Napi::CallbackInfo&) {
    receive_buffers_.back().view.Detach();
    receive_buffers_.pop_back();
    receive_ = receive_buffers_.back().memory.get();
  }

  void EnableSleepFlags(const Napi::CallbackInfo& info) {
    if (link_ == nullptr) return;
    link_->link().endpoint(static_cast<Channel>(info[0].As<Napi::Number>().Int32Value())).EnableSleepFlags();
  }

  // Longest spin in nanoseconds; 0 never spins.
  void SetSpin(const Napi::CallbackInfo& info) {
    if (link_ == nullptr) return;
    link_->link().spin().set_max_ns(info[0].As<Napi::Number>().Int64Value());
  }

  // The part of this thread's time that the link gets while it keeps it busy and others are used now and
  // then.
  void SetBusyShare(const Napi::CallbackInfo& info) {
    if (watched_ != nullptr)
      link_->environment->reactor->SetBusyShare(watched_, info[0].As<Napi::Number>().DoubleValue());
  }

  // Has onResumed called in the next turn, and nothing delivered before.
  void PutOff(const Napi::CallbackInfo&) {
    if (watched_ != nullptr) link_->environment->reactor->PutOff(watched_);
  }

  // Gives what is pending, outside a turn.
  Status Give() {
    if (watched_ == nullptr) return Status::kShutdown;
    link_->environment->reactor->Expect(watched_);
    return GivePending();
  }

  // Within a turn, gives what is pending; kOk if the next datagram has come already, kTimedOut if the turn is
  // over.
  Status GoOn() {
    if (watched_ == nullptr) return Status::kShutdown;
    Status status = GivePending();
    if (status != Status::kOk) return status;
    if (!link_->environment->reactor->MayGoOn(watched_)) return Status::kTimedOut;
    Channel channel;
    status = link_->link().Glance(&channel);
    if (status != Status::kOk) return status;
    link_->link().spin().Hit();
    link_->environment->reactor->GoesOn();
    return Take(channel);
  }

  // Gives what is pending and blocks this thread until a datagram has arrived (kOk), but not for much longer
  // than kLongestBlockNs (kTimedOut).
  Status Block() { return BlockUntil(kNever); }

  // The same for at most so long. Returns a Status.
  double BlockFor(double timeout_ms, double) {
    // 10^9 ms are 11 days: beyond that, as good as never, and no overflow below.
    const int64_t deadline =
        timeout_ms >= 0 && timeout_ms < 1e9 ? MonotonicNs() + static_cast<int64_t>(timeout_ms * 1e6) : kNever;
    return static_cast<double>(BlockUntil(deadline));
  }

  // (descriptors) The number of the first one; -1 when none can be sent now, and onRoom may follow.
  Napi::Value Donate(const Napi::CallbackInfo& info) {
    if (watched_ == nullptr) return Napi::Number::New(info.Env(), -1);
    Link& link = link_->link();
    uint64_t first = 0;
    const Status status = link.Donate(NumbersOf(info[0].As<Napi::Array>()), &first);
    if (status == Status::kSystem) {
      ThrowSystemError(info.Env(), {errno, "sendmsg"});
      return {};
    }
    if (link.wants_room()) link_->environment->reactor->AwaitRoom(watched_);
    return Napi::Number::New(info.Env(), status == Status::kOk ? static_cast<double>(first) : -1);
  }

  // (first, count) The descriptors, or a Status.
  Napi::Value Claim(const Napi::CallbackInfo& info) {
    if (watched_ == nullptr) return Napi::Number::New(info.Env(), static_cast<double>(Status::kShutdown));
    std::vector<UniqueFd> claimed;
    const Status status = link_->link().Claim(static_cast<uint64_t>(info[0].As<Napi::Number>().Int64Value()),
                                              info[1].As<Napi::Number>().Uint32Value(), &claimed);
    if (status == Status::kSystem) {
      ThrowSystemError(info.Env(), {errno, "recvmsg"});
      return {};
    }
    if (status != Status::kOk) return Napi::Number::New(info.Env(), static_cast<double>(status));
    return ArrayOf(info.Env(), &claimed);
  }

  void SetReferenced(const Napi::CallbackInfo& info) {
    if (watched_ != nullptr)
      link_->environment->reactor->SetReferenced(watched_, info[0].As<Napi::Boolean>());
  }

  // What happened so far; of a link that is over, until it was.
  Napi::Value Statistics(const Napi::CallbackInfo& info) {
    if (link_ != nullptr) Count();
    Napi::Object object = Napi::Object::New(info.Env());
    for (const auto& [name, count] : counts_) object.Set(name, static_cast<double>(count));
    return object;
  }

  // Ends the link without calling back. What was given before still reaches the peer.
  void Close(const Napi::CallbackInfo&) {
    if (watched_ == nullptr) return;
    link_->environment->reactor->Forget(std::exchange(watched_, nullptr));
    Release();
  }

  Status OnArrived(Channel channel) {
    const Status status = Take(channel);
    return status == Status::kOk ? RunInTurn(on_datagram_) : status;
  }

  Status OnResumed() { return RunInTurn(on_resumed_); }
  Status OnRoom() { return RunInTurn(on_room_); }

  void OnOver(Status status) {
    watched_ = nullptr;
    Napi::HandleScope scope(Env());
    const bool torn_down = link_->environment->torn_down;
    Napi::Value receiver = Value();
    Napi::Function on_over = torn_down ? Napi::Function() : on_over_.Value();
    Release();
    if (torn_down) return;
    napi_value argument = Napi::Number::New(Env(), static_cast<int>(status));
    CallFromLoop(Env(), receiver, on_over, 1, &argument);
  }

 private:
  // Calls back, and gives what is pending afterwards.
  Status RunInTurn(const Napi::FunctionReference& callback) {
    Napi::HandleScope scope(Env());
    control_[kInTurn] = 1;
    control_[kHurried] = link_->environment->reactor->IsHurried(watched_);
    CallFromLoop(Env(), Value(), callback.Value(), 0, nullptr);
    if (watched_ == nullptr) return Status::kOk;  // Closed by what was called.
    control_[kInTurn] = 0;
    return GivePending();
  }

  Status BlockUntil(int64_t deadline_ns) {
    if (watched_ == nullptr) return Status::kShutdown;
    link_->environment->reactor->KeepAwake(watched_);
    Status status = GivePending();
    if (status != Status::kOk) return status;
    Channel channel;
    status = link_->link().Wait(deadline_ns, &channel, kLongestBlockNs);
    return status == Status::kOk ? Take(channel) : status;
  }

  // Copies a datagram out of the window in one pass, before anything looks at it.
  Status Take(Channel channel) {
    uint32_t length;
    const Status status = link_->link().TakeLength(channel, &length);
    if (status != Status::kOk) return status;
    if (length > receive_capacity_) return Status::kBadLength;
    CopyDatagram(receive_, link_->link().endpoint(channel).data(), length);
    control_[channel == kOwn ? kHeldOwn : kHeldPeers] = 1;
    control_[kArrivedChannel] = channel;
    control_[kArrivedLength] = static_cast<int32_t>(length);
    return Status::kOk;
  }

  // Control of the peer's channel always goes back; that of our own goes when there is something to say.
  Status GivePending() {
    if (control_[kHeldPeers] != 0) {
      const Status status = GiveOne(kPeers, kHeldPeers, kOutPeers);
      if (status != Status::kOk) return status;
    }
    if (control_[kHeldOwn] != 0 && control_[kOutOwn] > 0) return GiveOne(kOwn, kHeldOwn, kOutOwn);
    return Status::kOk;
  }

  Status GiveOne(Channel channel, ControlWord held, ControlWord out) {
    const int32_t length = std::exchange(control_[out], 0);
    control_[held] = 0;
    if (length > 0 && std::exchange(control_[kInWindow], 0) == 0) {
      // JavaScript of this process wrote the length: a mistake there must not reach beyond the draft.
      CopyDatagram(link_->link().endpoint(channel).data(), draft_.get(),
                   std::min({static_cast<size_t>(length), kDraftBytes,
                             size_t{link_->link().endpoint(channel).data_capacity()}}));
    }
    return link_->link().Give(channel, static_cast<uint32_t>(length));
  }

  // Under the names of SessionStatistics in packages/core/src/session-statistics.ts.
  void Count() {
    const LinkStatistics& link = link_->link().statistics();
    const SpinGovernor& spin = link_->link().spin();
    counts_ = {{{"handoffsGiven", link.handoffs_given},
                {"handoffsTaken", link.handoffs_taken},
                {"bytesSent", link.bytes_sent},
                {"bytesReceived", link.bytes_received},
                {"spinsCaught", spin.hits()},
                {"spinsMissed", spin.misses()},
                {"sleeps", link.sleeps},
                {"ringsSent", link.rings_sent},
                {"ringsReceived", link.rings_received},
                {"descriptorsDonated", link.descriptors_donated},
                {"descriptorsReceived", link.descriptors_received}}};
  }

  void Release() {
    Count();
    if (!link_->environment->torn_down) {
      for (MemoryView& window : windows_) window.Detach();
      draft_view_.Detach();
    }
    control_[kHeldOwn] = control_[kHeldPeers] = 0;
    link_->object = nullptr;
    link_->link().Close();
    // The windows go now, or when the reactor's call into this link returns.
    link_.reset();
    on_datagram_.Reset();
    on_resumed_.Reset();
    on_room_.Reset();
    on_over_.Reset();
    Unref();
  }

  std::shared_ptr<JsLink> link_;
  Reactor::Watched* watched_ = nullptr;
  struct ReceiveBuffer {
    std::shared_ptr<uint8_t> memory;
    MemoryView view;
  };

  int32_t* control_ = nullptr;
  // The last one is in use: nested deliveries each have their own.
  std::vector<ReceiveBuffer> receive_buffers_;
  uint8_t* receive_ = nullptr;
  size_t receive_capacity_ = 0;
  std::shared_ptr<uint8_t> draft_;
  MemoryView draft_view_;
  Napi::Reference<Napi::Int32Array> control_object_;
  MemoryView windows_[2];
  std::array<std::pair<const char*, uint64_t>, 11> counts_;
  Napi::FunctionReference on_datagram_;
  Napi::FunctionReference on_resumed_;
  Napi::FunctionReference on_room_;
  Napi::FunctionReference on_over_;
};

Status JsLink::OnArrived(Channel channel) {
  return environment->torn_down ? Status::kShutdown : object->OnArrived(channel);
}

Status JsLink::OnResumed() { return environment->torn_down ? Status::kShutdown : object->OnResumed(); }

Status JsLink::OnRoom() { return environment->torn_down ? Status::kShutdown : object->OnRoom(); }

void JsLink::OnOver(Status status) {
  if (object != nullptr) object->OnOver(status);
}

}  // namespace

Napi::Function DefineLink(Napi::Env env) {
  return LinkObject::DefineClass(
      env, "Link",
      {LinkObject::InstanceMethod<&LinkObject::Window>("window"),
       LinkObject::InstanceMethod<&LinkObject::Draft>("draft"),
       LinkObject::InstanceMethod<&LinkObject::PushReceiveBuffer>("pushReceiveBuffer"),
       LinkObject::InstanceMethod<&LinkObject::PopReceiveBuffer>("popReceiveBuffer"),
       LinkObject::InstanceMethod<&LinkObject::EnableSleepFlags>("enableSleepFlags"),
       LinkObject::InstanceMethod<&LinkObject::SetSpin>("setSpin"),
       LinkObject::InstanceMethod<&LinkObject::SetBusyShare>("setBusyShare"),
       LinkObject::InstanceMethod<&LinkObject::PutOff>("putOff"),
       LinkObject::InstanceMethod<&LinkObject::Donate>("donate"),
       LinkObject::InstanceMethod<&LinkObject::Claim>("claim"),
       LinkObject::InstanceMethod<&LinkObject::Statistics>("statistics"),
       LinkObject::InstanceMethod<&LinkObject::SetReferenced>("setReferenced"),
       LinkObject::InstanceMethod<&LinkObject::Close>("close")});
}

}  // namespace flipcall
