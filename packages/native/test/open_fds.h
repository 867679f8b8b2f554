#pragma once

#include <fcntl.h>

namespace flipcall::test {

// How many descriptors this process has, of the first 4,096.
inline int OpenFds() {
  int count = 0;
  for (int fd = 0; fd < 4096; fd++) count += fcntl(fd, F_GETFD) >= 0;
  return count;
}

}  // namespace flipcall::test
