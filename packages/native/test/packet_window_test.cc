#include "packet_window.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "pair.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

int64_t SizeOf(int fd) {
  struct stat file;
  return fstat(fd, &file) == 0 ? file.st_size : -1;
}

UniqueFd Memfd(uint64_t size, int seals) {
  UniqueFd fd(memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (ftruncate(fd.get(), static_cast<off_t>(size)) != 0 || fcntl(fd.get(), F_ADD_SEALS, seals) != 0) abort();
  return fd;
}

int MapError(const PacketWindowDescriptor& window) {
  std::shared_ptr<Mapping> mapping;
  return Mapping::Map(window, &mapping).error;
}

}  // namespace

TEST("a window's length is the header and the datagram, in whole pages") {
  const auto page = static_cast<uint32_t>(PageSize());
  CHECK(PacketWindowLengthForDataCapacity(0) == page);
  CHECK(PacketWindowLengthForDataCapacity(page - kPacketHeaderBytes) == page);
  CHECK(PacketWindowLengthForDataCapacity(page - kPacketHeaderBytes + 1) == 2 * page);
  CHECK(PacketWindowLengthForDataCapacity(UINT32_MAX) == (uint64_t{1} << 32) + page);
}

TEST("the allocator hands out page-aligned windows that do not overlap, and doubles its file") {
  PacketWindowAllocator allocator;
  CHECK(!allocator.Init());
  const auto page = static_cast<int64_t>(PageSize());
  PacketWindowDescriptor window;
  CHECK(!allocator.Allocate(1, &window));
  CHECK(window.fd == allocator.fd() && window.offset == 0 && window.length == PageSize());
  CHECK(SizeOf(allocator.fd()) == page);
  CHECK(!allocator.Allocate(PageSize() + 1, &window));
  CHECK(window.offset == page && window.length == 2 * PageSize());
  CHECK(SizeOf(allocator.fd()) == 4 * page);
  CHECK(!allocator.Allocate(PageSize(), &window));
  CHECK(window.offset == 3 * page && SizeOf(allocator.fd()) == 4 * page);
  CHECK(!allocator.Allocate(PageSize(), &window));
  CHECK(window.offset == 4 * page && SizeOf(allocator.fd()) == 8 * page);
}

TEST("the allocator refuses what no file can hold, and goes on") {
  PacketWindowAllocator allocator;
  CHECK(!allocator.Init());
  PacketWindowDescriptor window;
  CHECK(allocator.Allocate(0, &window).error == EINVAL);
  CHECK(allocator.Allocate(UINT64_MAX, &window).error == EOVERFLOW);
  CHECK(allocator.Allocate((uint64_t{1} << 62) + 1, &window).error == EOVERFLOW);
  CHECK(!allocator.Allocate(1, &window));
  CHECK(allocator.Allocate(uint64_t{1} << 62, &window).error == EOVERFLOW);
  CHECK(!allocator.Allocate(1, &window));
}

TEST("the allocator's file can neither shrink nor be sealed further") {
  PacketWindowAllocator allocator;
  CHECK(!allocator.Init());
  PacketWindowDescriptor window;
  CHECK(!allocator.Allocate(1, &window));
  CHECK(fcntl(allocator.fd(), F_GET_SEALS) == (F_SEAL_SHRINK | F_SEAL_SEAL));
  CHECK(ftruncate(allocator.fd(), 0) == -1 && errno == EPERM);
  CHECK(fcntl(allocator.fd(), F_ADD_SEALS, F_SEAL_WRITE) == -1 && errno == EPERM);
  CHECK((fcntl(allocator.fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST("a fresh window is all zero, and lies where its descriptor says") {
  PacketWindowAllocator allocator;
  PacketWindowDescriptor first;
  PacketWindowDescriptor second;
  CHECK(!allocator.Init() && !allocator.Allocate(1, &first) && !allocator.Allocate(2 * PageSize(), &second));
  const auto one = Map(first);
  const auto two = Map(second);
  for (uint64_t i = 0; i < two->length(); i++) {
    if (!CHECK(two->base()[i] == std::byte{0})) return;
  }
  two->base()[0] = std::byte{7};
  CHECK(one->base()[0] == std::byte{0});
  std::byte read;
  CHECK(pread(second.fd, &read, 1, second.offset) == 1 && read == std::byte{7});
}

TEST("a window that cannot be mapped is refused with the reason") {
  const UniqueFd fd = Memfd(4 * PageSize(), 0);
  CHECK(MapError({fd.get(), 0, 0}) == EINVAL);
  CHECK(MapError({fd.get(), 0, PageSize() - 1}) == EINVAL);
  CHECK(MapError({fd.get(), 0, uint64_t{1} << 32}) == EINVAL);
  CHECK(MapError({fd.get(), 1, PageSize()}) == EINVAL);
  CHECK(MapError({fd.get(), -static_cast<int64_t>(PageSize()), PageSize()}) == EINVAL);
  CHECK(MapError({fd.get(), 0, 4 * PageSize() + 1}) == ENXIO);
  CHECK(MapError({fd.get(), static_cast<int64_t>(4 * PageSize()), PageSize()}) == ENXIO);
  CHECK(MapError({-1, 0, PageSize()}) == EBADF);
  int pipe_fds[2];
  CHECK(pipe(pipe_fds) == 0);
  CHECK(MapError({pipe_fds[0], 0, PageSize()}) != 0);
  close(pipe_fds[0]);
  close(pipe_fds[1]);
}

TEST("the mapping outlives its file's descriptor") {
  UniqueFd fd = Memfd(PageSize(), 0);
  const auto mapping = Map({fd.get(), 0, PageSize()});
  fd.reset();
  mapping->base()[100] = std::byte{1};
  CHECK(mapping->base()[100] == std::byte{1});
}

TEST("a donated window is refused unless it can be mapped safely") {
  const uint64_t page = PageSize();
  const UniqueFd good = Memfd(2 * page, F_SEAL_SHRINK);
  CHECK(CheckDonatedWindow({good.get(), 0, 2 * page}) == nullptr);
  CHECK(CheckDonatedWindow({good.get(), static_cast<int64_t>(page), page}) == nullptr);
  CHECK(CheckDonatedWindow({good.get(), static_cast<int64_t>(page), 2 * page}) != nullptr);
  CHECK(CheckDonatedWindow({good.get(), 0, 3 * page}) != nullptr);
  CHECK(CheckDonatedWindow({good.get(), -1, page}) != nullptr);
  CHECK(CheckDonatedWindow({good.get(), INT64_MAX, page}) != nullptr);
  CHECK(CheckDonatedWindow({good.get(), 0, UINT64_MAX}) != nullptr);
  const UniqueFd unsealed = Memfd(page, 0);
  CHECK(CheckDonatedWindow({unsealed.get(), 0, page}) != nullptr);
  const UniqueFd read_only = Memfd(page, F_SEAL_SHRINK | F_SEAL_WRITE);
  CHECK(CheckDonatedWindow({read_only.get(), 0, page}) != nullptr);
  const UniqueFd plain(open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  CHECK(CheckDonatedWindow({plain.get(), 0, 1}) != nullptr);
  CHECK(CheckDonatedWindow({-1, 0, page}) != nullptr);
}
