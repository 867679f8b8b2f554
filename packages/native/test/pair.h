// Two endpoints over one window, and somewhere else to run one of them.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "check.h"
#include "endpoint_unsafe.h"
#include "futex.h"

namespace flipcall::test {

inline std::shared_ptr<Mapping> Map(const PacketWindowDescriptor& window) {
  std::shared_ptr<Mapping> mapping;
  if (SystemError failed = Mapping::Map(window, &mapping)) {
    fprintf(stderr, "%s failed: errno %d\n", failed.syscall, failed.error);
    abort();
  }
  return mapping;
}

// A fresh window. Both sides may share its one mapping: only then can ThreadSanitizer tell that an address
// seen by the one is the address seen by the other.
struct Window {
  explicit Window(uint64_t bytes = PageSize()) {
    if (allocator.Init() || allocator.Allocate(bytes, &descriptor)) abort();
    mapping = Map(descriptor);
  }
  PacketHeader* header() const { return reinterpret_cast<PacketHeader*>(mapping->base()); }

  PacketWindowAllocator allocator;
  PacketWindowDescriptor descriptor;
  std::shared_ptr<Mapping> mapping;
};

struct Pair : Window {
  explicit Pair(uint64_t bytes = PageSize()) : Window(bytes) {}
  void EnableSleepFlags() {
    client.EnableSleepFlags();
    server.EnableSleepFlags();
  }
  Endpoint client{Side::kClient, mapping};
  Endpoint server{Side::kServer, mapping};
};

// What the addon does for one call: gives control with `length` bytes, and waits for it. `kReceive` gives
// nothing.
constexpr int64_t kReceive = -1;
inline Status Call(Endpoint* endpoint, int64_t length, int64_t spin_ns = 0, int64_t deadline_ns = kNever) {
  Status status = endpoint->EnterCall();
  if (status != Status::kOk) return status;
  if (length != kReceive) status = endpoint->GiveControl(static_cast<uint32_t>(length));
  if (status == Status::kOk) status = endpoint->WaitForControl(deadline_ns, spin_ns);
  endpoint->LeaveCall();
  return status;
}

// The first letter of a thread's state in /proc: S while it sleeps.
inline char ThreadState(pid_t process, pid_t thread) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/stat");
  std::string line;
  std::getline(stat, line);
  const size_t name_end = line.rfind(')');
  return name_end == std::string::npos ? '?' : line[name_end + 2];
}

// Runs one side: in a thread of this process, where ThreadSanitizer watches, or in a process of its own, as
// users do.
enum class Where { kThread, kProcess };

class Elsewhere {
 public:
  Elsewhere(Where where, std::function<void()> run) {
    if (where == Where::kThread) {
      thread_ = std::thread([this, run = std::move(run)] {
        tid_ = gettid();
        run();
      });
      return;
    }
    fflush(nullptr);
    process_ = fork();
    if (process_ != 0) return;
    run();
    _exit(failures == 0 ? 0 : 1);
  }
  ~Elsewhere() { Join(); }

  // Its failed checks are ours.
  void Join() {
    if (thread_.joinable()) thread_.join();
    if (process_ <= 0) return;
    int status;
    waitpid(process_, &status, 0);
    process_ = 0;
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }

  // Returns once it sleeps in the kernel. Precondition: nothing but what the test waits for makes it sleep.
  void UntilAsleep() {
    while (process_ == 0 && tid_ == 0) sched_yield();
    const pid_t process = process_ != 0 ? process_ : getpid();
    const pid_t thread = process_ != 0 ? process_ : tid_.load();
    while (ThreadState(process, thread) != 'S') sched_yield();
  }

  void Kill() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
  }

 private:
  std::thread thread_;
  std::atomic<pid_t> tid_{0};
  pid_t process_ = 0;
};

// Runs a test in both places.
template <typename Body>
void InThreadAndProcess(Body body) {
  body(Where::kThread);
  body(Where::kProcess);
}

}  // namespace flipcall::test
