// Package lexicon knows what English words and names mean: which noun is a kind of
// which other ([IsA]), what sort of thing a name is known for ([Classes]), how
// else a country and its people are called ([Forms]), and how near two words are in meaning
// ([Similarity]).
//
// The tables stand in the program as bytes and are read where they lie; nothing of
// them is copied to the heap but the small ones of countries, states, teams and
// outlets, when one of these is first asked for. data/LICENSES.txt says where each
// comes from, and generate.go makes them. Everything is safe for concurrent use.
package lexicon

//go:generate go run generate.go -packages packages
