package answer

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:generate go run ../../cmd/quoth train --data ../../../shared/eval/data --out model.json

// model is what was learned: the weights of the features in both passes and of
// the signs of the verdict and of words, in the order of table, weighed and wordSigns.
type model struct {
	first, second []float64
	verdict       []float64
	names         []float64 // of the signs of words that answer, for a name
	numbers       []float64 // the same for a number or a time
	calibration   []float64 // weights of logarithms
}

// Model is a model as it is written to a file. What is not named in a map weighs
// nothing.
type Model struct {
	Notes       []string           `json:"notes"` // how it did in cross-validation
	First       map[string]float64 `json:"first"`
	Second      map[string]float64 `json:"second"`
	Verdict     map[string]float64 `json:"verdict"`
	Names       map[string]float64 `json:"names"`
	Numbers     map[string]float64 `json:"numbers"`
	Calibration []float64          `json:"calibration"`
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
	out := &model{first: make([]float64, len(table)), second: make([]float64, len(table)), verdict: make([]float64, len(weighed)), calibration: m.Calibration}
	for i, f := range table {
		if f.pass == onAll {
			out.first[i] = m.First[f.name]
		}
		out.second[i] = m.Second[f.name]
	}
	for i, name := range weighed {
		out.verdict[i] = m.Verdict[name]
	}
	out.names, out.numbers = make([]float64, len(wordSigns)), make([]float64, len(wordSigns))
	for i, s := range wordSigns {
		out.names[i], out.numbers[i] = m.Names[s.name], m.Numbers[s.name]
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
