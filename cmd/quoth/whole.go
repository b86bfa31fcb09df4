package main

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// writeWhole writes a file so that the name never stands for a part of it: what
// was there stays until all of data is written. What is no regular file, such as
// a pipe, is written to as it is. The error is the cause alone, without the name.
func writeWhole(name string, data []byte) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return cause(os.WriteFile(name, data, 0o644))
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	part := name + ".part"
	err := os.WriteFile(part, data, 0o644)
	if err == nil {
		err = os.Rename(part, name)
	}
	if err != nil {
		os.Remove(part)
	}
	return cause(err)
}

// cause is what the operating system says of a failure.
func cause(err error) error {
	if number := syscall.Errno(0); errors.As(err, &number) {
		return number
	}
	return err
}
