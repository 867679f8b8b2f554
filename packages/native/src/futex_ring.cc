#include "futex_ring.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <algorithm>

#include "futex.h"

namespace flipcall {

namespace {

// From the kernel's ABI; the header of the system that we are built on may be older.
constexpr uint8_t kOpAsyncCancel = 14;
constexpr uint8_t kOpLinkTimeout = 15;
constexpr uint8_t kLinkedToNext = 1 << 2;
constexpr uint8_t kOpFutexWait = 51;
constexpr int32_t kFutex2SizeU32 = 2;
constexpr uint64_t kMatchAny = UINT32_MAX;
constexpr uint32_t kFeatureSingleMap = 1;
constexpr uint16_t kOpSupported = 1;
constexpr uint32_t kCompletionsOverflowed = 1 << 1;
constexpr unsigned kEnterGetEvents = 1;
constexpr unsigned kEntries = 256;

struct Completion {
  uint64_t user_data;
  int32_t result;
  uint32_t flags;
};
static_assert(sizeof(Completion) == 16);

struct Probe {
  uint8_t last_op;
  uint8_t length;
  uint16_t reserved;
  uint32_t reserved_too[3];
  struct {
    uint8_t op;
    uint8_t reserved;
    uint16_t flags;
    uint32_t reserved_too;
  } ops[64];
};
static_assert(sizeof(Probe) == 16 + 64 * 8);

bool SupportsFutexWait(int ring) {
  Probe probe;
  memset(&probe, 0, sizeof probe);
  if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_PROBE, &probe, 64) != 0) return false;
  return probe.last_op >= kOpFutexWait && (probe.ops[kOpFutexWait].flags & kOpSupported) != 0;
}

template <typename T>
T* At(void* base, uint32_t offset) {
  return reinterpret_cast<T*>(static_cast<char*>(base) + offset);
}

}  // namespace

// struct io_uring_sqe as the two operations use it.
struct FutexRing::Submission {
  uint8_t op = 0;
  uint8_t flags = 0;
  uint16_t priority = 0;
  int32_t futex_flags = 0;  // `fd`
  uint64_t value = 0;       // `addr2`
  uint64_t address = 0;     // `addr`
  uint32_t length = 0;
  uint32_t op_flags = 0;
  uint64_t user_data = 0;
  uint64_t unused = 0;
  uint64_t mask = 0;  // `addr3`
  uint64_t padding = 0;
};

FutexRing* FutexRing::Open(uv_loop_t* loop) {
  io_uring_params parameters;
  memset(&parameters, 0, sizeof parameters);
  UniqueFd fd(static_cast<int>(syscall(SYS_io_uring_setup, kEntries, &parameters)));
  if (!fd.valid() || (parameters.features & kFeatureSingleMap) == 0 || !SupportsFutexWait(fd.get()))
    return nullptr;

  auto* ring = new FutexRing();
  ring->fd_ = std::move(fd);
  static_assert(sizeof(Submission) == 64);
  ring->rings_.length = std::max<size_t>(parameters.sq_off.array + parameters.sq_entries * sizeof(uint32_t),
                                         parameters.cq_off.cqes + parameters.cq_entries * sizeof(Completion));
  ring->entries_.length = parameters.sq_entries * sizeof(Submission);
  if (!ring->Map() || uv_poll_init(loop, &ring->poll_, ring->fd_.get()) != 0) {
    delete ring;
    return nullptr;
  }
  void* base = ring->rings_.base;
  ring->submit_head_ = At<std::atomic<uint32_t>>(base, parameters.sq_off.head);
  ring->submit_tail_ = At<std::atomic<uint32_t>>(base, parameters.sq_off.tail);
  ring->submit_mask_ = *At<uint32_t>(base, parameters.sq_off.ring_mask);
  ring->submit_array_ = At<uint32_t>(base, parameters.sq_off.array);
  ring->submit_flags_ = At<std::atomic<uint32_t>>(base, parameters.sq_off.flags);
  ring->complete_head_ = At<std::atomic<uint32_t>>(base, parameters.cq_off.head);
  ring->complete_tail_ = At<std::atomic<uint32_t>>(base, parameters.cq_off.tail);
  ring->complete_mask_ = *At<uint32_t>(base, parameters.cq_off.ring_mask);
  ring->completions_ = At<void>(base, parameters.cq_off.cqes);

  ring->poll_.data = ring;
  uv_poll_start(&ring->poll_, UV_READABLE,
                [](uv_poll_t* handle, int, int) { static_cast<FutexRing*>(handle->data)->Reap(); });
  uv_unref(reinterpret_cast<uv_handle_t*>(&ring->poll_));
  return ring;
}

FutexRing::~FutexRing() {
  if (rings_.base != nullptr) munmap(rings_.base, rings_.length);
  if (entries_.base != nullptr) munmap(entries_.base, entries_.length);
}

bool FutexRing::Map() {
  constexpr int kProtection = PROT_READ | PROT_WRITE;
  constexpr int kFlags = MAP_SHARED | MAP_POPULATE;
  void* rings = mmap(nullptr, rings_.length, kProtection, kFlags, fd_.get(), IORING_OFF_SQ_RING);
  if (rings == MAP_FAILED) return false;
  rings_.base = rings;
  void* entries = mmap(nullptr, entries_.length, kProtection, kFlags, fd_.get(), IORING_OFF_SQES);
  if (entries == MAP_FAILED) return false;
  entries_.base = entries;
  return true;
}

bool FutexRing::Submit(std::initializer_list<Submission> submissions) {
  // Relaxed: only we write the tail. Acquire: the kernel is done with the entries that we write again.
  const uint32_t tail = submit_tail_->load(std::memory_order_relaxed);
  const uint32_t used = tail - submit_head_->load(std::memory_order_acquire);
  const uint32_t count = static_cast<uint32_t>(submissions.size());
  if (used + count > submit_mask_ + 1) return false;
  uint32_t next = tail;
  for (const Submission& submission : submissions) {
    const uint32_t index = next++ & submit_mask_;
    memcpy(static_cast<Submission*>(entries_.base) + index, &submission, sizeof submission);
    submit_array_[index] = index;
  }
  // Release: the kernel sees the entries once it sees the tail.
  submit_tail_->store(next, std::memory_order_release);
  long submitted;
  do {
    submitted = syscall(SYS_io_uring_enter, fd_.get(), count, 0, 0, nullptr, 0);
  } while (submitted < 0 && errno == EINTR);
  if (submitted > 0) return true;
  // Taken back: the kernel looks at entries only within io_uring_enter.
  submit_tail_->store(tail, std::memory_order_release);
  return false;
}

bool FutexRing::Wait(std::atomic<uint32_t>* word, uint32_t expected, FutexRingWaiter* waiter) {
  Submission submission;
  submission.op = kOpFutexWait;
  submission.futex_flags = kFutex2SizeU32;
  submission.address = reinterpret_cast<uint64_t>(word);
  submission.value = expected;
  submission.mask = kMatchAny;
  submission.user_data = reinterpret_cast<uint64_t>(waiter);
  submission.flags = kLinkedToNext;
  // The kernel copies the time while it takes the entries.
  struct {
    int64_t seconds;
    int64_t nanoseconds;
  } longest = {kLongestFutexSleepNs / 1'000'000'000, kLongestFutexSleepNs % 1'000'000'000};
  Submission limit;
  limit.op = kOpLinkTimeout;
  limit.futex_flags = -1;
  limit.address = reinterpret_cast<uint64_t>(&longest);
  limit.length = 1;
  if (!Submit({submission, limit})) return false;
  Add(waiter);
  return true;
}

void FutexRing::Cancel(FutexRingWaiter* waiter) {
  Submission submission;
  submission.op = kOpAsyncCancel;
  submission.futex_flags = -1;
  submission.address = reinterpret_cast<uint64_t>(waiter);
  Submit({submission});
}

void FutexRing::Reap() {
  // Completions that found the ring full are kept by the kernel until it is asked for them; until then the
  // descriptor stays readable.
  if ((submit_flags_->load(std::memory_order_acquire) & kCompletionsOverflowed) != 0) {
    syscall(SYS_io_uring_enter, fd_.get(), 0, 0, kEnterGetEvents, nullptr, 0);
  }
  // Bounded by what is there now: a waiter may wait again at once.
  uint32_t head = complete_head_->load(std::memory_order_relaxed);
  const uint32_t tail = complete_tail_->load(std::memory_order_acquire);
  for (; head != tail; head++) {
    const Completion completion = static_cast<Completion*>(completions_)[head & complete_mask_];
    complete_head_->store(head + 1, std::memory_order_release);
    if (completion.user_data == 0) continue;  // That of a cancellation or a time limit.
    auto* waiter = reinterpret_cast<FutexRingWaiter*>(completion.user_data);
    Remove(waiter);
    waiter->OnFutexWaitEnded();
  }
}

void FutexRing::Add(FutexRingWaiter* waiter) {
  if (waiters_.empty()) uv_ref(reinterpret_cast<uv_handle_t*>(&poll_));
  waiters_.push_back(waiter);
}

void FutexRing::Remove(FutexRingWaiter* waiter) {
  waiters_.erase(std::find(waiters_.begin(), waiters_.end(), waiter));
  if (waiters_.empty()) uv_unref(reinterpret_cast<uv_handle_t*>(&poll_));
}

void FutexRing::CloseAndDelete() {
  uv_close(reinterpret_cast<uv_handle_t*>(&poll_), [](uv_handle_t* handle) {
    auto* ring = static_cast<FutexRing*>(handle->data);
    ring->fd_.reset();  // The kernel drops the waits with it.
    for (FutexRingWaiter* waiter : ring->waiters_) waiter->OnFutexWaitEnded();
    delete ring;
  });
}

}  // namespace flipcall
