// The Unix-domain socket that joins two processes: how they meet, how descriptors are donated, and afterwards
// the life line and doorbell. SOCK_SEQPACKET, so that a message arrives whole or not at all.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "system.h"

namespace flipcall {

// The longest path of a Unix-domain socket, in bytes.
size_t MaxSocketPathBytes();

// Listens on `path`, which gets exactly `mode`. A socket file that nobody listens on is replaced, and with
// `take_over` also one of a server that still listens: that one gets no more connections, and none is refused
// in between. EADDRINUSE means that somebody listens there, ENOTSOCK that the path is some other kind of
// file, ENAMETOOLONG that the path is too long.
SystemError Listen(const std::string& path, mode_t mode, bool take_over, UniqueFd* listener);

// Removes the socket file if it is still the one with that inode. Precondition: its listener is open, which
// keeps the number from being used again.
SystemError RemoveSocketFile(const std::string& path, ino_t inode);

// Accepts one connection; EAGAIN when there is none.
SystemError Accept(int listener, UniqueFd* socket);

// Connects without blocking; EAGAIN when the listener's queue is full, so: try again.
SystemError Connect(const std::string& path, UniqueFd* socket);

// Two connected sockets.
SystemError SocketPair(UniqueFd* one, UniqueFd* other);

struct Credentials {
  pid_t pid;
  uid_t uid;
  gid_t gid;
};

// The process on the other side when it connected (SO_PEERCRED).
SystemError PeerCredentials(int socket, Credentials* credentials);

// Sends one message with descriptors; never blocks (EAGAIN).
SystemError SendMessage(int socket, const void* bytes, size_t length, const std::vector<int>& descriptors);

struct Message {
  std::string bytes;
  std::vector<UniqueFd> descriptors;
  // The message or its descriptors exceeded what we take; the rest was dropped.
  bool truncated = false;
};

// Receives one message of at most `max_bytes` with at most `max_descriptors`; EAGAIN when there is none,
// EPIPE when the peer hung up. Received descriptors are close-on-exec.
SystemError ReceiveMessage(int socket, size_t max_bytes, size_t max_descriptors, Message* message);

// Whether the other end of a socket or pipe is gone.
bool HungUp(int fd);

}  // namespace flipcall
