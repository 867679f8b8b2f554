#include "life_line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace flipcall {

namespace {

constexpr int kSocketType = SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK;
// The kernel's limit for one message (SCM_MAX_FD).
constexpr size_t kMaxDescriptors = 253;

SystemError Address(const std::string& path, sockaddr_un* address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (path.empty() || path.find('\0') != std::string::npos) return {EINVAL, "bind"};
  if (path.size() > MaxSocketPathBytes()) return {ENAMETOOLONG, "bind"};
  memcpy(address->sun_path, path.data(), path.size());
  return {};
}

// Whether somebody listens on the socket at `address`.
SystemError Probe(const sockaddr_un& address, bool* live) {
  UniqueFd probe(socket(AF_UNIX, kSocketType, 0));
  if (!probe.valid()) return {errno, "socket"};
  if (connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ||
      errno == EAGAIN || errno == EPROTOTYPE) {
    *live = true;
  } else if (errno == ECONNREFUSED || errno == ENOENT) {
    *live = false;
  } else {
    return {errno, "connect"};
  }
  return {};
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// Whoever looks at a socket file and then replaces or removes it holds this lock: two servers that find the
// same stale file must not both replace it, and one that ends must not remove the file of one that just took
// over. It goes with the descriptor. A folder that may not be read has none.
SystemError LockFolder(const std::string& path, UniqueFd* lock) {
  lock->reset(open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock->valid() && flock(lock->get(), LOCK_EX) != 0) return {errno, "flock"};
  return {};
}

// ENOTSOCK unless the path is a socket or nothing.
SystemError CheckSocketFile(const std::string& path) {
  struct stat file;
  if (lstat(path.c_str(), &file) != 0) return errno == ENOENT ? SystemError{} : SystemError{errno, "lstat"};
  return S_ISSOCK(file.st_mode) ? SystemError{} : SystemError{ENOTSOCK, "bind"};
}

SystemError BindAndListen(int fd, const std::string& path, const sockaddr_un& address, mode_t mode) {
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {errno, "bind"};
  // The umask may have taken bits that were asked for.
  if (chmod(path.c_str(), mode) != 0) return {errno, "chmod"};
  if (listen(fd, SOMAXCONN) != 0) return {errno, "listen"};
  return {};
}

// Listens where nobody does.
SystemError ListenBeside(int fd, const std::string& path, const sockaddr_un& address, mode_t mode) {
  const SystemError bound = BindAndListen(fd, path, address, mode);
  if (bound.error != EADDRINUSE) return bound;
  if (SystemError failed = CheckSocketFile(path)) return failed;
  bool live = false;
  if (SystemError failed = Probe(address, &live)) return failed;
  if (live) return {EADDRINUSE, "bind"};
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return {errno, "unlink"};
  return BindAndListen(fd, path, address, mode);
}

// Listens in the place of whoever does: there is no moment at which nobody would.
SystemError ListenOver(int fd, const std::string& path, mode_t mode) {
  if (SystemError failed = CheckSocketFile(path)) return failed;
  // Short, so that it fits where the path does; alone in the folder, whose lock we hold.
  const std::string beside = FolderOf(path) + "/.flip";
  sockaddr_un address;
  if (SystemError failed = Address(beside, &address)) return failed;
  // Left by a process that was killed right here.
  if (unlink(beside.c_str()) != 0 && errno != ENOENT) return {errno, "unlink"};
  if (SystemError failed = BindAndListen(fd, beside, address, mode)) return failed;
  if (rename(beside.c_str(), path.c_str()) != 0) return {errno, "rename"};
  return {};
}

}  // namespace

size_t MaxSocketPathBytes() { return sizeof(sockaddr_un::sun_path) - 1; }

SystemError Listen(const std::string& path, mode_t mode, bool take_over, UniqueFd* listener) {
  sockaddr_un address;
  if (SystemError failed = Address(path, &address)) return failed;
  UniqueFd fd(socket(AF_UNIX, kSocketType, 0));
  if (!fd.valid()) return {errno, "socket"};
  // Before bind: the socket file is created with the socket's own mode (less the umask), so it is never open
  // to more users than it should be.
  if (fchmod(fd.get(), mode) != 0) return {errno, "fchmod"};
  UniqueFd lock;
  if (SystemError failed = LockFolder(path, &lock)) return failed;
  const SystemError failed =
      take_over ? ListenOver(fd.get(), path, mode) : ListenBeside(fd.get(), path, address, mode);
  if (!failed) *listener = std::move(fd);
  return failed;
}

SystemError RemoveSocketFile(const std::string& path, ino_t inode) {
  UniqueFd lock;
  if (SystemError failed = LockFolder(path, &lock)) return failed;
  struct stat file;
  if (lstat(path.c_str(), &file) != 0) return {errno, "lstat"};
  if (file.st_ino == inode && unlink(path.c_str()) != 0) return {errno, "unlink"};
  return {};
}

SystemError Accept(int listener, UniqueFd* socket) {
  UniqueFd fd(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!fd.valid()) return {errno, "accept4"};
  *socket = std::move(fd);
  return {};
}

SystemError Connect(const std::string& path, UniqueFd* connected) {
  sockaddr_un address;
  if (SystemError failed = Address(path, &address)) return {failed.error, "connect"};
  UniqueFd fd(socket(AF_UNIX, kSocketType, 0));
  if (!fd.valid()) return {errno, "socket"};
  if (connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return {errno, "connect"};
  *connected = std::move(fd);
  return {};
}

SystemError SocketPair(UniqueFd* one, UniqueFd* other) {
  int fds[2];
  if (socketpair(AF_UNIX, kSocketType, 0, fds) != 0) return {errno, "socketpair"};
  one->reset(fds[0]);
  other->reset(fds[1]);
  return {};
}

SystemError PeerCredentials(int socket, Credentials* credentials) {
  ucred peer;
  socklen_t length = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0)
    return {errno, "getsockopt(SO_PEERCRED)"};
  *credentials = {peer.pid, peer.uid, peer.gid};
  return {};
}

SystemError SendMessage(int socket, const void* bytes, size_t length, const std::vector<int>& descriptors) {
  if (descriptors.size() > kMaxDescriptors) return {EINVAL, "sendmsg"};
  iovec part = {const_cast<void*>(bytes), length};
  alignas(cmsghdr) char control[CMSG_SPACE(kMaxDescriptors * sizeof(int))] = {};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    const size_t size = descriptors.size() * sizeof(int);
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(size);
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(header), descriptors.data(), size);
  }
  ssize_t sent;
  do {
    sent = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent < 0 ? SystemError{errno, "sendmsg"} : SystemError{};
}

SystemError ReceiveMessage(int socket, size_t max_bytes, size_t max_descriptors, Message* received) {
  received->bytes.assign(max_bytes, '\0');
  received->descriptors.clear();
  iovec part = {received->bytes.data(), max_bytes};
  // Room for all that the kernel allows: what we do not want is closed here rather than left to truncation.
  alignas(cmsghdr) char control[CMSG_SPACE(kMaxDescriptors * sizeof(int))];
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t length;
  do {
    length = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  } while (length < 0 && errno == EINTR);
  if (length < 0) return {errno, "recvmsg"};
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; i++) {
      int fd;
      memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
      received->descriptors.emplace_back(fd);
    }
  }
  received->truncated = (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
  if (received->descriptors.size() > max_descriptors) {
    received->descriptors.clear();
    received->truncated = true;
  }
  if (length == 0 && !received->truncated) return {EPIPE, "recvmsg"};
  received->bytes.resize(static_cast<size_t>(length));
  return {};
}

bool HungUp(int fd) {
  pollfd line = {fd, POLLRDHUP, 0};
  return poll(&line, 1, 0) > 0;  // POLLHUP, POLLERR and POLLNVAL are always told.
}

}  // namespace flipcall
