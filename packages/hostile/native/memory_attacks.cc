#include "memory_attacks.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <climits>

namespace hostile {

namespace {

constexpr int kStepsAtOnce = 200;

const Window& Either(const Prey& prey, Random& random) { return random.OneIn(2) ? prey.own : prey.peers; }

uint32_t AnyState(Random& random) {
  return random.OneIn(8) ? static_cast<uint32_t>(random.Next()) : random.Below(4);
}

uint32_t AnyLength(const Window& window, Random& random) {
  switch (random.Below(5)) {
    case 0:
      return window.capacity();
    case 1:
      return window.capacity() + 1 + random.Below(100);
    case 2:
      return UINT32_MAX - random.Below(20);
    case 3:
      return 0;
    default:
      return random.Below(300);
  }
}

long Futex(std::atomic<uint32_t>* word, int operation, uint32_t value, const void* timeout,
           void* other = nullptr) {
  return syscall(SYS_futex, word, operation, value, timeout, other, 0);
}

void Flip(const Prey& prey, Random& random) {
  for (int i = 0; i < kStepsAtOnce; i++) {
    Either(prey, random).header()->state.store(AnyState(random));
    for (uint32_t pause = random.Below(200); pause > 0; pause--) asm volatile("" ::: "memory");
  }
}

// Takes turns as it should, so that every datagram is read, and rewrites what is being read.
void DoubleFetch(const Prey& prey, Random& random) {
  for (int i = 0; i < kStepsAtOnce; i++) {
    prey.own.header()->length.store(AnyLength(prey.own, random));
    uint32_t mine = 0;
    prey.own.header()->state.compare_exchange_strong(mine, 1);
    mine = 1;
    prey.peers.header()->state.compare_exchange_strong(mine, 0);
    Futex(&prey.own.header()->state, FUTEX_WAKE, 1, nullptr);
    const char ring = 0;
    if (random.OneIn(4)) send(prey.life_line, &ring, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    for (int j = 0; j < 50; j++) {
      const Window& window = Either(prey, random);
      window.data()[random.Below(random.OneIn(2) ? 64 : window.capacity())] =
          static_cast<unsigned char>(random.Next());
      if (random.OneIn(10)) window.header()->length.store(AnyLength(window, random));
    }
  }
}

void SpinFlags(const Prey& prey, Random& random) {
  for (int i = 0; i < kStepsAtOnce; i++) {
    const uint32_t flag = random.OneIn(4) ? static_cast<uint32_t>(random.Next()) : random.Below(3);
    Either(prey, random).header()->asleep[random.Below(2)].store(flag);
  }
}

void Ring(const Prey& prey, Random& random) {
  char bytes[128];
  for (char& byte : bytes) byte = static_cast<char>(random.Next());
  for (int i = 0; i < kStepsAtOnce * 10; i++) {
    // Rings, a goodbye, donations of nothing, kinds that there are not; now and then a message of no bytes.
    bytes[0] = random.OneIn(3) ? static_cast<char>(random.Below(5)) : 0;
    if (bytes[0] == 1 && !random.OneIn(50)) bytes[0] = 0;
    bytes[1] = static_cast<char>(random.Below(3));
    send(prey.life_line, bytes, random.Below(random.OneIn(20) ? sizeof bytes : 3),
         MSG_DONTWAIT | MSG_NOSIGNAL);
  }
}

void WakeAndMove(const Prey& prey, Random& random) {
  for (int i = 0; i < kStepsAtOnce; i++) {
    Header* header = Either(prey, random).header();
    Futex(&header->state, FUTEX_WAKE, random.OneIn(2) ? 1 : INT_MAX, nullptr);
    // Moves up to 100 sleepers to a word where nobody wakes them; the count is in the argument for the time.
    Futex(&header->state, FUTEX_REQUEUE, 0, reinterpret_cast<void*>(100), &header->asleep[0]);
  }
}

void HarmFile(const Prey& prey, Random& random) {
  for (int i = 0; i < 20; i++) {
    switch (random.Below(6)) {
      case 0:
        if (ftruncate(prey.memfd, 0) == 0) abort();  // The seal should have kept us from it.
        break;
      case 1:
        if (fcntl(prey.memfd, F_ADD_SEALS, F_SEAL_WRITE) == 0) abort();
        break;
      case 2:
        fallocate(prey.memfd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 1 << 20);
        break;
      case 3:
        if (ftruncate(prey.memfd, off_t{1} << 40) != 0) break;
        break;
      case 4:
        fcntl(prey.life_line, F_SETFL, random.OneIn(2) ? 0 : O_NONBLOCK);
        break;
      default:
        fcntl(prey.memfd, F_SETFL, static_cast<int>(random.Below(2)) * O_APPEND);
    }
  }
}

}  // namespace

const std::vector<Attack> kMemoryAttacks = {
    {"flip", Flip}, {"double-fetch", DoubleFetch},  {"spin-flags", SpinFlags},
    {"ring", Ring}, {"wake-and-move", WakeAndMove}, {"harm-file", HarmFile},
};

void SwallowWakeUps(const Prey& prey, Random& random, int64_t until_ns) {
  while (NowNs() < until_ns) {
    const timespec brief = {0, 2'000'000};
    std::atomic<uint32_t>* word = &Either(prey, random).header()->state;
    Futex(word, FUTEX_WAIT, word->load(), &brief);
  }
}

int64_t NowNs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace hostile
