// What the pieces of the addon share: per-environment data, and how failures become JavaScript errors.
#pragma once

#include <napi.h>

#include <cstdint>
#include <memory>
#include <string>

#include "futex_ring.h"
#include "reactor.h"
#include "system.h"

namespace flipcall {

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

Napi::Function DefineAllocator(Napi::Env env);
Napi::Function DefineEndpoint(Napi::Env env);
Napi::Function DefineLink(Napi::Env env);
Napi::Function DefineFdWatch(Napi::Env env);
void ExportLifeLine(Napi::Env env, Napi::Object exports);
void ExportShutdown(Napi::Env env, Napi::Object exports);
void ExportPacketWindow(Napi::Env env, Napi::Object exports);

// An ArrayBuffer over a window's datagram, which keeps the mapping alive until it is detached or collected.
class WindowView {
 public:
  // Precondition: called once.
  Napi::Value Open(Napi::Env env, const std::shared_ptr<Mapping>& window);

  // What JavaScript still holds is empty from here on, so that the memory may be unmapped.
  void Detach();

 private:
  struct Hold;
  std::shared_ptr<Hold> hold_;
  Napi::Reference<Napi::ArrayBuffer> buffer_;
};

}  // namespace flipcall
