package text

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"quoth/knowledge/heaptest"
)

func TestFragment(t *testing.T) {
	page := "Ferry strike\nCrews began a strike on Monday, over pay & hours. The mayor-elect spoke.\n" +
		"Crews began a strike on Monday, over pay & hours. Nobody was hurt in the clash between the two groups of sailors who met at the old harbour gate late in the evening, the police said on Tuesday.\nThe end"
	for passage, want := range map[string]string{
		"The mayor-elect spoke.": "The%20mayor%2Delect%20spoke",
		"“Nobody":                "",
		"Nobody was hurt in the clash between the two groups of sailors who met at the old harbour gate late in the evening, the police said on Tuesday.": "Nobody%20was%20hurt%20in%20the,the%20police%20said%20on%20Tuesday",
	} {
		at := strings.Index(page, passage)
		if want == "" {
			continue
		}
		if got := Fragment(page, at, at+len(passage)); got != want {
			t.Errorf("%q: %s, want %s", passage, got, want)
		}
	}
	twice := "Crews began a strike on Monday, over pay & hours."
	first, second := strings.Index(page, twice), strings.LastIndex(page, twice)
	if got := Fragment(page, first, first+len(twice)); got != "Crews%20began%20a%20strike%20on%20Monday%2C%20over%20pay%20%26%20hours,-.%20The%20mayor%2Delect%20spoke" {
		t.Errorf("the first of two: %s", got)
	}
	if got := Fragment(page, second, second+len(twice)); got != "Crews%20began%20a%20strike%20on%20Monday%2C%20over%20pay%20%26%20hours,-.%20Nobody%20was%20hurt%20in%20the" {
		t.Errorf("the second of two: %s", got)
	}
	if got := Fragment(page, strings.Index(page, "Ferry"), strings.Index(page, "The mayor")); got != "Ferry%20strike,strike%20on%20Monday%2C%20over%20pay%20%26%20hours" && !strings.HasPrefix(got, "Ferry%20strike,") {
		t.Errorf("over two blocks: %s", got)
	}
	for _, r := range [][2]int{{-1, 4}, {4, 4}, {5, 3}, {0, len(page) + 1}} {
		if got := Fragment(page, r[0], r[1]); got != "" {
			t.Errorf("the range %v gives %s", r, got)
		}
	}
}

func FuzzFragment(f *testing.F) {
	f.Add("A page of words.\nWith blocks, and - dashes & more words.", 3, 20)
	f.Fuzz(func(t *testing.T, page string, start, end int) {
		if !utf8.ValidString(page) {
			return
		}
		var got string
		heaptest.Within(t, len(page), func() { got = Fragment(page, start, end) })
		if strings.ContainsAny(got, " \n#&") {
			t.Errorf("%q holds what a fragment must not", got)
		}
		for _, part := range strings.Split(got, ",") {
			plain, err := url.PathUnescape(strings.Trim(part, "-"))
			if err != nil || plain != "" && !strings.Contains(strings.Join(strings.Fields(page), " "), plain) {
				t.Errorf("%q of %q does not stand in the page (%v)", plain, got, err)
			}
		}
	})
}
