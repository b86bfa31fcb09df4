package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm"
)

// debian writes a package for Debian and what comes of it.
func debian(p program, out string) error {
	return system(p, out, "deb", []string{"ca-certificates", "systemd | systemd-standalone-sysusers"})
}

// redHat writes a package for Fedora, openSUSE and their kind.
func redHat(p program, out string) error {
	return system(p, out, "rpm", []string{"ca-certificates", "systemd"})
}

// system writes a package with the program, its unit, its user and its configuration.
func system(p program, out, format string, depends []string) error {
	packager, err := nfpm.Get(format)
	if err != nil {
		return err
	}
	const docs = "/usr/share/doc/quoth/"
	contents := files.Contents{
		plain(p.path, "/usr/bin/quoth", 0o755),
		plain(p.source("docs/deploy/quoth.service"), "/usr/lib/systemd/system/quoth.service", 0o644),
		plain(p.source(".ci/packages/scripts/sysusers.conf"), "/usr/lib/sysusers.d/quoth.conf", 0o644),
		plain(p.source("docs/install.md"), docs+"install.md", 0o644),
		// It may hold tokens.
		{Source: p.source(".env.example"), Destination: "/etc/quoth/quoth.env", Type: files.TypeConfigNoReplace, FileInfo: &files.ContentFileInfo{Mode: 0o600, Owner: "root", Group: "root"}},
	}
	for name, source := range p.notices() {
		if format == "deb" && name == "LICENSE" {
			name = "copyright"
		}
		contents = append(contents, plain(source, docs+name, 0o644))
	}
	slices.SortFunc(contents, func(a, b *files.Content) int { return cmp.Compare(a.Destination, b.Destination) })
	script := func(name string) string { return p.source(".ci/packages/scripts/" + name) }
	info := nfpm.WithDefaults(&nfpm.Info{
		Name: "quoth", Platform: "linux", Arch: p.architecture, Version: p.version, Release: "1",
		Section: "net", Priority: "optional", Maintainer: "The authors of Quoth", License: licence, MTime: p.time,
		Description: "Chat bot that answers questions about stored news with exact quotes\nFor Discord and Telegram, with pages to read on. One program, one SQLite file.",
		Overridables: nfpm.Overridables{
			Contents: contents,
			Depends:  depends,
			Scripts:  nfpm.Scripts{PostInstall: script("postinstall"), PreRemove: script("preremove"), PostRemove: script("postremove")},
			RPM:      nfpm.RPM{BuildHost: "localhost"},
		},
	})
	f, err := os.Create(filepath.Join(out, p.named()+"."+format))
	if err != nil {
		return err
	}
	return errors.Join(packager.Package(info, f), f.Close())
}

func plain(source, destination string, mode os.FileMode) *files.Content {
	return &files.Content{Source: source, Destination: destination, FileInfo: &files.ContentFileInfo{Mode: mode, Owner: "root", Group: "root"}}
}
