package file

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

// readAll reads a file or folder, and returns its articles and, in words, its problems.
func readAll(t *testing.T, path string) (articles []knowledge.Article, problems []string) {
	t.Helper()
	tell := func(p Problem) {
		problems = append(problems, strings.TrimPrefix(p.Error(), filepath.Dir(path)+string(filepath.Separator)))
	}
	files := Files{Refused: tell, Damaged: tell, Article: func(a knowledge.Article) error { articles = append(articles, a); return nil }}
	if err := files.Read(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return articles, problems
}

// TestLetters reads newsletters as they lie in an mbox file.
func TestLetters(t *testing.T) {
	got, problems := readAll(t, "testdata/letters.mbox")
	want := []knowledge.Article{{
		URL: "https://list.example/?u=8f2c1&id=77", Title: "Tram line approved – what now?", Source: "Ashford Écho", Authors: []string{"Ines Weller"},
		Published: time.Date(2026, 5, 4, 5, 30, 0, 0, time.UTC), Language: "en",
		Text: "The council of Ashford voted on Tuesday to build a tram line to the harbour, after three years of talks about its cost.\n\n" +
			"«Shops along the street will be paid for the months in which the road is closed», the mayor told reporters at the town hall.\n\n" +
			"The first tram is to run in 2027, and it will stop at the old market, the station and the harbour gate every ten minutes.",
	}, {
		URL: "https://quay.example/letters/2026-05-05", Title: "The ferry is late", Source: "The Quay", Published: time.Date(2026, 5, 5, 5, 58, 0, 0, time.UTC),
		Text: "The ferry to Norland left the quay at noon, two hours late.\n\nFrom the bridge, the café owner saw it pass.\n\nFrom now on it sails at ten.",
	}, {
		Title: "Cut off", Source: "quay.example", Published: time.Date(2026, 5, 8, 5, 58, 0, 0, time.UTC),
		Text: "The weir at Port Evans broke on Thursday night, and the water stands a metre high in the lower town, the mayor said.\n\n" +
			"Some four hundred people were brought to the school on the hill, where the fire brigade had made beds ready for them before midnight.",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	if want := []string{
		"letters.mbox: item 3: it is no e-mail: its head can't be read",
		"letters.mbox: item 4: no text for readers was found in this e-mail",
		"letters.mbox: item 5: a part of the e-mail is damaged or too large; what could be read of it is stored",
	}; !slices.Equal(problems, want) {
		t.Errorf("told: %q", problems)
	}
	for _, told := range []string{fmt.Sprint(got), fmt.Sprint(problems)} {
		if strings.Contains(strings.ToLower(told), "reader@") || strings.Contains(told, "0a1b2c") {
			t.Errorf("the receiver is named: %s", told)
		}
	}
}

// TestMessage reads the same message as a mail program saves it alone.
func TestMessage(t *testing.T) {
	data, err := os.ReadFile("testdata/letters.mbox")
	if err != nil {
		t.Fatal(err)
	}
	_, data, _ = bytes.Cut(data, []byte("\n"))
	data, _, _ = bytes.Cut(data, []byte("\n\nFrom - "))
	path := filepath.Join(t.TempDir(), "letter.eml")
	if err := os.WriteFile(path, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	want, _ := readAll(t, "testdata/letters.mbox")
	got, problems := readAll(t, path)
	if diff := cmp.Diff(want[:1], got); diff != "" || len(problems) > 0 {
		t.Errorf("told %q; in the mbox -, alone +:\n%s", problems, diff)
	}
}

// TestHostileLetters reads what is made to cost much: it is told, and nothing of it is stored.
func TestHostileLetters(t *testing.T) {
	head := "From: a@quay.example\nSubject: x\n"
	nested := head
	for i := range 100 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	for name, content := range map[string]string{
		"nested":      nested + "\n<p>deep",
		"many parts":  head + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: image/png\n\nx\n", 5000) + "--b--\n",
		"no boundary": head + "Content-Type: multipart/mixed\n\n--\n\nText.\n",
		"no text":     head + "\n\n",
		"bad base64":  head + "Content-Transfer-Encoding: base64\n\n!!!!\n",
	} {
		path := filepath.Join(t.TempDir(), "letter.eml")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, problems := readAll(t, path); len(got) != 0 || len(problems) != 1 || problems[0] != "letter.eml: no text for readers was found in this e-mail" {
			t.Errorf("%s: %+v, %q", name, got, problems)
		}
	}
	path := filepath.Join(t.TempDir(), "notes.mbox")
	if err := os.WriteFile(path, []byte("\nDear all,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, problems := readAll(t, path); len(got) != 0 || len(problems) != 1 || !strings.Contains(problems[0], "it is no mbox file") {
		t.Errorf("notes: %+v, %q", got, problems)
	}
}
