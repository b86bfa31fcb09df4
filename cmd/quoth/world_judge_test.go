package main

import (
	"regexp"
	"strings"

	"quoth/knowledge"
)

// judge looks whether all is as it has to be.
func (w *world) judge() {
	t := w.t
	articles, texts := map[string]map[int64]bool{}, map[string]string{}
	if err := w.store.EachVersion(t.Context(), func(a knowledge.StoredVersion) error {
		if articles[a.Title] == nil {
			articles[a.Title] = map[int64]bool{}
		}
		articles[a.Title][a.ID] = true
		texts[a.Title] = a.Text
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, p := range w.pieces {
		if n := len(articles[p.title]); n != 1 {
			w.errorf("%q of outlet %d is stored %d times", p.title, p.outlet, n)
		} else if texts[p.title] != p.texts[len(p.texts)-1] {
			w.errorf("%q is stored as %q, and says %q", p.title, texts[p.title], p.texts[len(p.texts)-1])
		}
	}
	if len(articles) != len(w.pieces) {
		w.errorf("%d pieces were printed, and %d articles are stored", len(w.pieces), len(articles))
	}
	expected := 0
	for f, since := range w.follow {
		for _, p := range w.pieces {
			if p.topic != f.topic || !p.printed.After(since) {
				continue
			}
			expected++
			if w.sent[delivery{f.place, p.title}] == 0 {
				w.errorf("%+v was never told of %q, printed %s", f, p.title, p.printed)
			}
		}
	}
	for key, n := range w.sent {
		if n > 1+w.again[key] {
			w.errorf("%+v was told %d times of %q, for which there is cause for %d", key.place, n, key.title, 1+w.again[key])
		}
	}
	w.judgeBytes()
	feeds, err := w.store.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range feeds {
		if f.State != knowledge.FeedActive || f.Failures > 0 {
			w.errorf("feed %d is %s after %d failures: %s", f.ID, f.State, f.Failures, f.Detail)
		}
	}
	if found, err := w.store.Check(t.Context()); err != nil || len(found) > 0 {
		w.errorf("check finds %q, %v", found, err)
	}
	if done, err := knowledge.Scrub(t.Context(), w.store, func() error { return nil }); err != nil || len(done.Broken)+done.Unsealed > 0 {
		w.errorf("scrub finds %+v, %v", done, err)
	}
	t.Logf("%d kills, %d faults of the disk, %d of which lost something, %d pieces, %d questions, %d alerts of %d expected", w.kills, w.faults, w.losses, len(w.pieces), w.asked, len(w.sent), expected)
}

// printed finds what outlets print; in messages there may be marks between its words.
var (
	printed = regexp.MustCompile(`(The \w+ of town\d+ moved|Witness\d+ told|Later guest\d+ denied)[^.…]*\.`)
	marks   = strings.NewReplacer("*", "", "_", "", "\\", "")
)

// judgeBytes looks through all that the servers of the platforms were sent: no secret is in
// it, and of what reads like news each sentence is one that was printed.
func (w *world) judgeBytes() {
	for _, r := range w.telegram.Requests() {
		for _, value := range r.Params {
			leaving{w}.Write([]byte(value))
		}
	}
	for _, r := range w.discord.Requests() {
		leaving{w}.Write(r.Body)
	}
	sentences := map[string]bool{}
	for _, p := range w.pieces {
		for _, text := range p.texts {
			for _, s := range printed.FindAllString(text, -1) {
				sentences[s] = true
			}
		}
	}
	shown := 0
	for _, r := range w.rooms {
		for _, text := range r.texts(0) {
			for _, s := range printed.FindAllString(marks.Replace(text), -1) {
				if shown++; !sentences[s] {
					w.errorf("%+v reads %q, which was not printed", r.place, s)
				}
			}
		}
	}
	w.t.Logf("%d sentences were read", shown)
}
