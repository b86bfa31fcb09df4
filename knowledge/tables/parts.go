package tables

import (
	"encoding/binary"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/varint"
)

// appendParts encodes parts as varints: for each its role, the distance of its start
// from the end of the one before, zigzag, and its length; for a heading also the
// distance and the length of what it heads.
func appendParts(b []byte, parts []knowledge.Part) []byte {
	last := 0
	for _, p := range parts {
		b = append(b, byte(p.Role))
		b = binary.AppendVarint(b, int64(p.Start-last))
		b = binary.AppendUvarint(b, uint64(p.End-p.Start))
		if p.Role == knowledge.RoleHeading {
			b = binary.AppendUvarint(b, uint64(max(0, p.Heads.Start-p.End)))
			b = binary.AppendUvarint(b, uint64(max(0, p.Heads.End-p.Heads.Start)))
		}
		last = p.End
	}
	return b
}

// leastPart is how many bytes a part takes at least: most take little more.
const leastPart = 3

func decodeParts(b []byte) ([]knowledge.Part, error) {
	d := varint.Decoder{B: b}
	parts := slices.Grow([]knowledge.Part(nil), len(b)/leastPart)
	for last := 0; len(d.B) > 0; {
		var p knowledge.Part
		p.Role = knowledge.Role(d.Uvarint())
		p.Start = last + int(d.Varint())
		p.End = p.Start + int(d.Uvarint())
		if p.Role == knowledge.RoleHeading {
			p.Heads.Start = p.End + int(d.Uvarint())
			p.Heads.End = p.Heads.Start + int(d.Uvarint())
			if p.Heads.Empty() {
				p.Heads = knowledge.Range{}
			}
		}
		if d.Err != nil {
			return nil, errEncoding
		}
		parts = append(parts, p)
		last = p.End
	}
	return parts, nil
}

// What a post has, in the first byte of its encoding.
const (
	postHasHeadline = 1 << iota
	postHasTime
)

// appendPosts encodes posts as varints: for each what it has, its range as appendRanges
// writes it, its headline relative to its start, and its time in seconds after that of
// the post before, zigzag, with the seconds of its zone east of UTC.
func appendPosts(b []byte, posts []knowledge.Post) []byte {
	last, lastTime := 0, int64(0)
	for _, p := range posts {
		var has byte
		if !p.Headline.Empty() {
			has |= postHasHeadline
		}
		if !p.Published.IsZero() {
			has |= postHasTime
		}
		b = append(b, has)
		b = binary.AppendVarint(b, int64(p.Start-last))
		b = binary.AppendUvarint(b, uint64(p.End-p.Start))
		last = p.End
		if has&postHasHeadline != 0 {
			b = binary.AppendUvarint(b, uint64(p.Headline.Start-p.Start))
			b = binary.AppendUvarint(b, uint64(p.Headline.End-p.Headline.Start))
		}
		if has&postHasTime != 0 {
			b = binary.AppendVarint(b, p.Published.Unix()-lastTime)
			b = binary.AppendVarint(b, offset(p.Published))
			lastTime = p.Published.Unix()
		}
	}
	return b
}

func decodePosts(b []byte) ([]knowledge.Post, error) {
	d := varint.Decoder{B: b}
	var posts []knowledge.Post
	for last, lastTime := 0, int64(0); len(d.B) > 0; {
		var p knowledge.Post
		has := d.Uvarint()
		p.Start = last + int(d.Varint())
		p.End = p.Start + int(d.Uvarint())
		last = p.End
		if has&postHasHeadline != 0 {
			p.Headline.Start = p.Start + int(d.Uvarint())
			p.Headline.End = p.Headline.Start + int(d.Uvarint())
		}
		if has&postHasTime != 0 {
			lastTime += d.Varint()
			p.Published = time.Unix(lastTime, 0).UTC()
			if zone := int(d.Varint()); zone != 0 {
				p.Published = p.Published.In(time.FixedZone("", zone))
			}
		}
		if d.Err != nil {
			return nil, errEncoding
		}
		posts = append(posts, p)
	}
	return posts, nil
}
