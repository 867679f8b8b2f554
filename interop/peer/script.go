package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	"gvisor.dev/gvisor/pkg/flipcall"
)

// A party is an endpoint that obeys lines. The same lines are understood by our-peer.mjs.
//
//	open client|server OFFSET LENGTH   a fresh endpoint in place of the last one
//	connect | recvFirst                the first call
//	sendRecv N | sendRecvFast N | sendLast N
//	write N SEED                       fills a datagram of N bytes through a DatagramWriter
//	read N SEED                        checks one through a DatagramReader
//	pingPong ROUNDS N                  as the client: sends and checks datagrams of N bytes
//	mirror                             as the server: answers each with its complement until shut down
//	shutdown                           at once, even while a call is under way
//
// Each is answered by a line: its name, then "ok" and a number, "shutdown", or "error" and why. Before a call that may
// block comes "calling" and its name.
type party struct {
	fd  int
	ep  *flipcall.Endpoint
	out sync.Mutex
}

func runScript(fd int) {
	p := &party{fd: fd}
	lines := make(chan string, 64)
	go func() {
		for line := range lines {
			p.obey(strings.Fields(line))
		}
	}()
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		if in.Text() == "shutdown" {
			p.ep.Shutdown()
			p.say("shutdown ok 0")
		} else {
			lines <- in.Text()
		}
	}
}

func (p *party) say(line string) {
	p.out.Lock()
	defer p.out.Unlock()
	fmt.Println(line)
}

func (p *party) obey(words []string) {
	verb := words[0]
	number := func(i int) uint32 {
		n, err := strconv.ParseUint(words[i], 10, 32)
		if err != nil {
			fail(err.Error())
		}
		return uint32(n)
	}
	var result uint32
	var err error
	switch verb {
	case "open":
		err = p.open(words[1], int64(number(2)), int(number(3)))
	case "connect":
		p.say("calling connect")
		err = p.ep.Connect()
	case "recvFirst":
		p.say("calling recvFirst")
		result, err = p.ep.RecvFirst()
	case "sendRecv":
		p.say("calling sendRecv")
		result, err = p.ep.SendRecv(number(1))
	case "sendRecvFast":
		p.say("calling sendRecvFast")
		result, err = p.ep.SendRecvFast(number(1))
	case "sendLast":
		err = p.ep.SendLast(number(1))
	case "write":
		result, err = p.write(number(1), number(2))
	case "read":
		result, err = p.read(number(1), number(2))
	case "pingPong":
		result, err = p.pingPong(number(1), number(2))
	case "mirror":
		result, err = p.mirror()
	default:
		fail("unknown line " + strings.Join(words, " "))
	}
	switch err.(type) {
	case nil:
		p.say(fmt.Sprintf("%s ok %d", verb, result))
	case flipcall.ShutdownError:
		p.say(verb + " shutdown")
	default:
		p.say(fmt.Sprintf("%s error %v", verb, err))
	}
}

func (p *party) open(side string, offset int64, length int) error {
	if p.ep != nil {
		p.ep.Destroy()
	}
	sides := map[string]flipcall.EndpointSide{"client": flipcall.ClientSide, "server": flipcall.ServerSide}
	var err error
	p.ep, err = flipcall.NewEndpoint(sides[side], flipcall.PacketWindowDescriptor{FD: p.fd, Offset: offset, Length: length})
	return err
}

// expected is byte i of the datagram that both parties make from a seed.
func expected(seed, i uint32) byte {
	return byte(seed*31 + i*7 + i>>8)
}

func (p *party) write(length, seed uint32) (uint32, error) {
	w := p.ep.NewWriter()
	for i := uint32(0); i < length; {
		// Pieces of odd and growing lengths.
		piece := make([]byte, min(2*i+1, length-i))
		for j := range piece {
			piece[j] = expected(seed, i+uint32(j))
		}
		n, err := w.Write(piece)
		if err != nil {
			return w.Len(), err
		}
		i += uint32(n)
	}
	return w.Len(), nil
}

func (p *party) read(length, seed uint32) (uint32, error) {
	r := p.ep.NewReader(length)
	for i := uint32(0); ; {
		piece := make([]byte, 3*i+1)
		n, err := r.Read(piece)
		for j := 0; j < n; j++ {
			if piece[j] != expected(seed, i+uint32(j)) {
				return i, fmt.Errorf("byte %d is %d", i+uint32(j), piece[j])
			}
		}
		i += uint32(n)
		if err == io.EOF {
			return i, nil
		}
		if err != nil {
			return i, err
		}
	}
}

func (p *party) pingPong(rounds, length uint32) (uint32, error) {
	for round := uint32(0); round < rounds; round++ {
		data := p.ep.Data()[:length]
		for i := range data {
			data[i] = expected(round, uint32(i))
		}
		n, err := p.ep.SendRecv(length)
		if err != nil {
			return round, err
		}
		if n != length {
			return round, fmt.Errorf("round %d brought %d bytes back", round, n)
		}
		for i := range data {
			if data[i] != ^expected(round, uint32(i)) {
				return round, fmt.Errorf("round %d brought byte %d wrong", round, i)
			}
		}
	}
	return rounds, nil
}

func (p *party) mirror() (uint32, error) {
	rounds := uint32(0)
	length, err := p.ep.RecvFirst()
	for err == nil {
		for i, b := range p.ep.Data()[:length] {
			p.ep.Data()[i] = ^b
		}
		rounds++
		length, err = p.ep.SendRecv(length)
	}
	if _, ok := err.(flipcall.ShutdownError); ok {
		err = nil
	}
	return rounds, err
}

func min(a, b uint32) uint32 {
	if a < b {
		return a
	}
	return b
}
