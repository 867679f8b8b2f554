#include "spin.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>

namespace flipcall {

namespace {

// CPUs' worth of time that cgroup v2 grants to this process; 0 when there is no limit.
double CgroupQuota() {
  FILE* membership = fopen("/proc/self/cgroup", "re");
  if (membership == nullptr) return 0;
  char line[4096];
  char path[4352] = "";
  while (fgets(line, sizeof line, membership) != nullptr) {
    if (strncmp(line, "0::", 3) != 0) continue;
    line[strcspn(line, "\n")] = '\0';
    snprintf(path, sizeof path, "/sys/fs/cgroup%s", line + 3);
  }
  fclose(membership);
  // The tightest quota from here up to the root counts.
  double tightest = 0;
  while (strlen(path) >= strlen("/sys/fs/cgroup")) {
    char file[4400];
    snprintf(file, sizeof file, "%s/cpu.max", path);
    if (FILE* limits = fopen(file, "re")) {
      double quota = 0;
      double period = 0;
      if (fscanf(limits, "%lf %lf", &quota, &period) == 2 && period > 0) {
        const double cpus = quota / period;
        tightest = tightest == 0 ? cpus : std::min(tightest, cpus);
      }
      fclose(limits);
    }
    char* slash = strrchr(path, '/');
    if (slash == nullptr) break;
    *slash = '\0';
  }
  return tightest;
}

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

void YieldIfItPays(int64_t now) {
  // Of the thread, not of a link: who shares the CPU with it is the same for all of them.
  thread_local YieldGovernor governor;
  if (!governor.Pays(now)) return;
  sched_yield();
  governor.Took(now, MonotonicNs());
}

int64_t DefaultSpinNs() { return UsableCpus() < 2 ? 0 : 50'000; }

}  // namespace flipcall
