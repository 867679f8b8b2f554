// A hostile peer. Usage: hostile <connect|listen|die-unread> <path> <seed> <milliseconds> [script]
//
// connect: holds the other end of a session with the server at <path>, and does whatever the seed says for
// that long. listen: a server that does to everyone who connects what the seed says.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "life_line.h"
#include "memory_attacks.h"
#include "packet_window.h"

using flipcall::Message;
using flipcall::UniqueFd;

namespace hostile {
namespace {

constexpr char kHandshake[] = "{\"features\":[\"sleep-flags\",\"doorbell\"]}\n";

bool WaitFor(int socket, int64_t until_ns) {
  pollfd readable = {socket, POLLIN, 0};
  const int64_t left_ms = (until_ns - NowNs()) / 1'000'000;
  return left_ms > 0 && poll(&readable, 1, static_cast<int>(left_ms)) > 0;
}

// Maps the two windows of a donation. They are of one length, the first one is ours.
bool Map(const Message& donation, UniqueFd* memfd, Prey* prey) {
  if (donation.descriptors.size() != 1) return false;
  memfd->reset(dup(donation.descriptors[0].get()));
  const size_t at = donation.bytes.find("\"length\":");
  if (at == std::string::npos) return false;
  const size_t length = strtoul(donation.bytes.c_str() + at + 9, nullptr, 10);
  void* base = mmap(nullptr, 2 * length, PROT_READ | PROT_WRITE, MAP_SHARED, memfd->get(), 0);
  if (base == MAP_FAILED) return false;
  prey->memfd = memfd->get();
  prey->own = Window(static_cast<std::byte*>(base), length);
  prey->peers = Window(static_cast<std::byte*>(base) + length, length);
  return true;
}

void Ring(const Prey& prey) {
  const char ring = 0;
  send(prey.life_line, &ring, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
}

// Opens the session as a correct peer does, or nearly.
void ShakeHands(const Prey& prey, Random& random, int64_t until_ns) {
  prey.own.Write(random.OneIn(6) ? "{\"features\":[\"sleep-flags\"" : kHandshake);
  prey.own.header()->state.store(1);
  Ring(prey);
  while (NowNs() < until_ns && prey.peers.header()->state.load() != 1)
    WaitFor(prey.life_line, NowNs() + 2'000'000);
  if (random.OneIn(6)) return;  // Half a handshake.
  prey.peers.Write(kHandshake);
  prey.peers.header()->state.store(0);
  Ring(prey);
  while (NowNs() < until_ns && prey.own.header()->state.load() != 0)
    WaitFor(prey.life_line, NowNs() + 2'000'000);
}

// Descriptors of all kinds, some of which one had better not touch.
UniqueFd AnyDescriptor(Random& random) {
  int fds[2];
  switch (random.Below(8)) {
    case 0:
      return UniqueFd(open("/dev/zero", O_RDWR | O_CLOEXEC));
    case 1:
      return UniqueFd(eventfd(0, EFD_CLOEXEC));
    case 2:
      if (pipe2(fds, O_CLOEXEC) != 0) return UniqueFd();
      close(fds[1]);
      return UniqueFd(fds[0]);
    case 3:
      return UniqueFd(open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    case 4:
      return UniqueFd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    default: {
      UniqueFd memfd(memfd_create("hostile", MFD_CLOEXEC | (random.OneIn(6) ? 0 : MFD_ALLOW_SEALING)));
      const off_t sizes[] = {0, 4096, 8192, 524288, 524288, off_t{1} << 50};
      if (memfd.valid() && ftruncate(memfd.get(), sizes[random.Below(6)]) == 0 && !random.OneIn(3)) {
        const int seals[] = {F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE, F_SEAL_SHRINK | F_SEAL_SEAL};
        fcntl(memfd.get(), F_ADD_SEALS, seals[random.Below(4)]);
      }
      return memfd;
    }
  }
}

void SendDescriptors(int socket, const std::string& bytes, Random& random) {
  std::vector<UniqueFd> fds;
  std::vector<int> numbers;
  for (uint32_t count = random.OneIn(10) ? 200 : random.Below(4); count > 0; count--) {
    fds.push_back(AnyDescriptor(random));
    if (fds.back().valid()) numbers.push_back(fds.back().get());
  }
  flipcall::SendMessage(socket, bytes.data(), bytes.size(), numbers);
}

void DonateDescriptors(const Prey& prey, Random& random) {
  for (int i = 0; i < 40; i++) {
    const char message[] = {2, static_cast<char>(random.OneIn(3) ? random.Next() : random.Below(4))};
    SendDescriptors(prey.life_line, std::string(message, random.OneIn(8) ? 1 : 2), random);
  }
}

// A donation as an accepting side sends it, mostly with something wrong about it.
std::string AnyDonation(Random& random) {
  const char* const texts[] = {
      R"({"flipcall":1,"windows":[{"offset":0,"length":262144},{"offset":262144,"length":262144}]})",
      R"({"flipcall":1,"windows":[{"offset":0,"length":262144},{"offset":262144,"length":262144}]})",
      R"({"flipcall":1,"windows":[{"offset":0,"length":4096},{"offset":4096,"length":4096}]})",
      R"({"flipcall":1,"windows":[{"offset":0,"length":262144},{"offset":0,"length":262144}]})",
      R"({"flipcall":1,"windows":[{"offset":1,"length":262144},{"offset":262144,"length":262144}]})",
      R"({"flipcall":1,"windows":[{"offset":-4096,"length":262144},{"offset":0,"length":262144}]})",
      R"({"flipcall":1,"windows":[{"offset":9007199254740991,"length":4096},{"offset":0,"length":4096}]})",
      R"({"flipcall":1,"windows":[{"offset":0,"length":1073741824},{"offset":0,"length":1099511627776}]})",
      R"({"flipcall":1,"windows":[{"offset":0,"length":4096.5},{"offset":0,"length":1e300}]})",
      R"({"flipcall":1,"windows":[{"offset":0,"length":262144}]})",
      R"({"flipcall":2,"windows":[]})",
      R"({"flipcall":1,"__proto__":{"windows":[]}})",
      "[]",
      "null",
      "{",
      "",
  };
  if (random.OneIn(10)) return std::string(1 + random.Below(9000), static_cast<char>(random.Next()));
  return texts[random.Below(sizeof texts / sizeof *texts)];
}

void AttackMemory(const Prey& prey, Random& random, int64_t until_ns, const std::string& script) {
  std::vector<std::thread> threads;
  const auto runs = [&](const char* name) { return script.empty() || script == name; };
  for (int i = 0; i < 2; i++) {
    threads.emplace_back([&prey, &script, &runs, until_ns, seed = random.Next()] {
      Random own(seed);
      if (runs("swallow") && own.OneIn(2)) return SwallowWakeUps(prey, own, until_ns);
      while (NowNs() < until_ns) {
        const Attack& attack = kMemoryAttacks[own.Below(static_cast<uint32_t>(kMemoryAttacks.size()))];
        if (runs(attack.name)) attack.step(prey, own);
        if (runs("donate") && own.OneIn(4)) DonateDescriptors(prey, own);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// Dies with rings unread on its side and more messages sent than the other side reads at once. Says when it
// is about to, and waits for a line.
int DieUnread(const std::string& path, Random& random, int64_t until_ns) {
  UniqueFd socket;
  Message donation;
  UniqueFd memfd;
  if (flipcall::Connect(path, &socket) || !WaitFor(socket.get(), until_ns)) return 1;
  Prey prey{socket.get(), -1, {}, {}};
  if (flipcall::ReceiveMessage(socket.get(), 4096, 1, &donation) || !Map(donation, &memfd, &prey)) return 1;
  ShakeHands(prey, random, until_ns);
  for (const Window& window : {prey.own, prey.peers}) {
    for (auto& flag : window.header()->asleep) flag.store(2);
  }
  // An empty datagram comes back at once, and with it a ring that nobody reads.
  for (int i = 0; i < 10; i++) {
    prey.own.header()->length.store(0);
    prey.own.header()->state.store(1);
    Ring(prey);
    while (NowNs() < until_ns && prey.own.header()->state.load() == 1) usleep(100);
  }
  puts("about to die");
  fflush(stdout);
  if (getchar() == EOF) return 1;
  for (int i = 0; i < 250; i++) Ring(prey);
  return 0;
}

int ConnectTo(const std::string& path, Random& random, int64_t until_ns, const std::string& script) {
  while (NowNs() < until_ns) {
    UniqueFd socket;
    if (flipcall::Connect(path, &socket)) {
      usleep(1000);
      continue;
    }
    if (random.OneIn(12)) SendDescriptors(socket.get(), AnyDonation(random), random);
    if (random.OneIn(12)) continue;  // Hangs up at once.
    Message donation;
    if (!WaitFor(socket.get(), until_ns)) continue;
    if (flipcall::ReceiveMessage(socket.get(), 4096, 1, &donation)) continue;
    UniqueFd memfd;
    Prey prey{socket.get(), -1, {}, {}};
    if (!Map(donation, &memfd, &prey)) continue;
    const int64_t round_ends = std::min<int64_t>(until_ns, NowNs() + 1'000'000 * (1 + random.Below(60)));
    if (random.OneIn(20)) {  // Says nothing more.
      while (NowNs() < round_ends) usleep(1000);
    } else {
      if (!random.OneIn(5)) ShakeHands(prey, random, round_ends);
      AttackMemory(prey, random, round_ends, script);
    }
    munmap(prey.own.header(), 2 * (prey.own.capacity() + sizeof(Header)));
  }
  return 0;
}

// What a correct accepting side does, and then what a hostile one may do.
void ServeWell(UniqueFd socket, Random& random, int64_t until_ns) {
  flipcall::PacketWindowAllocator allocator;
  flipcall::PacketWindowDescriptor windows[2];
  constexpr size_t kLength = 65536;
  if (allocator.Init()) return;
  for (auto& window : windows) {
    if (allocator.Allocate(kLength, &window)) return;
  }
  const std::string donation =
      R"({"flipcall":1,"windows":[{"offset":0,"length":65536},{"offset":65536,"length":65536}]})";
  flipcall::SendMessage(socket.get(), donation.data(), donation.size(), {allocator.fd()});
  void* base = mmap(nullptr, 2 * kLength, PROT_READ | PROT_WRITE, MAP_SHARED, allocator.fd(), 0);
  if (base == MAP_FAILED) return;
  // The connecting side is the client of the first one.
  const Prey prey{socket.get(), allocator.fd(), Window(static_cast<std::byte*>(base) + kLength, kLength),
                  Window(static_cast<std::byte*>(base), kLength)};
  const int64_t round_ends = std::min<int64_t>(until_ns, NowNs() + 1'000'000 * (1 + random.Below(60)));
  if (!random.OneIn(5)) ShakeHands(prey, random, round_ends);
  AttackMemory(prey, random, round_ends, "");
  munmap(base, 2 * kLength);
}

int ListenOn(const std::string& path, Random& random, int64_t until_ns) {
  UniqueFd listener;
  unlink(path.c_str());
  if (flipcall::Listen(path, 0600, false, &listener)) return 1;
  puts("listening");
  fflush(stdout);
  std::vector<UniqueFd> kept;
  while (WaitFor(listener.get(), until_ns)) {
    UniqueFd socket;
    if (flipcall::Accept(listener.get(), &socket)) continue;
    if (random.OneIn(8)) {  // Silence.
      kept.push_back(std::move(socket));
      if (kept.size() > 20) kept.clear();
      continue;
    }
    if (random.OneIn(2)) {
      ServeWell(std::move(socket), random, until_ns);
      continue;
    }
    SendDescriptors(socket.get(), AnyDonation(random), random);
    if (random.OneIn(2)) kept.push_back(std::move(socket));
  }
  return 0;
}

}  // namespace
}  // namespace hostile

int main(int count, char** arguments) {
  if (count < 5) return 2;
  signal(SIGPIPE, SIG_IGN);
  hostile::Random random(strtoull(arguments[3], nullptr, 10));
  const int64_t until = hostile::NowNs() + strtoll(arguments[4], nullptr, 10) * 1'000'000;
  const std::string role = arguments[1];
  if (role == "die-unread") return hostile::DieUnread(arguments[2], random, until);
  if (role == "connect")
    return hostile::ConnectTo(arguments[2], random, until, count > 5 ? arguments[5] : "");
  if (role == "listen") return hostile::ListenOn(arguments[2], random, until);
  return 2;
}
