// Two processes hand control back and forth with nothing else to do: what the endpoint's code costs without
// JavaScript. Prints one JSON line. Usage: handoff_pair [seconds]
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "endpoint_unsafe.h"

using namespace flipcall;

namespace {

std::shared_ptr<Mapping> MapOrDie(const PacketWindowDescriptor& window) {
  std::shared_ptr<Mapping> mapping;
  if (Mapping::Map(window, &mapping)) {
    perror("mmap");
    exit(1);
  }
  return mapping;
}

double CpuSeconds(int who) {
  rusage usage;
  getrusage(who, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

Status RoundTrip(Endpoint* endpoint) {
  const Status given = endpoint->GiveControl(0);
  if (given != Status::kOk) return given;
  return endpoint->WaitForControl(kNever, endpoint->spin().budget_ns());
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? atof(argv[1]) : 2;
  PacketWindowAllocator allocator;
  PacketWindowDescriptor window;
  if (allocator.Init() || allocator.Allocate(PageSize(), &window)) {
    perror("memfd");
    return 1;
  }
  const pid_t child = fork();
  if (child == 0) {
    Endpoint server(Side::kServer, MapOrDie(window));
    server.EnableSleepFlags();
    if (server.WaitForControl(kNever, 0) != Status::kOk) return 1;
    while (RoundTrip(&server) == Status::kOk) {
    }
    return 0;
  }
  Endpoint client(Side::kClient, MapOrDie(window));
  client.EnableSleepFlags();
  for (int i = 0; i < 10'000; i++) {
    if (RoundTrip(&client) != Status::kOk) return 1;
  }
  std::vector<int64_t> samples;
  samples.reserve(1 << 22);
  const int64_t started = MonotonicNs();
  const int64_t end = started + static_cast<int64_t>(seconds * 1e9);
  const double cpu_before = CpuSeconds(RUSAGE_SELF);
  constexpr int kBatch = 16;  // A round trip is of the order of the clock's own cost.
  int64_t before = started;
  while (before < end) {
    for (int i = 0; i < kBatch; i++) {
      if (RoundTrip(&client) != Status::kOk) return 1;
    }
    const int64_t now = MonotonicNs();
    samples.push_back((now - before) / kBatch);
    before = now;
  }
  const double elapsed_ns = static_cast<double>(before - started);
  const double cpu = CpuSeconds(RUSAGE_SELF) - cpu_before;
  client.Shutdown();
  waitpid(child, nullptr, 0);
  const double mean = elapsed_ns / (static_cast<double>(samples.size()) * kBatch);
  std::sort(samples.begin(), samples.end());
  printf(
      "{\"p50Ns\":%lld,\"p99Ns\":%lld,\"meanNs\":%.1f,\"opsPerSec\":%.0f,\"cpuPercent\":%.0f,"
      "\"callsPerSample\":%d}\n",
      static_cast<long long>(samples[samples.size() / 2]),
      static_cast<long long>(samples[samples.size() * 99 / 100]), mean, 1e9 / mean,
      100 * (cpu * 1e9 / elapsed_ns) * 2, kBatch);
  return 0;
}
