package answer

import (
	"path/filepath"
	"testing"
)

func BenchmarkAsk(b *testing.B) {
	if !there(filepath.Join(sharedData, "questions")) {
		b.Skip("the quiz's articles are not there")
	}
	k := sharedQuiz(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := k.answers.Ask(b.Context(), Question{Text: k.can[i%len(k.can)].Question}); err != nil {
			b.Fatal(err)
		}
	}
}
