package storetest

import (
	"context"
	"maps"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// report is what a person says of the first words of an article.
func report(n int, e *knowledge.Entry, o audience.Opinion) audience.Report {
	return audience.Report{Person: person(n), Question: "What fell?", Article: e.ID, Version: e.Version, End: 4, Opinion: o, Created: day(2), Expires: day(30)}
}

// reports keeps what two persons say of quotes: the last word of each counts, it can be
// taken back, and it goes with its time and its article.
func reports(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	storm := entry("https://example.com/a", "Gazette", "Storm", "Rain fell.", day(1))
	sun := entry("https://example.com/b", "Echo", "Sun", "Rain stopped.", day(1))
	put(t, s, knowledge.Added, storm, sun)
	for _, r := range []audience.Report{
		report(1, storm, audience.Helpful), report(1, storm, audience.WrongQuote), report(2, storm, audience.Helpful),
		report(2, sun, audience.Unhelpful), report(2, sun, ""),
	} {
		check(t, s.SaveReport(ctx, r))
	}
	later := report(1, sun, audience.Helpful)
	later.Created, later.Question = day(3), ""
	check(t, s.SaveReport(ctx, later))
	all := ok[[]audience.Report](t)(s.Reports(ctx, 9))
	if len(all) != 3 || all[0] != later || all[2] != report(1, storm, audience.WrongQuote) {
		t.Errorf("Reports = %+v", all)
	}
	if got := ok[[]audience.Report](t)(s.Reports(ctx, 1)); len(got) != 1 || got[0] != later {
		t.Errorf("the newest report is %+v", got)
	}
	if got, want := ok[map[audience.Opinion]int](t)(s.CountReports(ctx)), map[audience.Opinion]int{audience.WrongQuote: 1, audience.Helpful: 2}; !maps.Equal(got, want) {
		t.Errorf("CountReports = %v, want %v", got, want)
	}
	if n := ok[int](t)(s.DropReports(ctx, storm.ID)); n != 2 {
		t.Errorf("DropReports = %d", n)
	}
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.RemoveSource(ctx, "Echo")
		return err
	})
	if got := ok[[]audience.Report](t)(s.Reports(ctx, 9)); len(got) != 0 {
		t.Errorf("of a removed article there is %+v", got)
	}
	again := entry("https://example.com/c", "Echo", "Sun", "Rain stopped.", day(1))
	put(t, s, knowledge.Added, again)
	check(t, s.SaveReport(ctx, report(1, again, audience.Helpful)))
	check(t, s.ExpireSessions(ctx, day(30)))
	if got := ok[[]audience.Report](t)(s.Reports(ctx, 9)); len(got) != 0 {
		t.Errorf("after their time there is %+v", got)
	}
	if err := s.SaveReport(ctx, audience.Report{Article: again.ID, Opinion: audience.Helpful}); err == nil {
		t.Error("nobody reports")
	}
}
