package bot

import (
	"testing"

	"quoth/bot/text"
)

// TestNamesOfMenus finds a command by the name that it has in the menus of any language, and
// no name is that of two.
func TestNamesOfMenus(t *testing.T) {
	table := commandTable()
	for _, c := range table {
		for _, language := range text.Languages() {
			found, known := table.Command("/" + c.NameIn(language))
			if !known || found.Name != c.Name {
				t.Errorf("%s, /%s in %s, is taken for %+v", c.Name, c.NameIn(language), language, found)
			}
		}
	}
	if _, known := table.Command(""); known {
		t.Error("no name is that of a command")
	}
	var r Request
	if table.Parse(&r, "/Folgen ferry"); r.Command != "follow" || r.Args["topic"] != "ferry" {
		t.Errorf("what is typed as in a German menu is taken for %s %v", r.Command, r.Args)
	}
}
