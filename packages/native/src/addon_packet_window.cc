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

Napi::Value OpenWindow(Napi::Env env, const std::shared_ptr<Mapping>& window, MemoryView* view) {
  return view->Open(env, window, window->base() + kPacketHeaderBytes, window->length() - kPacketHeaderBytes);
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
