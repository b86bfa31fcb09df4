package topic

import (
	"slices"
	"strings"

	"quoth/knowledge/text"
)

// longestName is how many words a name has at most; a longer run of capitals is a
// headline in capitals.
const longestName = 3

// Names returns the runs of capitalised words of a headline that is not in
// capitals throughout, each once.
func Names(title, lang string) []string {
	terms := text.AppendTerms(nil, title, lang)
	capitals, words := 0, 0
	for _, t := range terms {
		if !t.Stop && !t.Number {
			words++
			if t.Capital {
				capitals++
			}
		}
	}
	if words == 0 || capitals*3 > words*2 && words > longestName {
		return nil
	}
	var names []string
	for i := 0; i < len(terms); {
		j := i
		for j < len(terms) && terms[j].Capital && !terms[j].Stop && (j == i || together(title[terms[j-1].End:terms[j].Start])) {
			j++
		}
		if j == i {
			i++
			continue
		}
		if name := title[terms[i].Start:terms[j-1].End]; j-i <= longestName && len(name) > 2 && !slices.Contains(names, name) {
			names = append(names, name)
		}
		i = j
	}
	return names
}

// together reports whether what stands between two words lets them be one name.
func together(gap string) bool { return strings.Trim(gap, " \u00a0-–") == "" }
