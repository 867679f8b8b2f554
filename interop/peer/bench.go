package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"

	"gvisor.dev/gvisor/pkg/flipcall"
)

// A round trip may be shorter than it takes to read the clock precisely: so many are timed together.
const callsPerSample = 16

type report struct {
	P50Ns          int64   `json:"p50Ns"`
	P99Ns          int64   `json:"p99Ns"`
	MeanNs         float64 `json:"meanNs"`
	OpsPerSec      float64 `json:"opsPerSec"`
	CPUPercent     float64 `json:"cpuPercent"`
	CallsPerSample int     `json:"callsPerSample"`
}

// bench hands control to a second process and back, with no payload, as fast as both can.
func bench(seconds float64) {
	allocator, err := flipcall.NewPacketWindowAllocator()
	if err != nil {
		fail(err.Error())
	}
	window, err := allocator.Allocate(os.Getpagesize())
	if err != nil {
		fail(err.Error())
	}
	server := exec.Command("/proc/self/exe", "serve", "-fd", "3", "-length", strconv.Itoa(window.Length))
	server.Stderr = os.Stderr
	server.ExtraFiles = []*os.File{os.NewFile(uintptr(allocator.FD()), "windows")}
	if err := server.Start(); err != nil {
		fail(err.Error())
	}
	ep, err := flipcall.NewEndpoint(flipcall.ClientSide, window)
	if err != nil {
		fail(err.Error())
	}
	if err := ep.Connect(); err != nil {
		fail(err.Error())
	}
	call := func() {
		if _, err := ep.SendRecvFast(0); err != nil {
			fail(err.Error())
		}
	}
	for i := 0; i < 10000; i++ {
		call()
	}

	samples := make([]int64, 0, 1<<22)
	start := time.Now()
	cpuBefore := cpuTime() + cpuTimeOf(server.Process.Pid)
	for before := start; before.Sub(start).Seconds() < seconds; {
		for i := 0; i < callsPerSample; i++ {
			call()
		}
		now := time.Now()
		samples = append(samples, now.Sub(before).Nanoseconds()/callsPerSample)
		before = now
	}
	elapsed := time.Since(start)
	cpu := cpuTime() + cpuTimeOf(server.Process.Pid) - cpuBefore
	ep.Shutdown()
	if err := server.Wait(); err != nil {
		fail(err.Error())
	}

	mean := float64(elapsed.Nanoseconds()) / float64(len(samples)*callsPerSample)
	sort.Slice(samples, func(i, j int) bool { return samples[i] < samples[j] })
	line, _ := json.Marshal(report{
		P50Ns:          samples[len(samples)/2],
		P99Ns:          samples[len(samples)*99/100],
		MeanNs:         mean,
		OpsPerSec:      1e9 / mean,
		CPUPercent:     100 * float64(cpu) / float64(elapsed),
		CallsPerSample: callsPerSample,
	})
	os.Stdout.Write(append(line, '\n'))
}

// cpuTime is what this process has used so far.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// cpuTimeOf is what all threads of another process have used so far, in steps of 10 ms.
func cpuTimeOf(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		fail(err.Error())
	}
	// The second field is the name, which may hold anything; of those after it the 12th and 13th are user and system time.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	ticks := 0
	for _, field := range fields[11:13] {
		n, err := strconv.Atoi(field)
		if err != nil {
			fail(err.Error())
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
