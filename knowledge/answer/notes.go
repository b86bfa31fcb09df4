package answer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// notes are the figures by set, in the evaluation's terms.
func notes(all []*sample) []string {
	var names []string
	for _, s := range all {
		if !slices.Contains(names, s.set) {
			names = append(names, s.set)
		}
	}
	var out []string
	for _, name := range names {
		var typed, bold, known, contexted, reached, chars, hit, said, right, none, wrong, n, net float64
		var bins [10][2]float64
		var curve []*sample
		for _, s := range all {
			if s.set != name {
				continue
			}
			n++
			chars += float64(s.chars)
			yes := s.confidence >= sure
			curve = append(curve, s)
			if s.known {
				known++
				reached += truth(s.reached)
				hit += truth(s.hit)
				contexted += truth(s.right)
				right += truth(yes && s.right)
				if k := s.shown.q.wanted.Kind; s.right && (k.Named() || k.Numeric()) {
					typed++
					bold += truth(s.bold())
				}
			} else {
				none++
				wrong += truth(yes)
			}
			said += truth(yes)
			switch {
			case yes && s.right, !yes && !s.known:
				net++
			case yes:
				net--
			}
			if yes {
				b := min(9, int(10*s.confidence))
				bins[b][0] += s.confidence
				bins[b][1] += truth(s.right)
			}
		}
		off := 0.0
		for _, b := range bins {
			off += math.Abs(b[0] - b[1])
		}
		slices.SortStableFunc(curve, func(a, b *sample) int { return cmp.Compare(b.confidence, a.confidence) })
		at := ""
		for _, share := range []float64{.1, .2, .3, .4, .6, .8, 1} {
			top := curve[:int(share*float64(len(curve)))]
			good := 0.0
			for _, s := range top {
				good += truth(s.right)
			}
			at += fmt.Sprintf(" %.0f%%:%.2f", 100*share, good/math.Max(1, float64(len(top))))
		}
		out = append(out, fmt.Sprintf("%s: %.0f questions, reached %.3f, hit@1 %.3f, with context %.3f, %.0f characters, right %.3f, precision %.3f, false %.3f, net %.3f, calibration error %.3f, words %.3f; precision over coverage%s",
			name, n, reached/math.Max(1, known), hit/math.Max(1, known), contexted/math.Max(1, known), chars/n, right/math.Max(1, known), right/math.Max(1, said), wrong/math.Max(1, none), net/n, off/math.Max(1, said), bold/math.Max(1, typed), at))
	}
	return out
}
