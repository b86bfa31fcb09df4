package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The unit does not start again what is configured wrongly, but what ends over a fault of its own.
func TestUnitStartsAFaultAgain(t *testing.T) {
	const fault = "QUOTH_TEST_FAULT"
	if os.Getenv(fault) != "" {
		go panic("a fault that nobody recovers from")
		select {}
	}
	if runtime.GOOS != "linux" {
		t.Skip("systemd runs on Linux")
	}
	unit, err := os.ReadFile(filepath.Join("..", "..", "docs", "deploy", "quoth.service"))
	if err != nil {
		t.Fatal(err)
	}
	var environment, stays []string
	for line := range strings.Lines(string(unit)) {
		switch name, value, _ := strings.Cut(strings.TrimSpace(line), "="); name {
		case "Environment":
			environment = append(environment, value)
		case "RestartPreventExitStatus":
			stays = append(stays, strings.Fields(value)...)
		}
	}
	if !slices.Contains(stays, strconv.Itoa(exitUsage)) {
		t.Errorf("wrong use, status %d, is started again: %v", exitUsage, stays)
	}
	c := exec.Command("/bin/sh", "-c", `ulimit -c 0; exec "$0" "$@"`, os.Args[0], "-test.run=^"+t.Name()+"$")
	c.Env = append(append(os.Environ(), environment...), fault+"=1")
	var ended *exec.ExitError
	if err := c.Run(); !errors.As(err, &ended) {
		t.Fatalf("the program with a fault ended so: %v", err)
	}
	if status := ended.ExitCode(); slices.Contains(stays, strconv.Itoa(status)) {
		t.Errorf("a fault ends with status %d, which is not started again", status)
	}
}
