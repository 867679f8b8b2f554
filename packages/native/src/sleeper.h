// Waits for control of a plain endpoint on behalf of an event loop. A plain peer wakes a futex, and a loop
// cannot sleep in one: RingSleeper has io_uring do it, ThreadSleeper a helper thread.
#pragma once

#include <functional>

#include "endpoint_unsafe.h"

namespace flipcall {

// All methods belong to the loop's thread.
class Sleeper {
 public:
  // Called on the loop, once for each Start, when the wait is over.
  using Done = std::function<void(Status)>;

  // Waits until the endpoint has control. The endpoint is in a call (EnterCall), which the sleeper leaves.
  // False if that cannot be; the call is then the caller's to leave. Precondition: no earlier Start is
  // unfinished.
  virtual bool Start() = 0;

  // Forgets a wait that is under way (shutting the endpoint down) and deletes the sleeper, possibly later.
  virtual void CloseAndDelete() = 0;

 protected:
  virtual ~Sleeper() = default;
};

}  // namespace flipcall
