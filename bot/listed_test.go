package bot

import (
	"slices"
	"testing"

	"quoth/knowledge"
)

// TestArticlesListed counts each thing of a list, so that a place in it stays its own where two
// are of one article.
func TestArticlesListed(t *testing.T) {
	quote := func(id int64) Quote { return Quote{Quote: knowledge.Quote{Article: knowledge.Article{ID: id}}} }
	event := func(id int64) Block { return Entry{Quotes: []Quote{quote(id), quote(9)}} }
	for _, x := range []struct {
		blocks []Block
		want   []int64
	}{
		{[]Block{event(1), event(1), event(2)}, []int64{1, 1, 2}},
		{[]Block{quote(1), quote(1), quote(2), Folded{Blocks: []Block{quote(3)}}}, []int64{1, 1, 2}},
		{[]Block{event(1), event(2), Folded{Blocks: []Block{event(1)}}}, []int64{1, 2, 1}},
		{[]Block{quote(1), quote(1)}, nil},
		{[]Block{Headline{Article: knowledge.Article{ID: 4}}}, nil},
	} {
		if got := articlesListed(x.blocks); !slices.Equal(got, x.want) {
			t.Errorf("%v are listed, not %v", got, x.want)
		}
	}
}
