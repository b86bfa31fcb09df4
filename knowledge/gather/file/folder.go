package file

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/net/publicsuffix"

	"quoth/knowledge"
)

// folder reads the pages and e-mails in a folder and in those within it, in the order of
// their names. What else lies there is passed over, for a mirror of a site holds much that
// is no news. A page whose address another one had already is refused.
func (f *Files) folder(ctx context.Context, root string) error {
	found := false
	seen := map[string]string{} // the key of a page -> its file
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			f.Refused(Problem{File: path, Reason: Reason(err)})
			return nil
		case !entry.Type().IsRegular():
			return nil
		}
		read, ending := kindOf(path)
		switch ending {
		case ".eml", ".mbox":
			found = true
			return f.file(ctx, path, read, nil)
		case ".html", ".htm", ".xhtml":
		default:
			if read != nil || !showsHTML(path) {
				return nil
			}
		}
		found = true
		pages := *f
		pages.Article = func(a knowledge.Article) error {
			if first := seen[a.Key()]; first != "" {
				f.Refused(Problem{File: path, Reason: "it is the same page as " + first})
				return nil
			}
			seen[a.Key()] = path
			return f.Article(a)
		}
		return pages.file(ctx, path, (*input).html, func(in *input) { in.address, in.crawled = mirrored(root, path), true })
	})
	if err == nil && !found {
		f.Refused(Problem{File: root, Reason: "there are no pages or e-mails in this folder: name the files in it, for example " + filepath.Join(root, "*.jsonl")})
	}
	return err
}

// showsHTML reports whether a file without an ending that says so begins as a page does.
func showsHTML(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 512) // as many as DetectContentType looks at
	n, _ := io.ReadFull(file, head)
	return isHTML(http.DetectContentType(bytes.TrimPrefix(head[:n], []byte("\ufeff"))))
}

// mirrored is the address of a page in a folder into which a site was copied: the first
// folder from root on that is called as hosts are is the host, what follows the path. It is ""
// where there is none.
func mirrored(root, path string) string {
	if abs, err := filepath.Abs(root); err == nil {
		root = abs
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	rel, err := filepath.Rel(filepath.Dir(root), path)
	if err != nil {
		return ""
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for i, host := range parts[:len(parts)-1] {
		if !isHost(host) {
			continue
		}
		name := parts[len(parts)-1]
		name, query, asked := strings.Cut(name, "?")
		if asked { // wget --adjust-extension puts it behind the query
			query = strings.TrimSuffix(query, ".html")
		}
		if name == "index.html" || name == "index.htm" {
			name = ""
		}
		written := "/" + strings.Join(append(parts[i+1:len(parts)-1], name), "/")
		if plain, err := url.PathUnescape(written); err == nil {
			written = plain
		}
		return (&url.URL{Scheme: "https", Host: host, Path: written, RawQuery: query}).String()
	}
	return ""
}

// isHost reports whether a folder is called as a host is, with a port or without.
func isHost(name string) bool {
	u, err := url.Parse("https://" + name)
	if err != nil || u.Host != name || strings.HasPrefix(name, ".") {
		return false
	}
	suffix, known := publicsuffix.PublicSuffix(strings.ToLower(u.Hostname()))
	return known && suffix != strings.ToLower(u.Hostname())
}
