package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// decide puts articles into an Index one after the other and returns what was
// decided of each.
func decide(x *Index, articles ...shared) []Decision {
	var all []Decision
	for _, a := range articles {
		data := sign(&a)
		d := x.Decide(data, a.at)
		all = append(all, d)
		id := d.Story
		if id == 0 {
			id = int64(x.next + 1)
		}
		for _, same := range d.Same {
			x.Join(same, id)
		}
		for _, stray := range d.Strays {
			x.Move(stray, id)
		}
		x.Add(knowledge.Signature{ArticleID: int64(x.next + 1), StoryID: id, Published: a.at, Data: data})
	}
	return all
}

// TestChanges holds what is said to change a story to floors, on the pairs of
// which it is known whether anything new stands between them.
func TestChanges(t *testing.T) {
	overSets(t, func(t *testing.T, s set) {
		x, _, entries := stream(s.news)
		counts := map[string]*tally{}
		for _, p := range s.pairs {
			a, b := entries[p.a], entries[p.b]
			if a.published.After(b.published) {
				a, b = b, a
			}
			if !p.same || p.draw != "first" || b.published.Sub(a.published) > Window {
				continue
			}
			v := compare(x.weigh(b), x.weigh(a))
			f := &fit{figures: true}
			f.add(b, a, &v)
			if counts[p.half] == nil {
				counts[p.half] = &tally{}
			}
			counts[p.half].count(f.changes(b, a.published), !p.news || p.kind == "update")
		}
		for half, c := range counts {
			floor{.8, .45}.check(t, "changes, "+half, c)
		}
	})
}

// TestStoriesJoin has a report show that two stories are one, and that an article does not
// belong to the story that it stands in.
func TestStoriesJoin(t *testing.T) {
	report := func(source string) shared {
		return shared{Source: source, Title: "Earthquake kills 12 in Norland's Port Evans", Text: quake, at: day(6)}
	}
	vote := func(source string) shared {
		return shared{Source: source, Title: "Voters in Leyden pass the harbour budget", Text: "Voters in Leyden passed the budget for the new harbour on Sunday by a wide margin, the council of Leyden said. Mayor Una Brandt thanked those who had gone from door to door for it.", at: day(6)}
	}
	index := func(stories ...int64) *Index {
		x := NewIndex()
		for i, a := range []shared{report("Echo"), vote("Echo"), report("Wire"), vote("Wire"), vote("Gazette")} {
			x.Add(knowledge.Signature{ArticleID: int64(i + 1), StoryID: stories[i], Published: a.at, Data: sign(&a)})
		}
		return x
	}
	a := report("Post")
	x := index(1, 2, 3, 2, 2)
	d := x.Decide(sign(&a), a.at.Add(time.Hour))
	if d.Story != 1 || !slices.Equal(d.Same, []int64{3}) || len(d.Strays) != 0 {
		t.Errorf("of two stories of one event: %+v", d)
	}
	x.Join(3, 1)
	if d := x.Decide(sign(&a), a.at.Add(time.Hour)); d.Story != 1 || len(d.Same) != 0 {
		t.Errorf("once they are one: %+v", d)
	}
	x = index(1, 2, 2, 2, 2)
	if d = x.Decide(sign(&a), a.at.Add(time.Hour)); d.Story != 1 || !slices.Equal(d.Strays, []int64{3}) || len(d.Same) != 0 {
		t.Errorf("of an article in the wrong story: %+v", d)
	}
	x.Move(3, 1)
	if d := x.Decide(sign(&a), a.at.Add(time.Hour)); d.Story != 1 || len(d.Strays) != 0 || x.spans[1].articles != 2 || x.spans[2].articles != 3 {
		t.Errorf("once it was moved: %+v, %+v", d, x.spans)
	}

	x = index(1, 2, 2, 2, 2)
	edited := report("Wire")
	x.Add(knowledge.Signature{ArticleID: 3, StoryID: 2, Published: edited.at, Data: sign(&edited)})
	if d = x.Decide(sign(&a), a.at.Add(time.Hour)); !slices.Equal(d.Strays, []int64{3}) {
		t.Errorf("of an article in the wrong story that was edited: %+v", d)
	}
	x.Move(3, 1)
	if x.spans[1].articles != 3 || x.spans[2].articles != 3 {
		t.Errorf("once both versions were moved: %+v", x.spans)
	}
}

// form is a warning as an office prints it for one place after the other.
func form(place, name string, n int) shared {
	return shared{Source: "Echo", Title: fmt.Sprintf("Flood warning for %s", place), at: day(6),
		Text: fmt.Sprintf("The river office has issued a flood warning for %s until Tuesday noon. People near the %s should move cars and cattle to higher ground, keep away from the banks and listen to the radio. The water may rise by %d centimetres in the night, the office said, and roads along the river will be closed until it has gone down again.", place, name, n)}
}

func TestFormsAreNoCopies(t *testing.T) {
	got := decide(NewIndex(), form("Elmstead", "Larch", 40), form("Portmouth", "Wend", 70), form("Orrin", "Sill", 55))
	for i, d := range got {
		if d.Story != 0 {
			t.Errorf("the warning for place %d joins the story of another", i+1)
		}
	}
}

// TestAYoungStore holds the decisions on single pairs to a floor in stores that have
// nothing but the news of the days before, about fifty articles, among which every
// word seems rare.
func TestAYoungStore(t *testing.T) { overSets(t, testAYoungStore) }

func testAYoungStore(t *testing.T, all set) {
	published := map[string]time.Time{}
	for _, a := range all.news {
		published[a.URL] = a.at
	}
	var c tally
	for _, p := range all.pairs {
		from, to := published[p.a], published[p.b]
		if from.After(to) {
			from, to = to, from
		}
		if p.draw != "first" || to.Sub(from) > Window {
			continue
		}
		x := NewIndex()
		at := map[string]int{}
		for _, a := range all.news {
			if a.at.After(to) || a.at.Before(from.Add(-3*24*time.Hour)) {
				continue
			}
			at[a.URL] = x.next
			x.Add(knowledge.Signature{ArticleID: int64(x.next + 1), StoryID: int64(x.next + 1), Published: a.at, Data: a.signed})
		}
		a, b := &x.entries[at[p.a]], &x.entries[at[p.b]]
		v := compare(x.weigh(a), x.weigh(b))
		c.count(judge(a, b, &v) >= join, p.same)
	}
	all.young.check(t, "in a young store", &c)
}

// TestSeriesDoNotChain has an outlet print the same piece every day with other numbers.
func TestSeriesDoNotChain(t *testing.T) {
	x := NewIndex()
	for i := range 5 {
		a := shared{Source: "Echo", Title: "Air over Portmouth on " + day(i+1).Format("Monday"), at: day(i + 1),
			Text: fmt.Sprintf("The air over Portmouth holds %d micrograms of dust on %s, the office for clean air in Elmstead says. Those who cough should stay at home and keep the windows shut. The office measures the air over Portmouth at the harbour, at the school in Larch Street and near the mill.", i*7+13, day(i+1).Format("Monday"))}
		if d := decide(x, a)[0]; d.Story != 0 {
			t.Errorf("day %d joins story %d", i+1, d.Story)
		}
	}
}

// TestARisingTollIsNoSeries has an outlet print the news of one event on three days
// under titles of one shape, and another outlet print it too.
func TestARisingTollIsNoSeries(t *testing.T) {
	lead := func(n int, day string) string {
		return fmt.Sprintf("The number of people killed by the earthquake near Port Evans in Norland rose to %d on %s, the rescue service said. ", n, day)
	}
	army := "The army set up tents in Port Evans for those who lost their homes in the old town. Prime Minister Ada Moreau declared three days of mourning in Norland after the earthquake of magnitude 6.8."
	got := decide(NewIndex(),
		shared{Source: "Echo", Title: "Norland earthquake: death toll rises to 12", Text: lead(12, "Monday") + "Houses fell in the old town of Port Evans and a hospital was cleared. Prime Minister Ada Moreau flew to the region. The earthquake of magnitude 6.8 struck before dawn off the coast of Norland.", at: day(6)},
		shared{Source: "Wire", Title: "At least 14 dead in Norland earthquake", Text: "At least 14 people died when an earthquake of magnitude 6.8 struck off Port Evans, Norland, before dawn on Monday. Prime Minister Ada Moreau promised help; houses fell in the old town and a hospital was cleared, the rescue service said.", at: day(6).Add(2 * time.Hour)},
		shared{Source: "Echo", Title: "Norland earthquake: death toll rises to 47", Text: lead(47, "Tuesday") + "Rescuers in Port Evans pulled a child from the ruins of the old town after thirty hours. Ada Moreau, the prime minister, called for blood donations. The earthquake on Monday had a magnitude of 6.8.", at: day(7)},
		shared{Source: "Echo", Title: "Norland earthquake: death toll rises to 93", Text: lead(93, "Wednesday") + army, at: day(8)},
		shared{Source: "Wire", Title: "Norland mourns as earthquake toll reaches 93", Text: "Norland began three days of mourning on Wednesday as the number killed by the Port Evans earthquake reached 93, the rescue service said. Prime Minister Ada Moreau visited tents that the army set up for those who lost homes in the old town. The earthquake had a magnitude of 6.8.", at: day(8).Add(2 * time.Hour)},
	)
	third := got[3].Story
	if third == 0 {
		third = 4
	}
	if got[1].Story != 1 || got[2].Story != 1 || got[4].Story != third {
		t.Errorf("decided: %+v", got)
	}
}

// TestStoriesEnd has a matter go on for ten days: it does not become one story.
func TestStoriesEnd(t *testing.T) {
	x := NewIndex()
	first := map[int64]time.Time{}
	for i := range 10 {
		a := shared{Source: fmt.Sprint("Outlet", i), Title: fmt.Sprintf("Strike at the Portmouth docks, day %d", i+1), at: day(i + 1),
			Text: fmt.Sprintf("The strike of the dockers of Portmouth over night pay went into day %d. Ships wait off the port, and the union of the dockers, led by Una Brandt, will talk to the port of Portmouth again.", i+1)}
		id := decide(x, a)[0].Story
		if id == 0 {
			id = int64(x.next)
			first[id] = a.at
		}
		if a.at.Sub(first[id]) > longest {
			t.Errorf("day %d still belongs to the story of %v", i+1, first[id])
		}
	}
	if len(first) != 2 {
		t.Errorf("ten days make %d stories", len(first))
	}
}

// TestChangesOfALaterDay has a story told again on the next day in the same words,
// and then with a new one.
func TestChangesOfALaterDay(t *testing.T) {
	at := func(title string, d int) shared {
		return shared{Source: "Wire", Title: title, Text: quake + strings.Repeat("Rescuers dug with their hands in Port Evans. ", d), at: day(d)}
	}
	x := NewIndex()
	got := decide(x, at("Earthquake kills 12 in Norland's Port Evans", 6), at("Earthquake in Norland's Port Evans kills 12", 7))
	if got[1].Story != 1 || got[1].Change {
		t.Errorf("the same words a day later: %+v", got[1])
	}
	got = decide(x, at("Norland's Port Evans mourns 12 dead of the earthquake", 8))
	if got[0].Story != 1 || !got[0].Change {
		t.Errorf("new words a day later: %+v", got[0])
	}
}
