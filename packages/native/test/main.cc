// Runs every test, or those whose sentence contains an argument. Prints `N passed, N failed` at last.
#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "check.h"

namespace flipcall::test {
namespace {

// Far beyond what any test takes, even under a sanitizer on a busy machine: a test that hangs is a test that
// failed.
constexpr unsigned kWatchdogSeconds = 180;

int OpenDescriptors() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr) count++;
  closedir(folder);
  return count;
}

int MappedWindows() {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  for (std::string line; std::getline(maps, line);) {
    if (line.find("flipcall_packet_windows") != std::string::npos) count++;
  }
  return count;
}

// In a process of its own: no test inherits the threads, descriptors or crashes of another.
[[noreturn]] void RunInThisProcess(const Test& test) {
  setpgid(0, 0);  // So that the watchdog ends the processes that the test forked, too.
  signal(SIGALRM, [](int) {
    constexpr char kVerdict[] = "the watchdog ended this test\n";
    if (write(STDERR_FILENO, kVerdict, sizeof kVerdict - 1) < 0) _exit(1);
    kill(0, SIGKILL);
  });
  alarm(kWatchdogSeconds);
  const int descriptors = OpenDescriptors();
  test.run();
  CHECK(OpenDescriptors() == descriptors);
  CHECK(MappedWindows() == 0);
  exit(failures == 0 ? 0 : 1);  // Not _exit: the leak checker runs at exit.
}

bool Passes(const Test& test) {
  fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) RunInThisProcess(test);
  int status;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) fprintf(stderr, "ended by signal %d\n", WTERMSIG(status));
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int Main(int argc, char** argv) {
  int passed = 0;
  int failed = 0;
  for (const Test& test : AllTests()) {
    if (argc > 1 && strstr(test.sentence, argv[1]) == nullptr) continue;
    const bool passes = Passes(test);
    passes ? passed++ : failed++;
    printf("%s %s\n", passes ? "ok    " : "FAILED", test.sentence);
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace flipcall::test

int main(int argc, char** argv) { return flipcall::test::Main(argc, argv); }
