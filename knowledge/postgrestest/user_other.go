//go:build !unix

package postgrestest

import "os/exec"

func asAnother(*exec.Cmd, string) error { return errMissing }
