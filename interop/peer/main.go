// Command peer is gVisor's own flipcall endpoint under remote control: the reference that ours must agree with.
//
//	peer script            obeys the lines on its standard input (script.go)
//	peer serve             gives control back at once, until the connection is shut down
//	peer bench -seconds N  measures round trips with a second process of itself, and prints one JSON line
//
// The packet windows lie in the file that is inherited as descriptor -fd.
package main

import (
	"flag"
	"fmt"
	"os"

	"gvisor.dev/gvisor/pkg/flipcall"
)

func main() {
	if len(os.Args) < 2 {
		fail("usage: peer script|serve|bench [flags]")
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	fd := flags.Int("fd", 3, "inherited descriptor of the packet windows' file")
	offset := flags.Int64("offset", 0, "where the window begins, in bytes (serve)")
	length := flags.Int("length", 4096, "the window's length in bytes (serve)")
	seconds := flags.Float64("seconds", 2, "how long to measure (bench)")
	flags.Parse(os.Args[2:])

	switch os.Args[1] {
	case "script":
		runScript(*fd)
	case "serve":
		serve(flipcall.PacketWindowDescriptor{FD: *fd, Offset: *offset, Length: *length})
	case "bench":
		bench(*seconds)
	default:
		fail("unknown mode " + os.Args[1])
	}
}

// serve answers every datagram with one of the same length.
func serve(window flipcall.PacketWindowDescriptor) {
	ep, err := flipcall.NewEndpoint(flipcall.ServerSide, window)
	if err != nil {
		fail(err.Error())
	}
	length, err := ep.RecvFirst()
	for err == nil {
		length, err = ep.SendRecvFast(length)
	}
	if _, ok := err.(flipcall.ShutdownError); !ok {
		fail(err.Error())
	}
}

func fail(text string) {
	fmt.Fprintln(os.Stderr, "peer: "+text)
	os.Exit(1)
}
