// Command train learns the model of package intent from files of lines.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quoth/bot/intent"
)

func main() {
	lines := flag.String("lines", "", "folder of .tsv files, one a language")
	out := flag.String("out", "", "the file to write")
	misses := flag.Bool("misses", false, "print what cross-validation takes wrongly")
	flag.Parse()
	if err := train(*lines, *out, *misses); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func train(lines, out string, misses bool) error {
	files, err := filepath.Glob(filepath.Join(lines, "*.tsv"))
	if err != nil {
		return err
	}
	var examples []intent.Example
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		some, err := intent.ReadExamples(strings.TrimSuffix(filepath.Base(file), ".tsv"), string(data))
		if err != nil {
			return err
		}
		examples = append(examples, some...)
	}
	model, missed := intent.Learn(examples)
	for _, note := range model.Notes {
		fmt.Println(note)
	}
	if misses {
		for _, m := range missed {
			fmt.Println(m)
		}
	}
	data, err := json.Marshal(model)
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(data, '\n'), 0o644)
}
