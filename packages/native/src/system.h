// What the rest of the native code shares: descriptors that close themselves, results that carry an errno.
#pragma once

#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

namespace flipcall {

// Owns a file descriptor.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(other.release()) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~UniqueFd() { reset(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset(int fd = -1) {
    if (fd_ >= 0) close(fd_);
    fd_ = fd;
  }

 private:
  int fd_ = -1;
};

// A system call that failed: its errno and its name. `error == 0` means that nothing failed.
struct SystemError {
  int error = 0;
  const char* syscall = "";
  explicit operator bool() const { return error != 0; }
};

// Nanoseconds of CLOCK_MONOTONIC: not moved by changes of the wall clock.
inline int64_t MonotonicNs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// A deadline that never comes.
constexpr int64_t kNever = INT64_MAX;

// What is left until `deadline_ns`, for system calls that take a relative time; never negative.
inline timespec TimeLeft(int64_t deadline_ns) {
  int64_t left = deadline_ns - MonotonicNs();
  if (left < 0) left = 0;
  return {static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
}

}  // namespace flipcall
