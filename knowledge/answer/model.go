package answer

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:generate go run ../../cmd/quoth train --data ../../../shared/eval/data --out model.json

// model is what was learned: the weights of the features in both passes and of
// the signs of the verdict, in the order of table and of signs.
type model struct {
	first, second []float64
	verdict       []float64
	isotonic      [][2]float64 // raw probability, share that held the answer; both ascending
}

// Model is a model as it is written to a file. What is not named in a map weighs
// nothing.
type Model struct {
	Notes    []string           `json:"notes"` // how it did in cross-validation
	First    map[string]float64 `json:"first"`
	Second   map[string]float64 `json:"second"`
	Verdict  map[string]float64 `json:"verdict"`
	Isotonic [][2]float64       `json:"isotonic"`
}

//go:embed model.json
var modelFile []byte

// builtIn is the model in the program.
var builtIn = sync.OnceValue(func() *model {
	var m Model
	if err := json.Unmarshal(modelFile, &m); err != nil {
		panic(fmt.Sprintf("answer: model.json: %v", err)) // it is a part of the program
	}
	return m.compile()
})

func (m Model) compile() *model {
	out := &model{first: make([]float64, len(table)), second: make([]float64, len(table)), verdict: make([]float64, len(signs)), isotonic: m.Isotonic}
	for i, f := range table {
		if f.pass == onAll {
			out.first[i] = m.First[f.name]
		}
		out.second[i] = m.Second[f.name]
	}
	for i, s := range signs {
		out.verdict[i] = m.Verdict[s.name]
	}
	return out
}

// featureIndex is where a feature stands in table.
var featureIndex = func() map[string]int {
	at := make(map[string]int, len(table))
	for i, f := range table {
		at[f.name] = i
	}
	return at
}()
