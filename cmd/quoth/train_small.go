package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// Who has just begun to store news asks over a few articles. What is found there has few
// others beside it, whether or not it answers, and is often old.

// smallStores are how many articles a small store has, and how many such stores are made of
// each file of articles.
var smallStores = []struct{ articles, stores int }{{1, 60}, {2, 40}, {3, 40}, {10, 24}, {50, 6}}

const (
	// smallWeight is what a question over a small store counts beside one over all articles,
	// and absentWeight one that nothing there answers, of which there are twice as many here.
	smallWeight, absentWeight = .35, .15
	// nearest is how many articles are taken to be near to a question at most.
	nearest = 20
)

// age is how many years ago what is stored was printed, store by store: what one begins with
// is often old.
var age = [...]int{0, 2, 0, 5}

// smallLessons yields questions over a few of the articles of a store: each is asked where
// all but the article that answers it are stored, likely ones first, and then with that one.
// With each, one is asked that has nothing to do with what is stored.
func smallLessons(ctx context.Context, all *sqlite.Store, questions []question, yield func(answer.Lesson, error) bool) error {
	questions = slices.DeleteFunc(slices.Clone(questions), func(q question) bool { return q.Talk != "" || !q.Known })
	slices.SortFunc(questions, func(a, b question) int {
		return cmp.Or(cmp.Compare(drawn(a.id), drawn(b.id)), cmp.Compare(a.Set, b.Set))
	})
	questions = slices.CompactFunc(questions, func(a, b question) bool { return a.id == b.id })
	others, err := all.Latest(ctx, knowledge.Filter{}, len(questions)*10, 0)
	if err != nil {
		return err
	}
	slices.SortFunc(others, func(a, b knowledge.Article) int { return cmp.Compare(drawn(a.URL), drawn(b.URL)) })
	asked := answer.New(all, time.Now)
	next, other := 0, 0
	for _, size := range smallStores {
		for range size.stores {
			var right knowledge.Article
			var near []knowledge.Article
			var q question
			for right.ID == 0 {
				if next == len(questions) {
					return nil
				}
				q = questions[next]
				next++
				if right, near, err = about(ctx, all, asked, q); err != nil {
					return err
				}
			}
			for len(near) < size.articles-1 {
				a, err := all.Article(ctx, others[other%len(others)].ID)
				if err != nil {
					return err
				}
				if other++; !tellsAnswer(q, a) && !holdsArticle(near, a) {
					near = append(near, a)
				}
			}
			q.Set, q.Weight = fmt.Sprintf("%d stored", size.articles), smallWeight
			q.Question.AsOf = q.Question.AsOf.AddDate(age[next%len(age)], 0, 0)
			unknown := q.Example
			unknown.Known, unknown.Weight, unknown.Right, unknown.Answers = false, absentWeight, nil, nil
			unrelated := questions[(next+len(questions)/2)%len(questions)].Example
			unrelated.Set, unrelated.Weight = q.Set, absentWeight
			unrelated.Known, unrelated.Right, unrelated.Answers = false, nil, nil
			if err := small(ctx, right, near[:size.articles-1], []answer.Example{unknown}, []answer.Example{q.Example, unrelated}, yield); err != nil {
				return err
			}
		}
	}
	return nil
}

// small yields a small store twice: with some articles, and with one more.
func small(ctx context.Context, last knowledge.Article, first []knowledge.Article, before, after []answer.Example, yield func(answer.Lesson, error) bool) error {
	folder, err := os.MkdirTemp("", "quoth-train-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	store, err := sqlite.Open(ctx, filepath.Join(folder, "small.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	in := intake.New(intake.Config{Store: store})
	if len(first) > 0 {
		if _, err := in.Add(ctx, fresh(first)); err != nil {
			return err
		}
		if !yield(answer.Lesson{Store: store, Examples: before}, nil) {
			return errStopped
		}
	}
	if _, err := in.Add(ctx, fresh([]knowledge.Article{last})); err != nil {
		return err
	}
	if !yield(answer.Lesson{Store: store, Examples: after}, nil) {
		return errStopped
	}
	return nil
}

// fresh is articles as they are before they are stored.
func fresh(articles []knowledge.Article) []knowledge.Article {
	out := slices.Clone(articles)
	for i := range out {
		out[i].ID, out[i].Version = 0, 0
	}
	return out
}

// about returns an article that answers a question, and likely ones that do not; the first
// without a number where none is found.
func about(ctx context.Context, all *sqlite.Store, asked *answer.Answerer, q question) (right knowledge.Article, near []knowledge.Article, err error) {
	if len(q.articles) > 0 {
		if right, err = all.ArticleByURL(ctx, q.articles[0]); err != nil && !errors.Is(err, knowledge.ErrNotFound) {
			return right, nil, err
		}
	}
	found, err := asked.Find(ctx, q.Question.Text, nearest)
	if err != nil {
		return right, nil, err
	}
	for _, place := range found {
		a, err := all.Article(ctx, place.Article.ID)
		if err != nil {
			return right, nil, err
		}
		switch answers := tellsAnswer(q, a); {
		case right.ID == 0 && answers && !a.Published.After(q.Question.AsOf):
			right = a
		case !answers && !holdsArticle(near, a):
			near = append(near, a)
		}
	}
	if right.ID == 0 || !q.Right(knowledge.Quote{Article: right, Text: right.Text}) {
		return knowledge.Article{}, nil, nil
	}
	return right, near, nil
}

func holdsArticle(some []knowledge.Article, a knowledge.Article) bool {
	return slices.ContainsFunc(some, func(x knowledge.Article) bool { return x.ID == a.ID })
}

// tellsAnswer reports whether an article has the words of the answer anywhere.
func tellsAnswer(q question, a knowledge.Article) bool {
	return q.Right(knowledge.Quote{Article: a, Text: a.Text}) || q.Answers(a.Text, "")
}

// drawn is a number by which things are drawn, the same at every run.
func drawn(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}
