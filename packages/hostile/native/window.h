// Both packet windows of a session as a hostile peer has them: memory, and nothing that keeps it from writing
// there.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace hostile {

// The header of a packet window (docs/wire/flipcall.md).
struct Header {
  std::atomic<uint32_t> state;
  std::atomic<uint32_t> length;
  std::atomic<uint32_t> asleep[2];
};

class Window {
 public:
  Window() = default;
  Window(std::byte* base, size_t length) : base_(base), length_(length) {}

  Header* header() const { return reinterpret_cast<Header*>(base_); }
  volatile unsigned char* data() const {
    return reinterpret_cast<volatile unsigned char*>(base_) + sizeof(Header);
  }
  uint32_t capacity() const { return static_cast<uint32_t>(length_ - sizeof(Header)); }

  void Write(const std::string& bytes) const {
    for (size_t i = 0; i < bytes.size() && i < capacity(); i++)
      data()[i] = static_cast<unsigned char>(bytes[i]);
    header()->length.store(static_cast<uint32_t>(bytes.size()));
  }

 private:
  std::byte* base_ = nullptr;
  size_t length_ = 0;
};

}  // namespace hostile
