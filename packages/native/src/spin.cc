#include "spin.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace flipcall {

namespace {

// CPUs' worth of time that one group grants: from `cpu.max` (cgroup v2), or from the two files of v1. 0
// without a limit.
double QuotaOfGroup(const std::string& folder) {
  double quota = 0;
  double period = 0;
  if (FILE* limits = fopen((folder + "/cpu.max").c_str(), "re")) {
    if (fscanf(limits, "%lf %lf", &quota, &period) != 2) quota = 0;  // "max"
    fclose(limits);
  } else {
    const auto read = [&](const char* name, double* value) {
      FILE* file = fopen((folder + name).c_str(), "re");
      if (file == nullptr) return;
      if (fscanf(file, "%lf", value) != 1) *value = 0;
      fclose(file);
    };
    read("/cpu.cfs_quota_us", &quota);  // -1 without a limit.
    read("/cpu.cfs_period_us", &period);
  }
  return quota > 0 && period > 0 ? quota / period : 0;
}

// The folder of this process's group that counts for CPU time: a line is `0::path` in v2, and
// `number:controllers:path` in v1. Where both are there, v1 has the controller. Empty if there is none.
std::string CpuGroup(std::string* root) {
  FILE* membership = fopen("/proc/self/cgroup", "re");
  if (membership == nullptr) return {};
  std::string group;
  char line[4096];
  while (fgets(line, sizeof line, membership) != nullptr) {
    line[strcspn(line, "\n")] = '\0';
    const char* controllers = strchr(line, ':');
    const char* path = controllers == nullptr ? nullptr : strchr(controllers + 1, ':');
    if (path == nullptr) continue;
    const std::string names = "," + std::string(controllers + 1, path) + ",";
    const bool v1 = names.find(",cpu,") != std::string::npos;
    if (!v1 && (names != ",," || !group.empty())) continue;
    *root = v1 ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup";
    group = *root + (path + 1);
  }
  fclose(membership);
  return group;
}

// The tightest quota from this process's group up to the root counts; 0 when there is none.
double CgroupQuota() {
  std::string root;
  double tightest = 0;
  for (std::string group = CpuGroup(&root); group.size() >= root.size() && !group.empty();) {
    const double cpus = QuotaOfGroup(group);
    if (cpus > 0) tightest = tightest == 0 ? cpus : std::min(tightest, cpus);
    group.resize(group.find_last_of('/'));
  }
  return tightest;
}

// Of the thread, not of a link: who shares the CPU with it is the same for all of them.
struct OnCpu {
  YieldGovernor yields;
  CpuSharing sharing;
  int64_t yield_began = 0;
  int64_t yield_ended = 0;
};
thread_local OnCpu on_cpu;

}  // namespace

double UsableCpus() {
  static const double cpus = [] {
    cpu_set_t affinity;
    CPU_ZERO(&affinity);
    double usable = 1;
    if (sched_getaffinity(0, sizeof affinity, &affinity) == 0) {
      usable = CPU_COUNT(&affinity);
    } else {
      usable = static_cast<double>(sysconf(_SC_NPROCESSORS_ONLN));  // More CPUs than cpu_set_t has room for.
    }
    const double quota = CgroupQuota();
    return quota > 0 ? std::min(quota, usable) : usable;
  }();
  return cpus;
}

void LeaveCpu() {
  cpu_set_t usable;
  if (sched_getaffinity(0, sizeof usable, &usable) != 0) return;  // More CPUs than cpu_set_t has room for.
  const int here = sched_getcpu();
  if (here < 0 || CPU_COUNT(&usable) < 2) return;
  cpu_set_t others = usable;
  CPU_CLR(here, &others);
  if (sched_setaffinity(0, sizeof others, &others) != 0) return;
  // Whoever may use all CPUs may use those too that are added later. Asked once: the C library reads a file.
  static const long all = sysconf(_SC_NPROCESSORS_ONLN);
  if (CPU_COUNT(&usable) == all) memset(&usable, 0xff, sizeof usable);
  sched_setaffinity(0, sizeof usable, &usable);
}

bool YieldIfItPays(int64_t now, int64_t spun_ns) {
  if (!on_cpu.yields.Pays(now, spun_ns)) return false;
  on_cpu.yield_began = now;
  sched_yield();
  on_cpu.yield_ended = MonotonicNs();
  on_cpu.yields.Took(now, on_cpu.yield_ended);
  return true;
}

void SpinRanOut(int64_t spun_ns) { on_cpu.yields.RanOut(spun_ns); }

void LookedAfterYield(bool answered) {
  if (on_cpu.sharing.Yielded(on_cpu.yield_began, on_cpu.yield_ended, answered)) LeaveCpu();
}

bool PeerMayMove(int64_t now) { return on_cpu.sharing.PeerMayMove(now); }

int64_t DefaultSpinNs() { return UsableCpus() < 2 ? 0 : 50'000; }

}  // namespace flipcall
