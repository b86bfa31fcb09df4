package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// licence is the program's own, as SPDX calls it.
const licence = "MIT"

// component is a part of a CycloneDX document (version 1.6 of its JSON schema).
type component struct {
	Type     string            `json:"type"`
	Ref      string            `json:"bom-ref"`
	Name     string            `json:"name"`
	Version  string            `json:"version"`
	PURL     string            `json:"purl"`
	Licences []json.RawMessage `json:"licenses,omitempty"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

type metadata struct {
	Timestamp string    `json:"timestamp"`
	Component component `json:"component"`
}

type document struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

// materials writes the bill of materials of a program: the modules that are linked into it, and
// Go's own library.
func materials(p program, out string) error {
	whole := part("application", p.info.Main.Path, p.info.Main.Version)
	whole.Licences = []json.RawMessage{json.RawMessage(`{"license":{"id":"` + licence + `"}}`)}
	d := document{
		Format: "CycloneDX", Spec: "1.6", Version: 1,
		Metadata:   metadata{Timestamp: p.time.UTC().Format("2006-01-02T15:04:05Z"), Component: whole},
		Components: []component{part("library", "std", strings.TrimPrefix(p.info.GoVersion, "go"))},
	}
	for _, m := range p.info.Deps {
		d.Components = append(d.Components, part("library", linked(m).Path, linked(m).Version))
	}
	uses := dependency{Ref: whole.Ref}
	for _, c := range d.Components {
		uses.DependsOn = append(uses.DependsOn, c.Ref)
		d.Dependencies = append(d.Dependencies, dependency{Ref: c.Ref})
	}
	d.Dependencies = append(d.Dependencies, uses)
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, p.named()+".cdx.json"), append(data, '\n'), 0o644)
}

// linked is the module in the program where go.mod replaces one.
func linked(m *debug.Module) *debug.Module {
	if m.Replace != nil {
		return m.Replace
	}
	return m
}

// part names a module by its package URL.
func part(kind, path, version string) component {
	url := "pkg:golang/" + path + "@" + version
	return component{Type: kind, Ref: url, Name: path, Version: version, PURL: url}
}
