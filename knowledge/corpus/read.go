package corpus

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"

	"quoth/knowledge"
)

// Read reads the titles and texts of articles from a file of JSON Lines, compressed by gzip.
func Read(path string) ([]knowledge.Article, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var all []knowledge.Article
	for d := json.NewDecoder(bufio.NewReader(unzipped)); d.More(); {
		var line struct{ Title, Text string }
		if err := d.Decode(&line); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, knowledge.Article{Title: line.Title, Text: line.Text})
	}
	return all, nil
}
