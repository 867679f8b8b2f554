#include "addon.h"
#include "packet_window.h"
#include "spin.h"

namespace flipcall {

namespace {

Napi::Object DescriptorToObject(Napi::Env env, const PacketWindowDescriptor& window) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("fd", window.fd);
  object.Set("offset", static_cast<double>(window.offset));
  object.Set("length", static_cast<double>(window.length));
  return object;
}

class AllocatorObject : public Napi::ObjectWrap<AllocatorObject> {
 public:
  explicit AllocatorObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
    if (SystemError failed = allocator_.Init()) ThrowSystemError(info.Env(), failed);
  }

  Napi::Value Allocate(const Napi::CallbackInfo& info) {
    PacketWindowDescriptor window;
    const auto size = static_cast<uint64_t>(info[0].As<Napi::Number>().DoubleValue());
    if (SystemError failed = allocator_.Allocate(size, &window)) {
      ThrowSystemError(info.Env(), failed);
      return {};
    }
    return DescriptorToObject(info.Env(), window);
  }

  Napi::Value Fd(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), allocator_.fd()); }

  void Destroy(const Napi::CallbackInfo&) { allocator_ = PacketWindowAllocator(); }

 private:
  PacketWindowAllocator allocator_;
};

}  // namespace

Napi::Function DefineAllocator(Napi::Env env) {
  return AllocatorObject::DefineClass(
      env, "PacketWindowAllocator",
      {AllocatorObject::InstanceMethod<&AllocatorObject::Allocate>("allocate"),
       AllocatorObject::InstanceMethod<&AllocatorObject::Fd>("fd"),
       AllocatorObject::InstanceMethod<&AllocatorObject::Destroy>("destroy")});
}

struct WindowView::Hold {
  std::shared_ptr<Mapping> window;

  // Environments end without running finalizers.
  static void OnTearDown(void* hold) { static_cast<Hold*>(hold)->window.reset(); }
};

Napi::Value WindowView::Open(Napi::Env env, const std::shared_ptr<Mapping>& window) {
  hold_ = std::make_shared<Hold>(Hold{window});
  napi_add_env_cleanup_hook(env, Hold::OnTearDown, hold_.get());
  Napi::ArrayBuffer buffer = Napi::ArrayBuffer::New(
      env, window->base() + kPacketHeaderBytes, window->length() - kPacketHeaderBytes,
      [](Napi::Env env, void*, std::shared_ptr<Hold>* hold) {
        napi_remove_env_cleanup_hook(env, Hold::OnTearDown, hold->get());
        delete hold;
      },
      new std::shared_ptr<Hold>(hold_));
  if (!env.IsExceptionPending()) buffer_ = Napi::Reference<Napi::ArrayBuffer>::New(buffer, 0);
  return buffer;
}

void WindowView::Detach() {
  if (!buffer_.IsEmpty() && !buffer_.Value().IsEmpty()) buffer_.Value().Detach();
  buffer_.Reset();
  if (hold_) hold_->window.reset();
  hold_.reset();
}

void ExportPacketWindow(Napi::Env env, Napi::Object exports) {
  exports.Set("pageSize", static_cast<double>(PageSize()));
  exports.Set("usableCpus", UsableCpus());
  exports.Set("defaultSpinNs", static_cast<double>(DefaultSpinNs()));
  exports.Set("checkDonatedWindow",
              Napi::Function::New(env, [](const Napi::CallbackInfo& info) -> Napi::Value {
                const PacketWindowDescriptor window = {
                    info[0].As<Napi::Number>().Int32Value(), info[1].As<Napi::Number>().Int64Value(),
                    static_cast<uint64_t>(info[2].As<Napi::Number>().DoubleValue())};
                const char* complaint = CheckDonatedWindow(window);
                return complaint == nullptr ? info.Env().Null() : Napi::String::New(info.Env(), complaint);
              }));
}

}  // namespace flipcall
