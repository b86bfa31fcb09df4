//go:build !linux

package postgrestest

func inMemory() string { return "" }
