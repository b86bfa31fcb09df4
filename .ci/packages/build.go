package main

import (
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// program is one build of the program.
type program struct {
	root, work           string // the folder of the module; one for what is made on the way
	path                 string // the executable
	system, architecture string // as Go calls them
	version              string // of the release, without the v of its tag
	time                 time.Time
	info                 *buildinfo.BuildInfo
}

// build compiles the program for a platform such as linux/amd64.
func build(root, work, platform string) (program, error) {
	p := program{root: root, work: work}
	var ok bool
	if p.system, p.architecture, ok = strings.Cut(platform, "/"); !ok {
		return p, errors.New("a platform is written system/architecture")
	}
	p.path = filepath.Join(work, "quoth")
	if p.system == "windows" {
		p.path += ".exe"
	}
	compile := exec.Command("go", "build", "-buildvcs=true", "-trimpath", "-ldflags=-s -w -buildid=", "-o", p.path, "./cmd/quoth")
	compile.Dir, compile.Stdout, compile.Stderr = root, os.Stdout, os.Stderr
	compile.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GOOS="+p.system, "GOARCH="+p.architecture, "GOAMD64=v1", "GOARM64=v8.0")
	if err := compile.Run(); err != nil {
		return p, err
	}
	return p, p.identify()
}

// identify reads which release a program is from what is stamped into it.
func (p *program) identify() error {
	var err error
	if p.info, err = buildinfo.ReadFile(p.path); err != nil {
		return err
	}
	version := p.info.Main.Version
	switch {
	case version == "" || version == "(devel)":
		return errors.New("the program has no version: it is built in a clone of its repository (Go reads no version in a worktree of git), with git installed")
	case strings.Contains(version, "+dirty"):
		return fmt.Errorf("%s has changes that are not committed: a release is made of a commit", p.root)
	}
	p.version = strings.TrimPrefix(version, "v")
	for _, s := range p.info.Settings {
		if s.Key == "vcs.time" {
			p.time, err = time.Parse(time.RFC3339, s.Value)
			return err
		}
	}
	return errors.New("the program does not say when it was committed")
}

// named is how a file of the release is called, but for its ending.
func (p program) named() string {
	return fmt.Sprintf("quoth_%s_%s_%s", p.version, p.system, p.architecture)
}

// source is a file of the repository.
func (p program) source(name string) string { return filepath.Join(p.root, filepath.FromSlash(name)) }

// notices are the files that go with the program wherever it goes, by their names there.
func (p program) notices() map[string]string {
	return map[string]string{
		"LICENSE": p.source("LICENSE"),
		"NOTICE":  p.source("cmd/quoth/notice/NOTICE"),
	}
}
