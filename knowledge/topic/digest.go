package topic

import "strings"

// digestParts is from how many parts between commas on a title names the pieces of a digest,
// and digestWords how many words each has at most.
const digestParts, digestWords = 5, 4

// IsDigest reports whether a title names the pieces of a digest: "Budget, storm, cup final, …".
func IsDigest(title string) bool {
	parts := strings.Split(title, ",")
	if len(parts) < digestParts {
		return false
	}
	for _, part := range parts {
		if len(strings.Fields(part)) > digestWords {
			return false
		}
	}
	return true
}
