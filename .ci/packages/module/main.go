// Command module makes the program's module as it is published under an address: its packages import
// each other by it, and it stands in a folder that the go command takes for a proxy (GOPROXY=file://…).
// https://go.dev/ref/mod#goproxy-protocol
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

func main() {
	root := flag.String("root", "", "the `folder` of the module's files, which are changed")
	path := flag.String("path", "", "the `address` of the module, such as example.org/name/quoth")
	version := flag.String("version", "", "the `version`, such as v1.2.3")
	at := flag.Int64("time", 0, "when it was committed, in `seconds` since 1970")
	proxy := flag.String("proxy", "", "the `folder` that is filled for the go command")
	flag.Parse()
	m := module.Version{Path: *path, Version: *version}
	err := rename(*root, m.Path)
	if err == nil {
		err = publish(*root, *proxy, m, time.Unix(*at, 0).UTC())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "module:", err)
		os.Exit(1)
	}
}

// rename gives a module another path, in its go.mod and wherever its packages import each other. Modules
// within it stay as they are.
func rename(root, path string) error {
	name := filepath.Join(root, "go.mod")
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	f, err := modfile.Parse(name, data, nil)
	if err != nil {
		return err
	}
	if len(f.Replace)+len(f.Exclude) > 0 {
		return errors.New("go install takes no module whose go.mod replaces or excludes another")
	}
	was := f.Module.Mod.Path
	if err := f.AddModuleStmt(path); err != nil {
		return err
	}
	if data, err = f.Format(); err != nil {
		return err
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return err
	}
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root:
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
				return fs.SkipDir
			}
		case !d.IsDir() && strings.HasSuffix(name, ".go"):
			return renameImports(name, was, path)
		}
		return nil
	})
}

// renameImports has a file import a module's packages under another path. gofmt sorts the imports anew.
func renameImports(name, was, path string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, data, parser.ImportsOnly)
	if err != nil {
		return err
	}
	var changed bytes.Buffer
	end := 0
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		rest, ours := strings.CutPrefix(imported, was+"/")
		if !ours {
			continue
		}
		changed.Write(data[end:files.Position(spec.Path.Pos()).Offset])
		changed.WriteString(strconv.Quote(path + "/" + rest))
		end = files.Position(spec.Path.End()).Offset
	}
	if end == 0 {
		return nil
	}
	changed.Write(data[end:])
	formatted, err := format.Source(changed.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, formatted, 0o644)
}

// publish puts a module's files into a proxy's folder.
func publish(root, proxy string, m module.Version, at time.Time) error {
	path, err := module.EscapePath(m.Path)
	if err != nil {
		return err
	}
	folder := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	info, err := json.Marshal(struct {
		Version string
		Time    time.Time
	}{m.Version, at})
	if err != nil {
		return err
	}
	var files bytes.Buffer
	if err := zip.CreateFromDir(&files, m, root); err != nil {
		return err
	}
	fmt.Printf("%7.1f MB  %s\n", float64(files.Len())/1e6, m)
	made := map[string][]byte{"list": []byte(m.Version + "\n"), m.Version + ".info": info, m.Version + ".mod": mod, m.Version + ".zip": files.Bytes()}
	for name, data := range made {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
