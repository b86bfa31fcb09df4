package file

import (
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/heaptest"
)

// FuzzRead reads any bytes as a file of each kind, as they are and packed: an article has a
// text that is UTF-8 and within bounds, what is refused is told within bounds, and no more
// memory is taken than an input may.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"text":"The ferry sank.","title":"Ferry","authors":["Ann"],"published":"2026-05-06"}`), uint8(0), false)
	f.Add([]byte(`[{"text":"x"},{"text":7},[`), uint8(1), true)
	f.Add([]byte("---\ntitle: Ferry\nauthors: [Ann]\ndate: 2026-05-06\n---\nIt sank."), uint8(5), false)
	f.Add([]byte("---\na: &a [*a, *a]\n---\n\xff"), uint8(5), false)
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), uint8(3), false)
	f.Add([]byte("<rss><channel><item><title>Ferry</title><description>It sank.</description></item>"), uint8(9), true)
	f.Add([]byte("From: Echo <a@echo.example>\nTo: b@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nSXQgc2Fuay4=\n--b--\n"), uint8(2), false)
	f.Add([]byte("From - Mon May  4 06:00:00 2026\nFrom: a@echo.example\n\nIt sank.\n\nFrom - Mon May  4 07:00:00 2026\nSubject: x\n\n>From here.\n"), uint8(14), false)
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://echo.example/1\r\nContent-Length: 62\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry sank.</p>\r\n\r\n"), uint8(24), false)
	kinds := slices.Sorted(maps.Keys(readers))
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte, kind uint8, packed bool) {
		content, name := data, "file"+kinds[int(kind/2)%len(kinds)]
		if kind%2 == 1 {
			name += ".gz"
		}
		if packed && kind%2 == 1 {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(data)
			z.Close()
			content = b.Bytes()
		}
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		told := 0
		tell := func(Problem) { told++ }
		heaptest.Within(t, len(data), func() {
			files := Files{Refused: tell, Damaged: tell, Article: func(a knowledge.Article) error {
				if a.Text == "" || len(a.Text) > maxText || !utf8.ValidString(a.Text+a.Title+a.Source) || len(a.Authors) > maxAuthors {
					t.Errorf("an article is %+v", a)
				}
				return nil
			}}
			if err := files.Read(t.Context(), path); err != nil {
				t.Error(err)
			}
		})
		if told > 2*(maxProblems+2) { // it may be read twice
			t.Errorf("%d problems are told", told)
		}
	})
}
