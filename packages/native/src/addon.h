// What the pieces of the addon share: per-environment data, and how failures become JavaScript errors.
#pragma once

#include <napi.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "futex_ring.h"
#include "packet_window.h"
#include "reactor.h"
#include "system.h"

namespace flipcall {

// How long a blocking call stays away from JavaScript without a result: only there can a worker be
// terminated, and process.exit waits for that.
constexpr int64_t kLongestBlockNs = 250'000'000;

// State of one JavaScript environment (main thread, worker, jest realm). Outlives the environment until the
// loop has closed the handles.
struct EnvironmentState {
  explicit EnvironmentState(uv_loop_t* loop) : loop(loop), reactor(new Reactor(loop)) {}

  uv_loop_t* loop;
  // Owns itself once the environment is torn down.
  Reactor* reactor;
  // No JavaScript may run any more.
  bool torn_down = false;

  // Opened when first needed; null where there is none to be had.
  FutexRing* futex_ring() {
    if (!ring_tried_) ring_ = FutexRing::Open(loop);
    ring_tried_ = true;
    return ring_;
  }

  void CloseFutexRing() {
    if (ring_ != nullptr) std::exchange(ring_, nullptr)->CloseAndDelete();
  }

 private:
  bool ring_tried_ = false;
  FutexRing* ring_ = nullptr;
};

struct AddonData {
  std::shared_ptr<EnvironmentState> environment;
};

inline std::shared_ptr<EnvironmentState> EnvironmentOf(Napi::Env env) {
  return env.GetInstanceData<AddonData>()->environment;
}

// Throws an Error with `code` (EAGAIN), `errno` and `syscall`, as Node's own system errors have.
void ThrowSystemError(Napi::Env env, const SystemError& error);

// Calls a JavaScript function from the loop, outside any JavaScript, and runs all microtasks afterwards. An
// exception becomes an uncaughtException.
void CallFromLoop(napi_env env, napi_value receiver, napi_value function, size_t argc,
                  const napi_value* argv);

// Gives `object` a function of the given name that takes up to two numbers (-1 where left out) and returns
// one. It costs half of what an ObjectWrap method does, and so is what the hot path calls. Must be called on
// its object, which keeps `self` alive.
template <typename T, double (T::*Method)(double, double)>
void DefineFastMethod(Napi::Env env, Napi::Object object, const char* name, T* self) {
  const napi_callback call = [](napi_env env, napi_callback_info info) -> napi_value {
    size_t count = 2;
    napi_value arguments[2];
    void* data;
    napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
    double numbers[2] = {-1, -1};
    for (size_t i = 0; i < count && i < 2; i++) napi_get_value_double(env, arguments[i], &numbers[i]);
    const double result = (static_cast<T*>(data)->*Method)(numbers[0], numbers[1]);
    napi_value value;
    const auto small = static_cast<int32_t>(result);
    if (small == result) {
      napi_create_int32(env, small, &value);
    } else {
      napi_create_double(env, result, &value);
    }
    return value;
  };
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, call, self, &function);
  napi_set_named_property(env, object, name, function);
}

// The same for a function that takes nothing, and returns undefined for kOk, else the Status: each value that
// crosses costs as much as a third of the way.
template <typename T, Status (T::*Method)()>
void DefineBareMethod(Napi::Env env, Napi::Object object, const char* name, T* self) {
  const napi_callback call = [](napi_env env, napi_callback_info info) -> napi_value {
    void* data;
    napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
    const Status status = (static_cast<T*>(data)->*Method)();
    if (status == Status::kOk) return nullptr;
    napi_value value;
    napi_create_int32(env, static_cast<int32_t>(status), &value);
    return value;
  };
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, call, self, &function);
  napi_set_named_property(env, object, name, function);
}

// An array of integers from JavaScript, such as descriptors.
std::vector<int> NumbersOf(const Napi::Array& array);

// Hands descriptors over to JavaScript, which closes them.
Napi::Array ArrayOf(Napi::Env env, std::vector<UniqueFd>* descriptors);

Napi::Function DefineAllocator(Napi::Env env);
Napi::Function DefineEndpoint(Napi::Env env);
Napi::Function DefineLink(Napi::Env env);
Napi::Function DefineFdWatch(Napi::Env env);
void ExportLifeLine(Napi::Env env, Napi::Object exports);
void ExportMemory(Napi::Env env, Napi::Object exports);
void ExportShutdown(Napi::Env env, Napi::Object exports);
void ExportPacketWindow(Napi::Env env, Napi::Object exports);

// An ArrayBuffer over memory of the addon's, which it keeps alive until it is detached or collected.
class MemoryView {
 public:
  // `owner` keeps `data` alive. Precondition: called once.
  Napi::Value Open(Napi::Env env, std::shared_ptr<void> owner, void* data, size_t length);

  // What JavaScript still holds is empty from here on, so that the memory may go. Not if JavaScript has
  // transferred it into another ArrayBuffer: then it goes with that one.
  void Detach();

 private:
  struct Hold;
  std::shared_ptr<Hold> hold_;
  Napi::Reference<Napi::ArrayBuffer> buffer_;
};

// A MemoryView over a window's datagram. Precondition: once for each view.
Napi::Value OpenWindow(Napi::Env env, const std::shared_ptr<Mapping>& window, MemoryView* view);

}  // namespace flipcall
