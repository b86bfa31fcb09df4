package bot

import (
	"context"
	"time"

	"quoth/knowledge"
)

// Undepicted is blocks without the pictures of articles.
func Undepicted(blocks []Block) []Block {
	out, _ := depicted(blocks, func(*knowledge.Article) (bool, error) { return false, nil })
	return out
}

// depicted is blocks with those pictures of quoted articles alone that are kept.
func depicted(blocks []Block, keep func(*knowledge.Article) (bool, error)) ([]Block, error) {
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		switch block := b.(type) {
		case Quote:
			if block.Article.Image == "" {
				break
			}
			kept, err := keep(&block.Article)
			if err != nil {
				return nil, err
			}
			if !kept {
				block.Article.Image = ""
				b = block
			}
		case Folded:
			folded, err := depicted(block.Blocks, keep)
			if err != nil {
				return nil, err
			}
			block.Blocks = folded
			b = block
		}
		out[i] = b
	}
	return out, nil
}

// A picture that stands with several articles of an outlet in a few days is none of any of
// them, but the outlet's sign, which its pages show where an article has no picture.
const (
	signArticles = 3
	signTime     = 48 * time.Hour // before an article and behind it
	signRead     = 60             // articles around it that are looked at
)

// depicts reports whether a picture is that of an article and no outlet's sign.
func (v verifier) depicts(ctx context.Context, a *knowledge.Article) (bool, error) {
	f := knowledge.Filter{Since: a.Published.Add(-signTime), Until: a.Published.Add(signTime)}
	if a.Source == "" || a.Published.IsZero() {
		return true, nil
	}
	f.Sources = []string{a.Source}
	around, err := retry(ctx, func() ([]knowledge.Article, error) { return v.store.Latest(ctx, f, signRead, 0) })
	if err != nil {
		return false, err
	}
	n := 0
	for _, other := range around {
		if other.Image == a.Image {
			n++
		}
	}
	return n < signArticles, nil
}
