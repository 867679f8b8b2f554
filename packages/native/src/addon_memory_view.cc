#include <stdlib.h>

#include "addon.h"

namespace flipcall {

struct MemoryView::Hold {
  std::shared_ptr<void> memory;

  // Environments end without running finalizers.
  static void OnTearDown(void* hold) { static_cast<Hold*>(hold)->memory.reset(); }
};

Napi::Value MemoryView::Open(Napi::Env env, std::shared_ptr<void> owner, void* data, size_t length) {
  hold_ = std::make_shared<Hold>(Hold{std::move(owner)});
  napi_add_env_cleanup_hook(env, Hold::OnTearDown, hold_.get());
  Napi::ArrayBuffer buffer = Napi::ArrayBuffer::New(
      env, data, length,
      [](Napi::Env env, void*, std::shared_ptr<Hold>* hold) {
        napi_remove_env_cleanup_hook(env, Hold::OnTearDown, hold->get());
        delete hold;
      },
      new std::shared_ptr<Hold>(hold_));
  if (!env.IsExceptionPending()) buffer_ = Napi::Reference<Napi::ArrayBuffer>::New(buffer, 0);
  return buffer;
}

void MemoryView::Detach() {
  if (!buffer_.IsEmpty()) {
    Napi::ArrayBuffer buffer = buffer_.Value();
    // Collected or transferred: the memory goes with whatever JavaScript still holds.
    if (!buffer.IsEmpty() && !buffer.IsDetached()) {
      buffer.Detach();
      hold_->memory.reset();
    }
  }
  buffer_.Reset();
  hold_.reset();
}

void ExportMemory(Napi::Env env, Napi::Object exports) {
  // glibc unmaps freed memory that lies at the end of its heap, when that is more than twice the largest
  // block it was ever given back. Garbage collections give back many blocks of a megabyte at a time, and to
  // fault all their pages in again costs more than the bytes take to copy. This shows glibc the largest block
  // that it learns from, 32 MiB; nothing of it is touched.
  exports.Set("expectLargeMessages", Napi::Function::New(env, [](const Napi::CallbackInfo&) {
                constexpr size_t kLargest = size_t{32} << 20;
                constexpr size_t kHeader = size_t{64} << 10;
                void* volatile block = malloc(kLargest - kHeader);
                free(block);
              }));
}

}  // namespace flipcall
