// Packet windows: ranges of a sealed memfd that two processes map shared. Go: packet_window.go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "system.h"

namespace flipcall {

// State word, datagram length, and eight reserved bytes (docs/wire/flipcall.md). Go: PacketHeaderBytes.
constexpr uint32_t kPacketHeaderBytes = 16;

// Where a packet window lies. Lengths and offsets in bytes. Go: PacketWindowDescriptor.
struct PacketWindowDescriptor {
  int fd = -1;
  int64_t offset = 0;
  uint64_t length = 0;
};

uint64_t PageSize();

// The smallest window whose datagrams hold `data_capacity` bytes. Go: PacketWindowLengthForDataCap.
uint64_t PacketWindowLengthForDataCapacity(uint32_t data_capacity);

// Hands out packet windows from one memfd that grows by doubling. The memfd is sealed against shrinking (a
// peer that truncated it would raise SIGBUS here) and against further seals. Not thread-safe. Go:
// PacketWindowAllocator.
class PacketWindowAllocator {
 public:
  // Fails with the errno of memfd_create or fcntl.
  SystemError Init();

  // Precondition: 0 < size. Fails with EOVERFLOW, or the errno of ftruncate.
  SystemError Allocate(uint64_t size, PacketWindowDescriptor* window);

  // The memfd; owned by the allocator.
  int fd() const { return fd_.get(); }

 private:
  SystemError EnsureFileSize(int64_t minimum);

  UniqueFd fd_;
  int64_t next_ = 0;
  int64_t file_size_ = 0;
};

// Whether `window` can be mapped safely: the file is long enough and sealed against shrinking. A file from a
// peer must pass before it is mapped. Returns null when it may, or what is wrong.
const char* CheckDonatedWindow(const PacketWindowDescriptor& window);

// A shared read-write mapping of a packet window; unmapped with the last reference.
class Mapping {
 public:
  // Fails with EINVAL for a window shorter than a page, over 4 GiB or misaligned; with ENXIO for one that
  // ends beyond its file; else with the errno of fstat or mmap.
  static SystemError Map(const PacketWindowDescriptor& window, std::shared_ptr<Mapping>* mapping);
  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  std::byte* base() const { return base_; }
  uint64_t length() const { return length_; }

 private:
  Mapping(std::byte* base, uint64_t length) : base_(base), length_(length) {}

  std::byte* base_;
  uint64_t length_;
};

}  // namespace flipcall
