package summary

import (
	"testing"

	"quoth/knowledge"
)

// TestOpinion tells opinions by their addresses, from news of polls, of a court's opinion and of a match.
func TestOpinion(t *testing.T) {
	for address, want := range map[string]bool{
		"https://1.example/opinion/2024/05/the-strike":              true,
		"https://1.example/world-opinion/the-strike":                true,
		"https://1.example/2024/05/opinion-the-strike-is-right":     true,
		"https://1.example/opinion-columns/the-strike/":             true,
		"https://1.example/politics/opinion-poll-puts-labour-ahead": false,
		"https://1.example/2022/05/supreme-court-draft-opinion/":    false,
		"https://1.example/world/harbour-strike-live-commentary":    false,
	} {
		if got := opinion(&knowledge.Article{URL: address, Title: "The strike"}); got != want {
			t.Errorf("%s is an opinion: %t", address, got)
		}
	}
}
