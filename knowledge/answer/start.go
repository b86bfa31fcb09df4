package answer

// starting is the model that learning starts from, set by hand. It chooses the sentences
// that are learned from, and answers the turns of a talk, so that what is learned depends on
// the examples alone and not on what was learned before.
var starting = Model{
	First: map[string]float64{
		"held": 1.5, "held asked": 2, "near": 2.5, "titled": 1, "heading": 1, "two away": 2, "around": -3, "whole": 1, "plain held": 1.5, "words gone": -1, "names gone": -1, "numbers gone": -1,
		"matched": 2, "paired": 1, "leading": 2.5, "fitting": .5, "fitting number": 3, "asking": -1, "opposed": -4,
		"days": 2, "weeks": 2, "newest days": 1.5, "state days": 1.5, "newest number": 1,
	},
	Second: map[string]float64{
		"held": 1, "held asked": 1, "near": 1.5, "heading": .5, "two away": 1.5, "around": -1.5, "whole": 1, "plain held": 1, "words gone": -1, "numbers gone": -1,
		"matched": 1.5, "leading": 2.5, "asking": -1, "opposed": -4, "days": 1.5, "weeks": 1.5, "newest days": 1, "state days": 1,
		"typed name": 2, "typed number": 2, "typed clause": 2, "typed for certain": .5, "untyped": -1, "soft": 1.5, "agreed": 1, "echo": 1.5, "heading asks": 2, "first score": 2, "mass": 1, "place": 1,
	},
	Names:   map[string]float64{"fit": 1, "told most": 1, "titled": 1, "near before": .5, "asked": -.5},
	Numbers: map[string]float64{"fit": 1, "certain": .5, "told most": 1, "titled": .5, "digits": 1, "chance": 1, "first": .5},
	Verdict: map[string]float64{"constant": -2, "quote's chance": 2, "answer's chance": 1, "words' chance": 1, "untold": -1},
}
