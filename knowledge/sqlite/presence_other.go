//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package sqlite

import (
	"context"
	"os"
)

func alone(*os.File) bool                     { return false }
func attended(context.Context, *os.File) bool { return false }
