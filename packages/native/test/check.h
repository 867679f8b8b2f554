// What the tests are written with: TEST("a sentence") { ... CHECK(condition); }. main.cc runs each test in a
// process of its own, with a watchdog, and looks for what it leaks.
#pragma once

#include <atomic>
#include <cstdio>
#include <vector>

namespace flipcall::test {

struct Test {
  const char* sentence;
  void (*run)();
};

inline std::vector<Test>& AllTests() {
  static std::vector<Test> tests;
  return tests;
}

// Failed checks of this process. Atomic: tests run threads.
inline std::atomic<int> failures{0};

struct Registration {
  Registration(const char* sentence, void (*run)()) { AllTests().push_back({sentence, run}); }
};

inline bool Check(bool holds, const char* condition, const char* file, int line) {
  if (!holds) {
    failures++;
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
  }
  return holds;
}

}  // namespace flipcall::test

#define FLIPCALL_JOIN_(a, b) a##b
#define FLIPCALL_JOIN(a, b) FLIPCALL_JOIN_(a, b)
#define TEST(sentence)                                                           \
  static void FLIPCALL_JOIN(Test, __LINE__)();                                   \
  static const flipcall::test::Registration FLIPCALL_JOIN(registered, __LINE__)( \
      sentence, FLIPCALL_JOIN(Test, __LINE__));                                  \
  static void FLIPCALL_JOIN(Test, __LINE__)()
#define CHECK(condition) flipcall::test::Check((condition), #condition, __FILE__, __LINE__)
