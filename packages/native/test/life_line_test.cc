#include "life_line.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cstdlib>

#include "open_fds.h"
#include "pair.h"

using namespace flipcall;
using namespace flipcall::test;

namespace {

struct Folder {
  Folder() {
    if (mkdtemp(path) == nullptr) abort();
  }
  ~Folder() {
    unlink(socket().c_str());
    rmdir(path);
  }
  std::string socket() const { return std::string(path) + "/s"; }
  char path[32] = "/tmp/flipcall-test-XXXXXX";
};

mode_t ModeOf(const std::string& path) {
  struct stat file;
  return stat(path.c_str(), &file) == 0 ? file.st_mode & 0777 : 0;
}

struct Sockets {
  Sockets() {
    if (SocketPair(&one, &other)) abort();
  }
  UniqueFd one;
  UniqueFd other;
};

}  // namespace

TEST("the socket file has exactly the mode asked for, whatever the umask") {
  for (const mode_t mask : {0, 077, 0777}) {
    Folder folder;
    umask(mask);
    UniqueFd listener;
    CHECK(!Listen(folder.socket(), 0660, false, &listener));
    CHECK(ModeOf(folder.socket()) == 0660);
    umask(022);
  }
}

TEST("a stale socket file is replaced, a live one is not") {
  Folder folder;
  UniqueFd listener;
  CHECK(!Listen(folder.socket(), 0600, false, &listener));
  UniqueFd second;
  CHECK(Listen(folder.socket(), 0600, false, &second).error == EADDRINUSE);
  listener.reset();  // As a kill would: the file stays.
  UniqueFd connected;
  CHECK(Connect(folder.socket(), &connected).error == ECONNREFUSED);
  CHECK(!Listen(folder.socket(), 0600, false, &second));
  CHECK(!Connect(folder.socket(), &connected));
}

TEST("of many servers that find the same stale file one gets the path") {
  Folder folder;
  for (int i = 0; i < 20; i++) {
    {
      UniqueFd stale;
      CHECK(!Listen(folder.socket(), 0600, false, &stale));
    }
    std::atomic<int> listening{0};
    UniqueFd listeners[3];
    const auto serve = [&](UniqueFd* listener) {
      const SystemError failed = Listen(folder.socket(), 0600, false, listener);
      CHECK(!failed || failed.error == EADDRINUSE);
      if (!failed) listening++;
    };
    {
      Elsewhere a(Where::kThread, [&] { serve(&listeners[0]); });
      Elsewhere b(Where::kThread, [&] { serve(&listeners[1]); });
      serve(&listeners[2]);
    }
    CHECK(listening == 1);
    UniqueFd connected;
    CHECK(!Connect(folder.socket(), &connected));
  }
}

TEST("a server that takes a path over gets the next client, and the one before removes nothing of it") {
  Folder folder;
  UniqueFd before;
  CHECK(!Listen(folder.socket(), 0600, false, &before));
  struct stat file;
  CHECK(lstat(folder.socket().c_str(), &file) == 0);
  UniqueFd successor;
  CHECK(!Listen(folder.socket(), 0640, true, &successor));
  CHECK(ModeOf(folder.socket()) == 0640);
  CHECK(!RemoveSocketFile(folder.socket(), file.st_ino));
  before.reset();
  UniqueFd connected;
  CHECK(!Connect(folder.socket(), &connected));
  UniqueFd accepted;
  CHECK(!Accept(successor.get(), &accepted));
  CHECK(lstat(folder.socket().c_str(), &file) == 0);
  CHECK(!RemoveSocketFile(folder.socket(), file.st_ino));
  CHECK(RemoveSocketFile(folder.socket(), file.st_ino).error == ENOENT);
}

TEST("clients find a server at every moment while servers take over from each other") {
  Folder folder;
  UniqueFd listener;
  CHECK(!Listen(folder.socket(), 0600, false, &listener));
  std::atomic<bool> done{false};
  int refused = 0;
  {
    Elsewhere clients(Where::kThread, [&] {
      while (!done) {
        UniqueFd connected;
        const SystemError failed = Connect(folder.socket(), &connected);
        refused += failed && failed.error != EAGAIN;
      }
    });
    for (int i = 0; i < 200; i++) {
      UniqueFd successor;
      CHECK(!Listen(folder.socket(), 0600, true, &successor));
      UniqueFd accepted;
      while (!Accept(listener.get(), &accepted)) continue;
      listener = std::move(successor);
    }
    done = true;
  }
  CHECK(refused == 0);
}

TEST("a file that is no socket is left alone") {
  Folder folder;
  UniqueFd file(open(folder.socket().c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
  UniqueFd listener;
  CHECK(Listen(folder.socket(), 0600, false, &listener).error == ENOTSOCK);
  CHECK(Listen(folder.socket(), 0600, true, &listener).error == ENOTSOCK);
  CHECK(access(folder.socket().c_str(), F_OK) == 0);
}

TEST("a path that the system does not allow is refused") {
  UniqueFd fd;
  CHECK(Listen(std::string(MaxSocketPathBytes() + 1, 'x'), 0600, false, &fd).error == ENAMETOOLONG);
  CHECK(Connect(std::string(MaxSocketPathBytes() + 1, 'x'), &fd).error == ENAMETOOLONG);
  CHECK(Listen("", 0600, false, &fd).error == EINVAL);
  CHECK(Connect(std::string("a\0b", 3), &fd).error == EINVAL);
  CHECK(Listen("/nonexistent/socket", 0600, false, &fd).error == ENOENT);
}

TEST("accept and connect do not block, and name the other process") {
  Folder folder;
  UniqueFd listener;
  CHECK(!Listen(folder.socket(), 0600, false, &listener));
  UniqueFd accepted;
  CHECK(Accept(listener.get(), &accepted).error == EAGAIN);
  UniqueFd connected;
  CHECK(!Connect(folder.socket(), &connected));
  CHECK(!Accept(listener.get(), &accepted));
  Credentials peer;
  CHECK(!PeerCredentials(accepted.get(), &peer));
  CHECK(peer.pid == getpid() && peer.uid == getuid() && peer.gid == getgid());
  for (const int fd : {listener.get(), accepted.get(), connected.get()}) {
    CHECK((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
  }
}

TEST("a message arrives whole, with its descriptors") {
  Sockets sockets;
  Window window;
  CHECK(!SendMessage(sockets.one.get(), "hello", 5, {window.allocator.fd()}));
  Message message;
  CHECK(!ReceiveMessage(sockets.other.get(), 100, 1, &message));
  CHECK(message.bytes == "hello" && !message.truncated);
  if (!CHECK(message.descriptors.size() == 1)) return;
  const int fd = message.descriptors[0].get();
  CHECK(fd != window.allocator.fd() && (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
  window.mapping->base()[9] = std::byte{42};
  CHECK(Map({fd, 0, PageSize()})->base()[9] == std::byte{42});
}

TEST("too many descriptors or too long a message is truncated, and nothing leaks") {
  Sockets sockets;
  const int before = OpenFds();
  Message message;
  CHECK(!SendMessage(sockets.one.get(), "hello", 5, std::vector<int>(20, 0)));
  CHECK(!ReceiveMessage(sockets.other.get(), 100, 1, &message));
  CHECK(message.truncated && message.descriptors.empty());
  CHECK(!SendMessage(sockets.one.get(), "hello", 5, std::vector<int>(253, 0)));
  CHECK(!ReceiveMessage(sockets.other.get(), 100, 1, &message));
  CHECK(message.truncated && message.descriptors.empty());
  CHECK(!SendMessage(sockets.one.get(), "hello", 5, {}));
  CHECK(!ReceiveMessage(sockets.other.get(), 4, 1, &message));
  CHECK(message.truncated && message.bytes == "hell");
  CHECK(SendMessage(sockets.one.get(), "hello", 5, std::vector<int>(254, 0)).error == EINVAL);
  CHECK(OpenFds() == before);
}

TEST("nothing to receive is EAGAIN, a peer that hung up is EPIPE") {
  Sockets sockets;
  Message message;
  CHECK(ReceiveMessage(sockets.one.get(), 100, 1, &message).error == EAGAIN);
  CHECK(!SendMessage(sockets.other.get(), "bye", 3, {}));
  sockets.other.reset();
  CHECK(!ReceiveMessage(sockets.one.get(), 100, 1, &message) && message.bytes == "bye");
  CHECK(ReceiveMessage(sockets.one.get(), 100, 1, &message).error == EPIPE);
  CHECK(SendMessage(sockets.one.get(), "hello", 5, {}).error == EPIPE);
}

TEST("a peer that reads nothing cannot block the sender") {
  Sockets sockets;
  SystemError failed;
  for (int i = 0; i < 100'000 && !failed; i++) failed = SendMessage(sockets.one.get(), "x", 1, {});
  CHECK(failed.error == EAGAIN);
}
