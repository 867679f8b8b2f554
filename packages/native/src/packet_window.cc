#include "packet_window.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace flipcall {

uint64_t PageSize() {
  static const uint64_t size = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  return size;
}

namespace {
uint64_t RoundUpToPage(uint64_t bytes) {
  const uint64_t mask = PageSize() - 1;
  return (bytes + mask) & ~mask;
}
}  // namespace

uint64_t PacketWindowLengthForDataCapacity(uint32_t data_capacity) {
  return RoundUpToPage(uint64_t{data_capacity} + kPacketHeaderBytes);
}

SystemError PacketWindowAllocator::Init() {
  UniqueFd fd(memfd_create("flipcall_packet_windows", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd.valid()) return {errno, "memfd_create"};
  if (fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) != 0) return {errno, "fcntl(F_ADD_SEALS)"};
  fd_ = std::move(fd);
  return {};
}

SystemError PacketWindowAllocator::Allocate(uint64_t size, PacketWindowDescriptor* window) {
  constexpr uint64_t kLimit = uint64_t{1} << 62;
  if (size == 0) return {EINVAL, "allocate"};
  if (size > kLimit) return {EOVERFLOW, "allocate"};
  const int64_t length = static_cast<int64_t>(RoundUpToPage(size));
  if (next_ > static_cast<int64_t>(kLimit) - length) return {EOVERFLOW, "allocate"};
  const int64_t end = next_ + length;
  if (SystemError failed = EnsureFileSize(end)) return failed;
  *window = {fd_.get(), next_, static_cast<uint64_t>(length)};
  next_ = end;
  return {};
}

SystemError PacketWindowAllocator::EnsureFileSize(int64_t minimum) {
  if (file_size_ >= minimum) return {};
  int64_t size = file_size_ == 0 ? static_cast<int64_t>(PageSize()) : file_size_;
  while (size < minimum) size *= 2;  // Below 2^62, so below 2^63 after doubling.
  if (ftruncate(fd_.get(), size) != 0) return {errno, "ftruncate"};
  file_size_ = size;
  return {};
}

const char* CheckDonatedWindow(const PacketWindowDescriptor& window) {
  const int seals = fcntl(window.fd, F_GET_SEALS);
  if (seals < 0) return "the descriptor is not a memfd that allows seals";
  if ((seals & F_SEAL_SHRINK) == 0) return "the memfd is not sealed against shrinking";
  if ((seals & F_SEAL_WRITE) != 0) return "the memfd is sealed against writing";
  struct stat file;
  if (fstat(window.fd, &file) != 0) return "the descriptor cannot be examined";
  // Holes may be punched into a file of huge pages, and a hole that cannot be filled again raises SIGBUS.
  if (static_cast<uint64_t>(file.st_blksize) != PageSize()) return "the memfd has pages of another size";
  if (window.offset < 0 || window.length > static_cast<uint64_t>(file.st_size) ||
      static_cast<uint64_t>(window.offset) > static_cast<uint64_t>(file.st_size) - window.length) {
    return "the window lies outside the memfd";
  }
  return nullptr;
}

SystemError Mapping::Map(const PacketWindowDescriptor& window, std::shared_ptr<Mapping>* mapping) {
  if (window.length < PageSize() || window.length > UINT32_MAX) return {EINVAL, "mmap"};
  if (window.offset < 0 || static_cast<uint64_t>(window.offset) % PageSize() != 0) return {EINVAL, "mmap"};
  struct stat file;
  if (fstat(window.fd, &file) != 0) return {errno, "fstat"};
  // Touching a page beyond the end of the file would raise SIGBUS.
  if (static_cast<uint64_t>(file.st_size) < static_cast<uint64_t>(window.offset) + window.length) {
    return {ENXIO, "mmap"};
  }
  void* base = mmap(nullptr, window.length, PROT_READ | PROT_WRITE, MAP_SHARED, window.fd, window.offset);
  if (base == MAP_FAILED) return {errno, "mmap"};
  mapping->reset(new Mapping(static_cast<std::byte*>(base), window.length));
  return {};
}

Mapping::~Mapping() { munmap(base_, length_); }

}  // namespace flipcall
