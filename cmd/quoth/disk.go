//go:build linux || darwin || freebsd

package main

import "syscall"

// freeBytes is how much room is left on the disk of a file; false when it can't
// be told.
func freeBytes(file string) (uint64, bool) {
	var disk syscall.Statfs_t
	if syscall.Statfs(file, &disk) != nil {
		return 0, false
	}
	return uint64(disk.Bavail) * uint64(disk.Bsize), true
}
