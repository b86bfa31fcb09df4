//go:build !(linux || darwin || freebsd)

package main

// freeBytes can't tell on this system.
func freeBytes(string) (uint64, bool) { return 0, false }
