// Descriptors donated over the life line.
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "links.h"
#include "open_fds.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

using Claimed = std::vector<UniqueFd>;

constexpr size_t kMost = DonatedDescriptors::kMostInMessage;

ino_t InodeOf(int fd) {
  struct stat file;
  return fstat(fd, &file) == 0 ? file.st_ino : 0;
}

// Files that can be told apart.
struct Files {
  explicit Files(size_t count) {
    for (size_t i = 0; i < count; i++) owned.emplace_back(memfd_create("file", MFD_CLOEXEC));
    for (const UniqueFd& file : owned) fds.push_back(file.get());
  }
  std::vector<UniqueFd> owned;
  std::vector<int> fds;
};

// What only a hostile peer sends: a message of the kind `kind` that says `declared` and carries `count`.
void SendAnything(const Session& session, char kind, int declared, size_t count) {
  const char message[] = {kind, static_cast<char>(declared)};
  CHECK(!SendMessage(session.links[0]->life_line(), message, sizeof message, std::vector<int>(count, 2)));
}

}  // namespace

TEST("donated descriptors are claimed by their numbers, in any order, each once") {
  Session session;
  Files files(5);
  uint64_t first;
  CHECK(session.links[0]->Donate({files.fds[0], files.fds[1]}, &first) == Status::kOk && first == 0);
  CHECK(session.links[0]->Donate({files.fds[2], files.fds[3], files.fds[4]}, &first) == Status::kOk &&
        first == 2);
  Claimed later;
  CHECK(session.links[1]->Claim(2, 3, &later) == Status::kOk);
  Claimed earlier;
  CHECK(session.links[1]->Claim(0, 1, &earlier) == Status::kOk);
  CHECK(session.links[1]->Claim(1, 1, &earlier) == Status::kOk);
  for (int i = 0; i < 2; i++) CHECK(InodeOf(earlier[i].get()) == InodeOf(files.fds[i]));
  for (int i = 0; i < 3; i++) CHECK(InodeOf(later[i].get()) == InodeOf(files.fds[2 + i]));
  for (const UniqueFd& fd : later) CHECK((fcntl(fd.get(), F_GETFD) & FD_CLOEXEC) != 0);
  Claimed none;
  CHECK(session.links[1]->Claim(1, 1, &none) == Status::kBadDescriptors);
  CHECK(session.links[1]->Claim(4, 2, &none) == Status::kBadDescriptors);
  CHECK(session.links[1]->Claim(5, 0, &none) == Status::kOk && none.empty());
}

TEST("descriptors are there when their datagram is, for a thread that sleeps and one that spins") {
  for (const int64_t spin_ns : {int64_t{0}, int64_t{50'000}}) {
    Session session;
    session.EnableSleepFlags();
    for (const auto& link : session.links) link->spin().set_max_ns(spin_ns);
    Elsewhere receiver(Where::kThread, [&] {
      Link* link = session.links[1].get();
      for (uint64_t i = 0; i < 500; i++) {
        if (!CHECK(WaitFor(link, kPeers) == Status::kOk)) return;
        Claimed claimed;
        if (!CHECK(link->Claim(3 * i, 3, &claimed) == Status::kOk && claimed.size() == 3)) return;
        CHECK(link->Give(kPeers, 0) == Status::kOk);
      }
    });
    Link* link = session.links[0].get();
    for (uint64_t i = 0; i < 500; i++) {
      uint64_t first;
      if (!CHECK(link->Donate({0, 1, 2}, &first) == Status::kOk && first == 3 * i)) break;
      CHECK(link->Give(kOwn, 8) == Status::kOk);
      if (!CHECK(WaitFor(link, kOwn) == Status::kOk)) break;
    }
  }
}

TEST("who donates to a peer that just died is told of the death as everybody is, after its last datagram") {
  for (const bool unread_rings : {false, true}) {
    Session session;
    session.NeverSpin();
    CHECK(session.links[1]->Give(kOwn, 1) == Status::kOk);
    // What a death leaves: nothing is shut down, and nobody says goodbye. Unread rings reset the connection.
    const int life_line = session.links[1]->life_line();
    if (unread_rings) CHECK(send(session.links[0]->life_line(), "", 1, 0) == 1);
    const UniqueFd nobody(open("/dev/null", O_RDONLY | O_CLOEXEC));
    CHECK(dup2(nobody.get(), life_line) == life_line);
    uint64_t first;
    for (int i = 0; i < 2; i++) CHECK(session.links[0]->Donate({0}, &first) == Status::kTimedOut);
    CHECK(session.links[0]->wants_room());
    CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kOk);
    CHECK(session.links[0]->Give(kPeers, 0) == Status::kOk);
    CHECK(WaitFor(session.links[0].get(), kPeers) == Status::kPeerDied);
  }
}

TEST("rings between donations are lost on neither") {
  Session session;
  session.NeverSpin();
  uint64_t first;
  for (int i = 0; i < 20; i++) {
    CHECK(session.links[0]->Give(kOwn, 1) == Status::kOk);
    CHECK(WaitFor(session.links[1].get(), kPeers) == Status::kOk);
    CHECK(session.links[0]->Donate({0}, &first) == Status::kOk);
    CHECK(session.links[1]->Give(kPeers, 0) == Status::kOk);
    CHECK(WaitFor(session.links[0].get(), kOwn) == Status::kOk);
  }
  Claimed claimed;
  CHECK(session.links[1]->Claim(0, 20, &claimed) == Status::kOk && claimed.size() == 20);
}

TEST("a datagram has its share of descriptors, the next one has its own") {
  Session session;
  uint64_t first;
  CHECK(session.links[0]->Donate(std::vector<int>(kMost, 0), &first) == Status::kOk);
  CHECK(session.links[0]->Donate({0}, &first) == Status::kTimedOut && !session.links[0]->wants_room());
  CHECK(session.links[0]->Give(kOwn, 1) == Status::kOk);
  CHECK(session.links[0]->Donate({0}, &first) == Status::kOk && first == kMost);
}

TEST("a descriptor that is not open is refused, and nothing is donated") {
  Session session;
  uint64_t first;
  CHECK(session.links[0]->Donate({0, 4000}, &first) == Status::kSystem && errno == EBADF);
  CHECK(session.links[0]->Donate({0}, &first) == Status::kOk && first == 0);
}

TEST("a peer that reads nothing fills the socket, and a wait tells when there is room again") {
  Session session;
  session.NeverSpin();
  Link* link = session.links[0].get();
  uint64_t first;
  uint64_t donated = 0;
  while (link->Donate({0}, &first) == Status::kOk) {
    donated++;
    link->Give(kOwn, 1);
    session.windows[0].header()->state = 0;  // The peer gives back and claims nothing.
    Channel arrived;
    CHECK(link->Look(&arrived) == Status::kOk);
  }
  CHECK(link->wants_room() && donated > 10);
  CHECK(link->Wait(MonotonicNs() + 1'000'000, nullptr) == Status::kTimedOut);
  Elsewhere waiting(Where::kThread, [&] {
    Channel arrived;
    CHECK(link->Wait(kNever, &arrived) == Status::kRoom && !link->wants_room());
  });
  waiting.UntilAsleep();
  Claimed claimed;
  for (uint64_t i = 0; i < donated; i++) {
    if (!CHECK(session.links[1]->Claim(i, 1, &claimed) == Status::kOk)) break;
    claimed.clear();
  }
  waiting.Join();
  CHECK(link->Donate({0}, &first) == Status::kOk && first == donated);
}

TEST("what nobody claims is closed with the link") {
  const int before = OpenFds();
  {
    Session session;
    uint64_t first;
    CHECK(session.links[0]->Donate({0, 1, 2}, &first) == Status::kOk);
    CHECK(session.links[1]->DrainLifeLine() == Status::kOk);
    CHECK(session.links[0]->Donate({0, 1, 2}, &first) == Status::kOk);  // Never read at all.
  }
  CHECK(OpenFds() == before);
}

TEST("a peer that leaves too many lying breaks the rules") {
  Session session;
  const int before = OpenFds();
  constexpr size_t kFit = DonatedDescriptors::kMostUnclaimed / kMost;
  for (size_t i = 0; i < kFit; i++) SendAnything(session, 2, kMost, kMost);
  CHECK(session.links[1]->DrainLifeLine() == Status::kOk);
  SendAnything(session, 2, 1, 1);
  CHECK(session.links[1]->DrainLifeLine() == Status::kBadDescriptors);
  session.links[1]->Close();
  CHECK(OpenFds() == before - 1);  // Less the life line.
}

TEST("donations that lie about themselves break the rules, and leak nothing") {
  struct Lie {
    char kind;
    int declared;
    size_t count;
  };
  for (const Lie lie :
       {Lie{2, 0, 0}, Lie{2, 0, 1}, Lie{2, 3, 0}, Lie{2, 3, 2}, Lie{2, 2, 3}, Lie{2, 1, 253}, Lie{2, 65, 65},
        Lie{2, 255, 253}, Lie{2, 64, 65}, Lie{0, 1, 1}, Lie{1, 1, 1}, Lie{77, 1, 253}}) {
    for (const bool claiming : {false, true}) {
      Session session;
      const int before = OpenFds();
      SendAnything(session, lie.kind, lie.declared, lie.count);
      Claimed claimed;
      Link* link = session.links[1].get();
      CHECK((claiming ? link->Claim(0, 1, &claimed) : link->DrainLifeLine()) == Status::kBadDescriptors);
      CHECK(claimed.empty() && OpenFds() == before);
    }
  }
}

TEST("a bad donation ends a wait") {
  Session session;
  session.NeverSpin();
  Link* link = session.links[1].get();
  Elsewhere waiting(Where::kThread, [&] { CHECK(WaitFor(link, kPeers) == Status::kBadDescriptors); });
  waiting.UntilAsleep();
  SendAnything(session, 2, 1, 2);
}

TEST("numbers that no donation had are refused at once") {
  Session session;
  Claimed claimed;
  for (const uint64_t first : {uint64_t{0}, uint64_t{1} << 52, UINT64_MAX}) {
    for (const size_t count : {size_t{1}, size_t{256}, size_t{257}, SIZE_MAX}) {
      CHECK(session.links[1]->Claim(first, count, &claimed) == Status::kBadDescriptors);
    }
  }
  // However many rings the peer goes on sending.
  std::atomic<bool> stop{false};
  Elsewhere hostile(Where::kThread, [&] {
    const char ring = 0;
    while (!stop) send(session.links[0]->life_line(), &ring, 1, MSG_DONTWAIT);
  });
  CHECK(session.links[1]->Claim(0, 1, &claimed) == Status::kBadDescriptors);
  stop = true;
}

TEST("descriptors for which this process has no room are lost, and the others are not") {
  Session session;
  uint64_t first;
  rlimit before;
  getrlimit(RLIMIT_NOFILE, &before);
  CHECK(session.links[0]->Donate({0, 1, 2}, &first) == Status::kOk);
  UniqueFd next(dup(0));
  const rlimit tight = {static_cast<rlim_t>(next.get()) + 1, before.rlim_max};  // Room for one: `next`'s.
  next.reset();
  setrlimit(RLIMIT_NOFILE, &tight);
  CHECK(session.links[1]->DrainLifeLine() == Status::kOk);
  setrlimit(RLIMIT_NOFILE, &before);
  CHECK(session.links[0]->Donate({0, 1}, &first) == Status::kOk && first == 3);
  Claimed claimed;
  CHECK(session.links[1]->Claim(0, 1, &claimed) == Status::kOk && claimed.size() == 1);
  CHECK(session.links[1]->Claim(1, 2, &claimed) == Status::kSystem && errno == EMFILE);
  claimed.clear();
  CHECK(session.links[1]->Claim(3, 2, &claimed) == Status::kOk && claimed.size() == 2);
}
