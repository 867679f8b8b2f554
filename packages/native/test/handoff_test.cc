// Control and datagrams between two sides that run at the same time.
#include <cstring>
#include <vector>

#include "pair.h"
#include "rounds.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

// What a datagram must hold. Written and read with plain accesses: ThreadSanitizer reports them as races
// unless the state word orders them.
std::byte Expected(uint32_t seed, uint32_t i) { return static_cast<std::byte>(seed * 31 + i * 7 + (i >> 8)); }

void Fill(Endpoint* endpoint, uint32_t length, uint32_t seed) {
  for (uint32_t i = 0; i < length; i++) endpoint->data()[i] = Expected(seed, i);
}

bool Holds(const Endpoint& endpoint, uint32_t length, uint32_t seed) {
  for (uint32_t i = 0; i < length; i++) {
    if (endpoint.data()[i] != Expected(seed, i)) return false;
  }
  return true;
}

uint32_t LengthOf(const Endpoint& endpoint) {
  uint32_t length = 0;
  CHECK(endpoint.TakeLength(&length) == Status::kOk);
  return length;
}

// Each side maps the window for itself, as two programs do; in one process both share a mapping (see Window).
struct Sides : Window {
  Sides(Where where, uint64_t bytes) : Window(bytes) {
    client_mapping = where == Where::kThread ? mapping : Map(descriptor);
  }
  std::shared_ptr<Mapping> client_mapping;
};

struct Way {
  bool sleep_flags;
  int64_t client_spin_ns;  // kAdaptive: as the governor says.
  int64_t server_spin_ns;
};
constexpr int64_t kAdaptive = -1;

Status RoundTrip(Endpoint* endpoint, int64_t length, int64_t spin_ns) {
  return Call(endpoint, length, spin_ns == kAdaptive ? endpoint->spin().budget_ns() : spin_ns);
}

// `rounds` round trips; each carries its number there, and its complement back.
void HandBackAndForth(Where where, Way way, uint32_t rounds) {
  Sides sides(where, PageSize());
  Elsewhere peer(where, [&] {
    Endpoint server(Side::kServer, sides.mapping);
    if (way.sleep_flags) server.EnableSleepFlags();
    if (!CHECK(RoundTrip(&server, kReceive, way.server_spin_ns) == Status::kOk)) return;
    for (uint32_t expected = 0;; expected++) {
      uint32_t number;
      if (LengthOf(server) == 0) break;
      memcpy(&number, server.data(), sizeof number);
      if (!CHECK(number == expected)) break;
      number = ~number;
      memcpy(server.data(), &number, sizeof number);
      if (!CHECK(RoundTrip(&server, sizeof number, way.server_spin_ns) == Status::kOk)) break;
    }
    server.Shutdown();
  });
  Endpoint client(Side::kClient, sides.client_mapping);
  if (way.sleep_flags) client.EnableSleepFlags();
  for (uint32_t i = 0; i < rounds; i++) {
    uint32_t answer = i;
    memcpy(client.data(), &answer, sizeof answer);
    if (!CHECK(RoundTrip(&client, sizeof answer, way.client_spin_ns) == Status::kOk)) return;
    memcpy(&answer, client.data(), sizeof answer);
    if (!CHECK(LengthOf(client) == sizeof answer && answer == ~i)) return;
  }
  CHECK(RoundTrip(&client, 0, way.client_spin_ns) == Status::kShutdown);
}

}  // namespace

TEST("datagrams of 0, 1, odd and full length arrive whole, both ways") {
  InThreadAndProcess([](Where where) {
    for (const uint64_t bytes : {PageSize(), 64 * PageSize()}) {
      Sides sides(where, bytes);
      const auto capacity = static_cast<uint32_t>(bytes - kPacketHeaderBytes);
      const std::vector<uint32_t> lengths = {0, 1, 2, 3, 1777, capacity - 1, capacity, 0, capacity};
      Elsewhere peer(where, [&] {
        Endpoint server(Side::kServer, sides.mapping);
        CHECK(Call(&server, kReceive) == Status::kOk);
        for (size_t i = 0; i < lengths.size(); i++) {
          const uint32_t length = LengthOf(server);
          CHECK(length == lengths[i] && Holds(server, length, i));
          // Back goes another length: what lies beyond it is not looked at.
          const uint32_t back = capacity - length;
          Fill(&server, back, i + 100);
          if (i + 1 < lengths.size()) {
            CHECK(Call(&server, back) == Status::kOk);
          } else {
            CHECK(server.GiveControl(back) == Status::kOk);
          }
        }
      });
      Endpoint client(Side::kClient, sides.client_mapping);
      for (size_t i = 0; i < lengths.size(); i++) {
        Fill(&client, lengths[i], i);
        CHECK(Call(&client, lengths[i]) == Status::kOk);
        CHECK(LengthOf(client) == capacity - lengths[i] && Holds(client, LengthOf(client), i + 100));
      }
    }
  });
}

TEST("many round trips, every one asleep, each wake-up a system call") {
  InThreadAndProcess([](Where where) { HandBackAndForth(where, {false, 0, 0}, Rounds()); });
}

TEST("many round trips, every one asleep, with sleep flags") {
  InThreadAndProcess([](Where where) { HandBackAndForth(where, {true, 0, 0}, Rounds()); });
}

TEST("many round trips, both spinning as they see fit, with sleep flags") {
  InThreadAndProcess([](Where where) { HandBackAndForth(where, {true, kAdaptive, kAdaptive}, Rounds()); });
}

TEST("many round trips, both spinning as they see fit, each wake-up a system call") {
  InThreadAndProcess([](Where where) { HandBackAndForth(where, {false, kAdaptive, kAdaptive}, Rounds()); });
}

TEST("many round trips between one that spins and one that sleeps") {
  InThreadAndProcess([](Where where) {
    HandBackAndForth(where, {true, kAdaptive, 0}, Rounds() / 2);
    HandBackAndForth(where, {true, 0, kAdaptive}, Rounds() / 2);
  });
}

TEST("many round trips on the edge between spinning and sleeping") {
  // A spin about as long as the peer's answer takes: whether the flag is seen in time is decided anew in
  // every round.
  InThreadAndProcess([](Where where) {
    for (const int64_t spin_ns : {1'000, 3'000, 10'000})
      HandBackAndForth(where, {true, spin_ns, spin_ns}, Rounds() / 4);
  });
}
