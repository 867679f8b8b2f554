// Runs a program from which the kernel keeps some system calls. Usage: without <name>[,<name>...] <program>
// [arguments]
//
// They fail with EPERM, as in containers that forbid them: io_uring, futex2, memfd, seals.
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace {

// The range of io_uring's and of futex2's numbers, which are the same on every processor.
struct Forbidden {
  const char* name;
  unsigned first;
  unsigned last;
};
constexpr Forbidden kForbidden[] = {
    {"io_uring", 425, 427},
    {"futex2", 449, 449},
    {"futex2", 454, 456},
    {"memfd", SYS_memfd_create, SYS_memfd_create},
};

void Forbid(std::vector<sock_filter>* filter, const Forbidden& calls) {
  filter->push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
  filter->push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, calls.first, 0, 2));
  filter->push_back(BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, calls.last, 1, 0));
  filter->push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
}

// fcntl with F_ADD_SEALS alone.
void ForbidSeals(std::vector<sock_filter>* filter) {
  filter->push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
  filter->push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 3));
  filter->push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[1])));
  filter->push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_ADD_SEALS, 0, 1));
  filter->push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const std::string names = std::string(",") + arguments[1] + ",";
  std::vector<sock_filter> filter;
  for (const Forbidden& calls : kForbidden) {
    if (names.find(std::string(",") + calls.name + ",") != std::string::npos) Forbid(&filter, calls);
  }
  if (names.find(",seals,") != std::string::npos) ForbidSeals(&filter);
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program = {static_cast<unsigned short>(filter.size()), filter.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
    perror("seccomp");
    return 3;
  }
  execvp(arguments[2], arguments + 2);
  perror(arguments[2]);
  return 4;
}
