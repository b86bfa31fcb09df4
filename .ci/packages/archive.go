package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is a file or a folder of an archive.
type entry struct {
	name   string // with slashes
	source string // the file that it holds; "" for a folder
	mode   int64
	owner  int // user and group
}

// archive writes the program with what goes with it: a zip file for Windows, else a tar file.
func archive(p program, out string) error {
	folder := p.named() + "/"
	entries := []entry{
		{folder, "", 0o755, 0},
		{folder + filepath.Base(p.path), p.path, 0o755, 0},
		{folder + ".env.example", p.source(".env.example"), 0o644, 0},
	}
	for name, source := range p.notices() {
		entries = append(entries, entry{folder + name, source, 0o644, 0})
	}
	extra := []string{"README.md", "CHANGELOG.md", "docs/install.md"}
	if p.system == "linux" {
		extra = append(extra, "docs/deploy/quoth.service", "docs/deploy/compose.yaml")
	}
	for _, name := range extra {
		entries = append(entries, entry{folder + filepath.Base(name), p.source(name), 0o644, 0})
	}
	name, write := p.named()+".tar.gz", writeTarGz
	if p.system == "windows" {
		name, write = p.named()+".zip", writeZip
	}
	f, err := os.Create(filepath.Join(out, name))
	if err != nil {
		return err
	}
	return errors.Join(write(f, entries, p.time), f.Close())
}

func writeTarGz(w io.Writer, entries []entry, modified time.Time) error {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	return errors.Join(writeTar(zipped, entries, modified), zipped.Close())
}

// writeTar writes entries in the order of their names.
func writeTar(w io.Writer, entries []entry, modified time.Time) error {
	t := tar.NewWriter(w)
	for _, e := range sorted(entries) {
		header := &tar.Header{Name: e.name, Mode: e.mode, Uid: e.owner, Gid: e.owner, ModTime: modified, Format: tar.FormatPAX, Typeflag: tar.TypeDir}
		var data []byte
		if e.source != "" {
			var err error
			if data, err = os.ReadFile(e.source); err != nil {
				return err
			}
			header.Typeflag, header.Size = tar.TypeReg, int64(len(data))
		}
		if err := t.WriteHeader(header); err != nil {
			return err
		}
		if _, err := t.Write(data); err != nil {
			return err
		}
	}
	return t.Close()
}

// writeZip writes the files among entries; folders come of their names.
func writeZip(w io.Writer, entries []entry, modified time.Time) error {
	z := zip.NewWriter(w)
	for _, e := range sorted(entries) {
		if e.source == "" {
			continue
		}
		data, err := os.ReadFile(e.source)
		if err != nil {
			return err
		}
		part, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: modified.UTC()})
		if err != nil {
			return err
		}
		if _, err := part.Write(data); err != nil {
			return err
		}
	}
	return z.Close()
}

func sorted(entries []entry) []entry {
	return slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return strings.Compare(a.name, b.name) })
}
