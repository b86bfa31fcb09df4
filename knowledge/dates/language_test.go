package dates

import (
	"strings"
	"testing"
	"time"
)

func TestFindIn(t *testing.T) {
	published := time.Date(2024, 7, 17, 9, 0, 0, 0, time.UTC) // a Wednesday
	for _, c := range []struct{ language, text, want string }{
		{"en", "It ended on 3 May 2024.", "3 May 2024=2024-05-03"},
		{"de", "Am Montag brannte es, am 3. Mai 2024 nicht; im Herbst 2026 wird gebaut.", "Montag=2024-07-15 3. Mai 2024=2024-05-03 Herbst 2026=2026-FA"},
		{"de", "Gestern dauerte es drei Stunden, 2017 noch 12 Tage.", "Gestern=2024-07-16 drei Stunden=PT3H 2017=2017 12 Tage=P12D"},
		{"fr", "Le pont a été inauguré samedi 13 avril.", "samedi 13 avril=2024-04-13"},
		{"es", "Fue el 28 de diciembre y duró dos semanas.", "28 de diciembre=2023-12-28 dos semanas=P2W"},
		{"it", "Ieri, dopo sei anni, in primavera 2025.", "Ieri=2024-07-16 sei anni=P6Y primavera 2025=2025-SP"},
		{"pt", "Na terça-feira, a segunda vez; no domingo, 5 de maio.", "terça-feira=2024-07-16 domingo, 5 de maio=2024-05-05"},
		{"ru", "Театр сгорел в 2017 году, закрыли в четверг до 2 апреля.", "2017=2017 четверг=2024-07-11 2 апреля=2025-04-02"},
		{"tr", "Köprü 29 Ekim'de açıldı, dün kapandı.", "29 Ekim=2023-10-29 dün=2024-07-16"},
	} {
		var got []string
		for _, e := range FindIn(c.text, c.language, published) {
			got = append(got, c.text[e.Start:e.End]+"="+e.Value)
		}
		if joined := strings.Join(got, " "); !strings.Contains(joined, c.want) && joined != c.want {
			t.Errorf("%s: %q has %q, want %q", c.language, c.text, joined, c.want)
		}
	}
}

// FuzzFindIn checks that expressions are slices in order that do not overlap.
func FuzzFindIn(f *testing.F) {
	f.Add("Am 3. Mai, im Herbst 2026, drei Stunden", "de")
	f.Add("terça-feira", "pt")
	f.Fuzz(func(t *testing.T, s, language string) {
		end := 0
		for _, e := range FindIn(s, language, time.Date(2024, 7, 17, 0, 0, 0, 0, time.UTC)) {
			if e.Start < end || e.End <= e.Start || e.End > len(s) {
				t.Fatalf("expression [%d, %d) in %d bytes, behind %d", e.Start, e.End, len(s), end)
			}
			end = e.End
		}
	})
}
