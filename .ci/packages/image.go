package main

import (
	"bytes"
	"compress/gzip"
	"encoding/pem"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

const (
	// imageTag is what the image is called once it is loaded.
	imageTag = "quoth:latest"
	// nobody is the user that images without a system of their own run as by custom.
	nobody = 65532
)

// image writes an OCI image as docker load and podman load take it. There is nothing in it but
// the program and certificates of authorities; time zones are in the program.
func image(p program, out string) error {
	passwd, err := p.made("passwd", []byte("quoth:x:65532:65532:Quoth:/data:/sbin/nologin\n"))
	if err != nil {
		return err
	}
	group, err := p.made("group", []byte("quoth:x:65532:\n"))
	if err != nil {
		return err
	}
	authorities, err := p.made("ca-certificates.crt", certificates())
	if err != nil {
		return err
	}
	entries := []entry{
		{"data/", "", 0o700, nobody},
		{"etc/", "", 0o755, 0},
		{"etc/group", group, 0o644, 0},
		{"etc/passwd", passwd, 0o644, 0},
		{"etc/ssl/", "", 0o755, 0},
		{"etc/ssl/certs/", "", 0o755, 0},
		{"etc/ssl/certs/ca-certificates.crt", authorities, 0o644, 0},
		{"tmp/", "", 0o1777, 0},
		{"usr/", "", 0o755, 0},
		{"usr/bin/", "", 0o755, 0},
		{"usr/bin/quoth", p.path, 0o755, 0},
		{"usr/share/", "", 0o755, 0},
		{"usr/share/doc/", "", 0o755, 0},
		{"usr/share/doc/quoth/", "", 0o755, 0},
	}
	for name, source := range p.notices() {
		entries = append(entries, entry{"usr/share/doc/quoth/" + name, source, 0o644, 0})
	}
	var files bytes.Buffer
	if err := writeTar(&files, entries, p.time); err != nil {
		return err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files.Bytes())), nil }
	layer, err := tarball.LayerFromOpener(open, tarball.WithMediaType(types.OCILayer), tarball.WithCompressionLevel(gzip.BestCompression), tarball.WithCompressedCaching)
	if err != nil {
		return err
	}
	made, err := mutate.Append(mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON),
		mutate.Addendum{Layer: layer, History: v1.History{Created: v1.Time{Time: p.time}, CreatedBy: "packages"}})
	if err != nil {
		return err
	}
	config, err := made.ConfigFile()
	if err != nil {
		return err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = p.system, p.architecture, v1.Time{Time: p.time}
	config.Config = v1.Config{
		User:       "65532:65532",
		Env:        []string{"PATH=/usr/bin", "HOME=/data", "QUOTH_DB=/data/quoth.db"},
		Entrypoint: []string{"/usr/bin/quoth"},
		WorkingDir: "/data",
		Volumes:    map[string]struct{}{"/data": {}},
		Healthcheck: &v1.HealthConfig{
			Test:     []string{"CMD", "/usr/bin/quoth", "check", "--health"},
			Interval: 30 * time.Second, Timeout: 10 * time.Second, StartPeriod: time.Minute, Retries: 3,
		},
		Labels: map[string]string{
			"org.opencontainers.image.title":    "Quoth",
			"org.opencontainers.image.version":  p.version,
			"org.opencontainers.image.licenses": licence,
		},
	}
	if made, err = mutate.ConfigFile(made, config); err != nil {
		return err
	}
	tag, err := name.NewTag(imageTag)
	if err != nil {
		return err
	}
	return tarball.WriteToFile(filepath.Join(out, p.named()+".image.tar"), tag, made)
}

// made keeps data in a file that an archive can take it from.
func (p program) made(name string, data []byte) (string, error) {
	file := filepath.Join(p.work, name)
	return file, os.WriteFile(file, data, 0o644)
}

// certificates are those of the authorities that Mozilla trusts for all that they sign. A file
// can't say of the others for what they are trusted.
func certificates() []byte {
	var all bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			pem.Encode(&all, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate})
		}
	}
	return all.Bytes()
}
