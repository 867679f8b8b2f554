// Command server is the same server on gVisor's own package.
package main

import (
	"fmt"
	"log"
	"strings"

	"gvisor.dev/gvisor/pkg/flipcall"
)

func main() {
	ep, err := flipcall.NewEndpoint(flipcall.ServerSide, flipcall.PacketWindowDescriptor{
		FD:     3, // Inherited.
		Offset: 0,
		Length: flipcall.PacketWindowLengthForDataCap(1024),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer ep.Destroy()

	length, err := ep.RecvFirst()
	for err == nil {
		// A copy: the peer can change the window while we look.
		request := string(ep.Data()[:length])
		fmt.Printf("server: received %s\n", request)
		response := copy(ep.Data(), strings.Replace(request, "request", "response", 1))
		length, err = ep.SendRecv(uint32(response))
	}
	if _, ok := err.(flipcall.ShutdownError); !ok {
		log.Fatal(err)
	}
}
