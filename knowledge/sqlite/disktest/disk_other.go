//go:build !linux

package disktest

import "testing"

// Disk is a disk of which nothing is known here, and which never fails.
type Disk struct{}

// New returns a disk that never fails.
func New(string) *Disk { return &Disk{} }

// Fail does nothing.
func (*Disk) Fail(int, Fault) {}

// Count is 0.
func (*Disk) Count() int { return 0 }

// Failed is false.
func (*Disk) Failed() bool { return false }

// Off is false.
func (*Disk) Off() bool { return false }

// Restart does nothing.
func (*Disk) Restart(testing.TB) {}
