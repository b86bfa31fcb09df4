package knowledge

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"
)

const (
	// SealBlock is how many bytes of text one block of a Seal holds, the last one fewer:
	// a sentence touches one or two of them, and their digests take a 64th of the text.
	SealBlock = 1024
	// sealDigest is how many bytes of a block's SHA-256 are kept. Root covers them, and
	// 16 bytes leave no two texts of one digest to be found.
	sealDigest = 16
	// sealForm is the first field under every Root. Whoever changes what is sealed, or
	// in which form, changes it.
	sealForm = "quoth seal 1"
)

// ErrSeal means that what is stored is not what was taken in.
var ErrSeal = errors.New("what is stored is not what was sealed when it was taken in")

// Seal is what a version of an article said when it was taken in: its text, title,
// outlet, authors, date and address, as digests. What the store gives back is compared
// with it, so that damage shows. It follows from what was printed alone: two stores that
// took in the same article have the same seal.
type Seal struct {
	// Root is the SHA-256 of these fields, each as a netstring (its length in bytes, ":",
	// the bytes, ","; https://cr.yp.to/proto/netstrings.txt): "quoth seal 1", title, outlet,
	// address without a user's name and password, date, number of authors, each author, number of bytes of the text,
	// Blocks. The date is 2006-01-02 where no time of day is known, else RFC 3339, with
	// "seen " before it for an article without a date of its own; "" when unknown.
	Root [sha256.Size]byte
	// Blocks is the first 16 bytes of the SHA-256 of every 1024 bytes of the text.
	Blocks []byte
}

// SealOf seals an article as it is.
func SealOf(a *Article) Seal {
	s := Seal{Blocks: blockDigests(a.Text)}
	s.Root = sealRoot(printedOf(a), len(a.Text), s.Blocks)
	return s
}

// Empty reports whether there is no seal: a program before seals stored the article.
func (s Seal) Empty() bool { return s.Root == [sha256.Size]byte{} && len(s.Blocks) == 0 }

// String is Root in hexadecimal, "" of no seal.
func (s Seal) String() string {
	if s.Empty() {
		return ""
	}
	return hex.EncodeToString(s.Root[:])
}

// Bytes is the seal as it is stored: Root and Blocks; nil of no seal.
func (s Seal) Bytes() []byte {
	if s.Empty() {
		return nil
	}
	return append(bytes.Clone(s.Root[:]), s.Blocks...)
}

// ParseSeal is the inverse of Bytes. What is no seal comes back as one that nothing matches.
func ParseSeal(b []byte) Seal {
	var s Seal
	s.Blocks = bytes.Clone(b[copy(s.Root[:], b):])
	if len(b) > 0 && s.Empty() {
		s.Blocks = bytes.Clone(b)
	}
	return s
}

// Check returns ErrSeal unless the article is the one that was sealed.
func (s Seal) Check(a *Article) error {
	now := SealOf(a)
	if now.Root != s.Root || !bytes.Equal(now.Blocks, s.Blocks) {
		return ErrSeal
	}
	return nil
}

// holds reports whether a heading and the blocks of a text of size bytes that begin at
// start are those that were sealed.
func (s Seal) holds(p printed, size, start int, blocks string) bool {
	first, digests := start/SealBlock*sealDigest, blockDigests(blocks)
	return start >= 0 && start%SealBlock == 0 && first+len(digests) <= len(s.Blocks) &&
		bytes.Equal(digests, s.Blocks[first:first+len(digests)]) && sealRoot(p, size, s.Blocks) == s.Root
}

func blockDigests(text string) []byte {
	digests := make([]byte, 0, (len(text)+SealBlock-1)/SealBlock*sealDigest)
	var block [SealBlock]byte
	for start := 0; start < len(text); start += SealBlock {
		sum := sha256.Sum256(block[:copy(block[:], text[start:])])
		digests = append(digests, sum[:sealDigest]...)
	}
	return digests
}

func sealRoot(p printed, size int, blocks []byte) [sha256.Size]byte {
	fields := p.append(appendNetstrings(nil, sealForm))
	return sha256.Sum256(appendNetstrings(fields, strconv.Itoa(size), string(blocks)))
}

// printed is what is printed above a text, as it is sealed.
type printed struct {
	Title   string   `json:"title"`
	Outlet  string   `json:"outlet"`
	Address string   `json:"address"`
	Date    string   `json:"date"`
	Authors []string `json:"authors"`
}

func printedOf(a *Article) printed {
	p := printed{Title: a.Title, Outlet: a.Source, Address: WithoutUser(a.URL), Authors: append([]string{}, a.Authors...)}
	switch {
	case a.Published.IsZero():
	case a.DateOnly:
		p.Date = a.Published.Format(time.DateOnly)
	case a.FirstSeen:
		p.Date = "seen " + a.Published.Format(time.RFC3339)
	default:
		p.Date = a.Published.Format(time.RFC3339)
	}
	return p
}

func (p printed) append(b []byte) []byte {
	b = appendNetstrings(b, p.Title, p.Outlet, p.Address, p.Date, strconv.Itoa(len(p.Authors)))
	return appendNetstrings(b, p.Authors...)
}

func appendNetstrings(b []byte, fields ...string) []byte {
	for _, f := range fields {
		b = strconv.AppendInt(b, int64(len(f)), 10)
		b = append(b, ':')
		b = append(b, f...)
		b = append(b, ',')
	}
	return b
}

// SameHeading reports whether two headings print the same title, outlet, authors, date
// and address.
func SameHeading(a, b *Article) bool {
	return bytes.Equal(printedOf(a).append(nil), printedOf(b).append(nil))
}

// Excerpt is a heading and as much of its text as is needed to check a slice against
// the seal.
type Excerpt struct {
	Article Article // a heading
	Edited  bool    // the article has a newer version
	Seal    Seal
	Size    int    // bytes of the whole text
	Start   int    // where Text begins in it: a multiple of SealBlock
	Text    string // whole blocks
}

// Span is a range of the text of one version of an article. An empty range stands for its heading.
type Span struct {
	Article int64
	Version int
	Range
}

// ReadExcerpt reads one span. ErrNotFound is for one that Excerpts leaves out.
func ReadExcerpt(ctx context.Context, from interface {
	Excerpts(ctx context.Context, spans []Span) (map[Span]Excerpt, error)
}, s Span) (Excerpt, error) {
	found, err := from.Excerpts(ctx, []Span{s})
	if err != nil {
		return Excerpt{}, err
	}
	x, stored := found[s]
	if !stored {
		return Excerpt{}, fmt.Errorf("bytes %d to %d of article %d: %w", s.Start, s.End, s.Article, ErrNotFound)
	}
	return x, nil
}

// Covering is the smallest range of whole blocks that holds r. Its end may lie behind
// that of the text. An empty range needs none.
func Covering(r Range) Range {
	if r.Empty() {
		return Range{}
	}
	return Range{r.Start / SealBlock * SealBlock, (r.End + SealBlock - 1) / SealBlock * SealBlock}
}

// Slice returns the bytes of r in the article's text once heading and blocks have been
// checked. An article that is not sealed yet is not checked. Errors: ErrSeal;
// ErrNotFound when r lies outside of what the excerpt holds.
func (x *Excerpt) Slice(r Range) (string, error) {
	if r.Start < 0 || r.End < r.Start || r.End > x.Size || !r.Empty() && !(Range{x.Start, x.Start + len(x.Text)}).Contains(r) {
		return "", fmt.Errorf("bytes %d to %d: %w", r.Start, r.End, ErrNotFound)
	}
	if !x.Seal.Empty() && !x.Seal.holds(printedOf(&x.Article), x.Size, x.Start, x.Text) {
		return "", ErrSeal
	}
	if r.Empty() {
		return "", nil
	}
	return x.Text[r.Start-x.Start : r.End-x.Start], nil
}

// StoredVersion is a version of an article as a store holds it.
type StoredVersion struct {
	Article
	Seal    Seal // empty: not sealed yet
	Damaged bool // what was worked out about it is not what was stored
}

// Scrubbed is what Scrub found.
type Scrubbed struct {
	Versions int       // of articles, that were read
	Unsealed int       // of them, not sealed yet
	Broken   []Article // headings, as they are stored now, of those that are not what was sealed
	Damaged  []Article // headings of the others of which what was worked out is damaged
}

// Scrub reads every stored version of every article and checks it against its seal.
// wait, when set, is called now and then; an error of it ends the work.
func Scrub(ctx context.Context, store interface {
	EachVersion(ctx context.Context, f func(StoredVersion) error) error
}, wait func() error) (Scrubbed, error) {
	var done Scrubbed
	err := store.EachVersion(ctx, func(v StoredVersion) error {
		if done.Versions++; wait != nil && done.Versions%scrubPause == 0 {
			if err := wait(); err != nil {
				return err
			}
		}
		broken := !v.Seal.Empty() && v.Seal.Check(&v.Article) != nil
		if v.Seal.Empty() {
			done.Unsealed++
		}
		v.Text = ""
		switch {
		case broken:
			done.Broken = append(done.Broken, v.Article)
		case v.Damaged:
			done.Damaged = append(done.Damaged, v.Article)
		}
		return nil
	})
	return done, err
}

// scrubPause is after how many versions Scrub calls wait: some 10 ms of work.
const scrubPause = 256
