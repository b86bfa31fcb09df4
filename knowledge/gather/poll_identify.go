package gather

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/gather/feed"
)

// keysOf are the names under which an entry is known, the surest first: its id,
// its address, its title with its date. Each names one entry of a feed; see
// identify for where that is not so.
func keysOf(e *feed.Entry) []string {
	var keys []string
	if e.ID != "" {
		keys = append(keys, "id "+e.ID)
	}
	if e.URL != "" {
		if u, err := url.Parse(e.URL); err == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			keys = append(keys, "url "+(&knowledge.Article{URL: e.URL}).Key())
		}
	}
	if e.Title != "" && (e.Dated != "" || len(keys) == 0) {
		keys = append(keys, "title "+e.Title+"\n"+e.Dated)
	}
	if len(keys) == 0 {
		keys = append(keys, "text "+e.Text)
	}
	return keys
}

// digestOf changes when what the entry says changes.
func digestOf(e *feed.Entry) string {
	sum := sha256.Sum256([]byte(e.Title + "\x00" + e.Text))
	return hex.EncodeToString(sum[:12])
}

// identified is an entry with the keys that name it and no other.
type identified struct {
	feed.Entry
	keys   []string
	digest string
}

// identify drops entries that stand in a feed twice, and keys that several
// different entries share: a feed whose links all lead to one page, or whose ids
// are all alike, tells its entries apart by what is left.
func identify(entries []feed.Entry) []identified {
	type owner struct {
		digest string
		shared bool
	}
	owners := make(map[string]owner)
	all := make([]identified, 0, len(entries))
	for _, e := range entries {
		if e.Title == "" && e.Text == "" {
			continue
		}
		one := identified{Entry: e, keys: keysOf(&e), digest: digestOf(&e)}
		for _, key := range one.keys {
			o, known := owners[key]
			owners[key] = owner{one.digest, o.shared || known && o.digest != one.digest}
		}
		all = append(all, one)
	}
	seen := make(map[string]bool)
	out := all[:0]
	for _, one := range all {
		own := slices.DeleteFunc(slices.Clone(one.keys), func(key string) bool { return owners[key].shared })
		if len(own) == 0 {
			own = []string{"digest " + one.digest}
		}
		if slices.ContainsFunc(one.keys, func(key string) bool { return strings.HasPrefix(key, "url ") && owners[key].shared }) {
			one.URL = ""
		}
		one.keys = own
		if slices.ContainsFunc(own, func(key string) bool { return seen[key] }) {
			continue
		}
		for _, key := range own {
			seen[key] = true
		}
		out = append(out, one)
	}
	return out
}
