// Command packages makes all that is released of the commit that is checked out: archives, an
// image for containers, packages for Debian's and Red Hat's kind, what each holds, and checksums.
//
// The version is the tag of the commit, as the go command stamps it into the program; it is read
// from there, and so are the time of every file and the modules that are listed. The same commit
// gives the same bytes.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// platforms are those that the program is released for.
const platforms = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64,freebsd/amd64,freebsd/arm64"

func main() {
	root := flag.String("root", "../..", "the `folder` of the program's module")
	out := flag.String("out", "../../dist", "the `folder` that is made and filled")
	wanted := flag.String("platforms", platforms, "the `list` of systems and architectures")
	flag.Parse()
	if err := release(*root, *out, strings.Split(*wanted, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "packages:", err)
		os.Exit(1)
	}
}

// release fills the folder out for the platforms.
func release(root, out string, platforms []string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "packages")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	// A program is linked, and packed, on one core: platforms are made side by side.
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for _, platform := range platforms {
		group.Go(func() error {
			start := time.Now()
			if err := packages(root, filepath.Join(work, strings.ReplaceAll(platform, "/", "_")), out, platform); err != nil {
				return fmt.Errorf("%s: %w", platform, err)
			}
			fmt.Println(platform, time.Since(start).Round(time.Second))
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return checksums(out)
}

// packages makes what is released for a platform. work is a folder of its own for what is made on the way.
func packages(root, work, out, platform string) error {
	if err := os.Mkdir(work, 0o755); err != nil {
		return err
	}
	p, err := build(root, work, platform)
	if err != nil {
		return err
	}
	makers := []func(program, string) error{archive, materials}
	if p.system == "linux" {
		makers = append(makers, image, debian, redHat)
	}
	for _, made := range makers {
		if err := made(p, out); err != nil {
			return err
		}
	}
	return nil
}

// checksums writes SHA256SUMS over the files of a folder, for sha256sum --check.
func checksums(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var lines []string
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), entry.Name()))
		fmt.Printf("%7.1f MB  %s\n", float64(len(data))/1e6, entry.Name())
	}
	slices.Sort(lines)
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(strings.Join(lines, "")), 0o644)
}
