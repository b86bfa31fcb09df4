package knowledge

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// FindArticle returns the article that is called by its number (#12) or its address. The
// error is ErrNotFound when there is none.
func FindArticle(ctx context.Context, l Library, name string) (Article, error) {
	name = strings.TrimSpace(name)
	if number, ok := strings.CutPrefix(name, "#"); ok {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return Article{}, fmt.Errorf("article %q: %w", name, ErrNotFound)
		}
		return l.Article(ctx, id)
	}
	return l.ArticleByURL(ctx, name)
}
