#include "addon.h"

#include <node_api.h>
#include <string.h>
#include <uv.h>

namespace flipcall {

void ThrowSystemError(Napi::Env env, const SystemError& failed) {
  const std::string code = uv_err_name(-failed.error);
  Napi::Error error =
      Napi::Error::New(env, std::string(failed.syscall) + " failed: " + code + ", " + strerror(failed.error));
  error.Set("code", Napi::String::New(env, code));
  error.Set("errno", Napi::Number::New(env, -failed.error));
  error.Set("syscall", Napi::String::New(env, failed.syscall));
  error.ThrowAsJavaScriptException();
}

void CallFromLoop(napi_env env, napi_value receiver, napi_value function, size_t argc,
                  const napi_value* argv) {
  napi_value result;
  if (napi_make_callback(env, nullptr, receiver, function, argc, argv, &result) != napi_pending_exception)
    return;
  napi_value exception;
  if (napi_get_and_clear_last_exception(env, &exception) == napi_ok) napi_fatal_exception(env, exception);
}

std::vector<int> NumbersOf(const Napi::Array& array) {
  std::vector<int> numbers;
  for (uint32_t i = 0; i < array.Length(); i++) {
    const Napi::Value number = array[i];
    numbers.push_back(number.As<Napi::Number>().Int32Value());
  }
  return numbers;
}

Napi::Array ArrayOf(Napi::Env env, std::vector<UniqueFd>* descriptors) {
  Napi::Array array = Napi::Array::New(env, descriptors->size());
  for (size_t i = 0; i < descriptors->size(); i++)
    array.Set(static_cast<uint32_t>(i), (*descriptors)[i].release());
  return array;
}

namespace {

// Runs when the environment ends. libuv insists that every handle is closed before its loop goes, and closing
// takes a turn of the loop: hence the asynchronous hook.
void TearDown(napi_async_cleanup_hook_handle hook, void* data) {
  struct Farewell {
    napi_async_cleanup_hook_handle hook;
    std::shared_ptr<EnvironmentState> environment;
  };
  auto* environment = static_cast<std::shared_ptr<EnvironmentState>*>(data);
  auto* farewell = new Farewell{hook, *environment};
  delete environment;
  farewell->environment->torn_down = true;
  farewell->environment->CloseFutexRing();
  farewell->environment->reactor->Close(
      [](void* argument) {
        auto* farewell = static_cast<Farewell*>(argument);
        delete std::exchange(farewell->environment->reactor, nullptr);
        napi_remove_async_cleanup_hook(farewell->hook);
        delete farewell;
      },
      farewell);
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  uv_loop_t* loop;
  napi_get_uv_event_loop(env, &loop);
  auto environment = std::make_shared<EnvironmentState>(loop);
  env.SetInstanceData(new AddonData{environment});
  napi_add_async_cleanup_hook(env, TearDown, new std::shared_ptr<EnvironmentState>(environment), nullptr);

  exports.Set("PacketWindowAllocator", DefineAllocator(env));
  exports.Set("Endpoint", DefineEndpoint(env));
  exports.Set("Link", DefineLink(env));
  exports.Set("FdWatch", DefineFdWatch(env));
  exports.Set("hasLightLinks", Napi::Function::New(env, [](const Napi::CallbackInfo& info) -> Napi::Value {
                return Napi::Boolean::New(info.Env(), EnvironmentOf(info.Env())->reactor->HasLight());
              }));
  ExportLifeLine(env, exports);
  ExportPacketWindow(env, exports);
  ExportMemory(env, exports);
  ExportShutdown(env, exports);
  return exports;
}

}  // namespace
}  // namespace flipcall

static Napi::Object InitFlipcall(Napi::Env env, Napi::Object exports) { return flipcall::Init(env, exports); }
NODE_API_MODULE(flipcall, InitFlipcall)
