#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <uv.h>

#include <csignal>

#include "addon.h"
#include "life_line.h"

namespace flipcall {

namespace {

Napi::Value ListenOn(const Napi::CallbackInfo& info) {
  UniqueFd listener;
  if (SystemError failed = Listen(info[0].As<Napi::String>(), info[1].As<Napi::Number>().Uint32Value(),
                                  info[2].As<Napi::Boolean>(), &listener)) {
    ThrowSystemError(info.Env(), failed);
    return {};
  }
  return Napi::Number::New(info.Env(), listener.release());
}

Napi::Value RemoveListened(const Napi::CallbackInfo& info) {
  const auto inode = static_cast<ino_t>(info[1].As<Napi::Number>().DoubleValue());
  if (SystemError failed = RemoveSocketFile(info[0].As<Napi::String>(), inode))
    ThrowSystemError(info.Env(), failed);
  return {};
}

Napi::Value AcceptFrom(const Napi::CallbackInfo& info) {
  UniqueFd socket;
  if (SystemError failed = Accept(info[0].As<Napi::Number>().Int32Value(), &socket)) {
    ThrowSystemError(info.Env(), failed);
    return {};
  }
  return Napi::Number::New(info.Env(), socket.release());
}

Napi::Value ConnectTo(const Napi::CallbackInfo& info) {
  UniqueFd socket;
  if (SystemError failed = Connect(info[0].As<Napi::String>(), &socket)) {
    ThrowSystemError(info.Env(), failed);
    return {};
  }
  return Napi::Number::New(info.Env(), socket.release());
}

Napi::Value MakeSocketPair(const Napi::CallbackInfo& info) {
  UniqueFd one;
  UniqueFd other;
  if (SystemError failed = SocketPair(&one, &other)) {
    ThrowSystemError(info.Env(), failed);
    return {};
  }
  Napi::Array pair = Napi::Array::New(info.Env(), 2);
  pair.Set(0u, one.release());
  pair.Set(1u, other.release());
  return pair;
}

Napi::Value Duplicate(const Napi::CallbackInfo& info) {
  const int copy = fcntl(info[0].As<Napi::Number>().Int32Value(), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) ThrowSystemError(info.Env(), {errno, "fcntl(F_DUPFD_CLOEXEC)"});
  return Napi::Number::New(info.Env(), copy);
}

// The kernel kills this process when the thread that started it ends, even while it never looks up from its
// work.
void DieWithParent(const Napi::CallbackInfo& info) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) ThrowSystemError(info.Env(), {errno, "prctl"});
}

Napi::Value PeerOf(const Napi::CallbackInfo& info) {
  Credentials peer;
  if (SystemError failed = PeerCredentials(info[0].As<Napi::Number>().Int32Value(), &peer)) {
    ThrowSystemError(info.Env(), failed);
    return {};
  }
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("pid", static_cast<double>(peer.pid));
  object.Set("uid", static_cast<double>(peer.uid));
  object.Set("gid", static_cast<double>(peer.gid));
  return object;
}

void Send(const Napi::CallbackInfo& info) {
  const std::string bytes = info[1].As<Napi::String>();
  if (SystemError failed = SendMessage(info[0].As<Napi::Number>().Int32Value(), bytes.data(), bytes.size(),
                                       NumbersOf(info[2].As<Napi::Array>()))) {
    ThrowSystemError(info.Env(), failed);
  }
}

Napi::Value Receive(const Napi::CallbackInfo& info) {
  Message message;
  if (SystemError failed =
          ReceiveMessage(info[0].As<Napi::Number>().Int32Value(), info[1].As<Napi::Number>().Uint32Value(),
                         info[2].As<Napi::Number>().Uint32Value(), &message)) {
    ThrowSystemError(info.Env(), failed);
    return {};
  }
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("bytes", Napi::Buffer<char>::Copy(info.Env(), message.bytes.data(), message.bytes.size()));
  object.Set("descriptors", ArrayOf(info.Env(), &message.descriptors));
  object.Set("truncated", message.truncated);
  return object;
}

// Not node:fs: that warns in workers about descriptors which it did not open itself.
void CloseDescriptor(const Napi::CallbackInfo& info) { UniqueFd(info[0].As<Napi::Number>().Int32Value()); }

// Calls back whenever a descriptor is readable or hung up; closes the descriptor if the environment ends
// before the watch, for then no JavaScript is left that could. Or calls back only when it hung up, and leaves
// it open.
class FdWatchObject : public Napi::ObjectWrap<FdWatchObject> {
 public:
  explicit FdWatchObject(const Napi::CallbackInfo& info)
      : ObjectWrap(info), environment_(EnvironmentOf(info.Env())) {
    handle_ = new Handle{};
    handle_->env = info.Env();
    handle_->owner = this;
    fd_ = info[0].As<Napi::Number>().Int32Value();
    const int error = uv_poll_init(environment_->loop, &handle_->poll, fd_);
    if (error != 0) {
      delete std::exchange(handle_, nullptr);
      ThrowSystemError(info.Env(), {-error, "epoll_ctl"});
      return;
    }
    handle_->poll.data = handle_;
    // The callback lives as long as the watch: until close, or the end of the environment.
    callback_ = Napi::Persistent(info[1].As<Napi::Function>());
    Ref();
    napi_add_env_cleanup_hook(info.Env(), OnTearDown, this);
    hang_up_only_ = !info[2].IsUndefined();
    uv_poll_start(&handle_->poll, hang_up_only_ ? UV_DISCONNECT : UV_READABLE | UV_DISCONNECT, OnReady);
  }

  void Close(const Napi::CallbackInfo& info) {
    if (handle_ == nullptr) return;
    napi_remove_env_cleanup_hook(info.Env(), OnTearDown, this);
    CloseHandle();
    callback_.Reset();
    Unref();
  }

  void SetReferenced(const Napi::CallbackInfo& info) {
    if (handle_ == nullptr) return;
    auto* handle = reinterpret_cast<uv_handle_t*>(&handle_->poll);
    info[0].As<Napi::Boolean>() ? uv_ref(handle) : uv_unref(handle);
  }

 private:
  struct Handle {
    uv_poll_t poll;
    napi_env env;
    FdWatchObject* owner;
  };

  void CloseHandle() {
    handle_->owner = nullptr;
    // Node closes its loop only after such handles are gone: it runs the loop for the addon's asynchronous
    // hook.
    uv_close(reinterpret_cast<uv_handle_t*>(&std::exchange(handle_, nullptr)->poll),
             [](uv_handle_t* handle) { delete static_cast<Handle*>(handle->data); });
  }

  static void OnTearDown(void* data) {
    auto* watch = static_cast<FdWatchObject*>(data);
    watch->CloseHandle();
    if (!watch->hang_up_only_) close(watch->fd_);
  }

  static void OnReady(uv_poll_t* poll, int, int) {
    auto* handle = static_cast<Handle*>(poll->data);
    if (handle->owner == nullptr || handle->owner->environment_->torn_down) return;
    Napi::Env env(handle->env);
    Napi::HandleScope scope(env);
    CallFromLoop(env, handle->owner->Value(), handle->owner->callback_.Value(), 0, nullptr);
  }

  const std::shared_ptr<EnvironmentState> environment_;
  Handle* handle_ = nullptr;
  int fd_ = -1;
  bool hang_up_only_ = false;
  Napi::FunctionReference callback_;
};

}  // namespace

Napi::Function DefineFdWatch(Napi::Env env) {
  return FdWatchObject::DefineClass(
      env, "FdWatch",
      {FdWatchObject::InstanceMethod<&FdWatchObject::Close>("close"),
       FdWatchObject::InstanceMethod<&FdWatchObject::SetReferenced>("setReferenced")});
}

void ExportLifeLine(Napi::Env env, Napi::Object exports) {
  exports.Set("maxSocketPathBytes", static_cast<double>(MaxSocketPathBytes()));
  exports.Set("listen", Napi::Function::New(env, ListenOn));
  exports.Set("removeSocketFile", Napi::Function::New(env, RemoveListened));
  exports.Set("accept", Napi::Function::New(env, AcceptFrom));
  exports.Set("connect", Napi::Function::New(env, ConnectTo));
  exports.Set("socketPair", Napi::Function::New(env, MakeSocketPair));
  exports.Set("duplicate", Napi::Function::New(env, Duplicate));
  exports.Set("dieWithParent", Napi::Function::New(env, DieWithParent));
  exports.Set("peerCredentials", Napi::Function::New(env, PeerOf));
  exports.Set("sendMessage", Napi::Function::New(env, Send));
  exports.Set("close", Napi::Function::New(env, CloseDescriptor));
  exports.Set("receiveMessage", Napi::Function::New(env, Receive));
}

}  // namespace flipcall
