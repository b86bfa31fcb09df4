package answer

import (
	"testing"
)

func BenchmarkAsk(b *testing.B) {
	k := sharedQuiz(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := k.answers.Ask(b.Context(), Question{Text: k.can[i%len(k.can)].Question}); err != nil {
			b.Fatal(err)
		}
	}
}
