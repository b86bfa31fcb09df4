package page

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"quoth/knowledge/heaptest"
)

// hostileSizes are how large the hostile pages are, in bytes.
func hostileSizes() []int {
	if os.Getenv("LONG_TESTS") != "" {
		return []int{MaxSize, maxTag, maxTag / 2, 1 << 20, 512 << 10, 256 << 10}
	}
	return []int{256 << 10}
}

// filled repeats what make returns until it has n bytes.
func filled(n int, make func(i int) string) string {
	var b strings.Builder
	for i := 0; ; i++ {
		s := make(i)
		if b.Len()+len(s) > n {
			return b.String()
		}
		b.WriteString(s)
	}
}

func same(s string) func(int) string { return func(int) string { return s } }

// hostilePages are made to take much memory.
func hostilePages(n int) map[string]string {
	n -= 100
	return map[string]string{
		"nested":             filled(n, same("<div>")),
		"nested formats":     filled(n, same("<b>")),
		"formats in blocks":  filled(n/100, func(i int) string { return fmt.Sprintf("<b a=%d>", i) }) + filled(n-n/100, same("<p>x")),
		"formats and cells":  "<table>" + filled(n, func(i int) string { return fmt.Sprintf("<td><i a=%d>x", i) }),
		"misnested":          filled(n, same("<b><p></b>x")),
		"misnested links":    filled(n, func(i int) string { return fmt.Sprintf("<a href=%d><div>x</a>", i) }),
		"empty elements":     filled(n, same("<i></i>")),
		"blocks":             filled(n, same("<p>a")),
		"attributes":         "<p" + filled(n, same(" a")) + ">",
		"many attributes":    filled(n, same("<p a b c d e f>")),
		"long attribute":     "<p a='" + filled(n, same("x")) + "'>",
		"entities":           "<p>" + filled(n, same("&lt;")),
		"long entities":      "<p>" + filled(n, same("&CounterClockwiseContourIntegral;")),
		"tables":             filled(n, same("<table><tr><td>a")),
		"foster parents":     "<table>" + filled(n, same("x<b>")),
		"scripts":            filled(n, same("<script>a</script>")),
		"long script":        "<script>" + filled(n, same("if (a < b) ")) + "</script>",
		"structured data":    `<script type="application/ld+json">` + filled(n-40, same("[")) + "</script>",
		"structured article": `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + filled(n-90, same("<p>No end. ")) + `"}</script>`,
		"comments":           filled(n, same("<!-- a -->")),
		"words":              "<article><p>" + filled(n, same("No end in sight. ")),
		"short words":        "<article><p>" + filled(n, same("1 ")),
		"lists":              filled(n, same("<ul><li>a")),
		"options":            "<select>" + filled(n, same("<option>a")),
		"svg":                "<svg>" + filled(n, same("<g>")),
		"math":               "<math>" + filled(n, same("<mi>a")),
		"templates":          filled(n, same("<template>")),
		"headings":           filled(n, same("<h1>a</h1>")),
		"rulers":             filled(n, same("<hr>")),
		"breaks":             "<p>" + filled(n, same("a<br>")),
	}
}

// TestHostileSmallPages has each of many blocks open all formats anew, and end tags make elements.
func TestHostileSmallPages(t *testing.T) {
	formats := func(n int) string {
		return filled(n*len("<b a=490>"), func(i int) string { return fmt.Sprintf("<b a=%03d>", i) })
	}
	for name, source := range map[string]string{
		"formats in blocks":     "<p>" + formats(490) + filled(90_000, same("<p>x")),
		"formats around a cell": "<p>" + formats(300) + "<table><td>" + strings.Repeat("</b>", 300) + "</table>" + filled(90_000, same("<p>x")),
		"ends of nothing":       filled(4<<20, same("</p>")),
	} {
		t.Run(name, func(t *testing.T) {
			heaptest.Within(t, len(source), func() { Read(strings.NewReader(source), "text/html", "https://a.example/") })
			heaptest.Within(t, len(source), func() { FragmentText(source, "") })
		})
	}
}

// TestSloppyPages has pages leave many links open: each ends the one before it.
func TestSloppyPages(t *testing.T) {
	for _, source := range []string{
		filled(60_000, func(i int) string { return fmt.Sprintf("<p><a name=n%d>A word.", i) }),
		"<table>" + filled(60_000, func(i int) string { return fmt.Sprintf("<tr><td><a name=n%d>A word.", i) }),
	} {
		if _, err := Parse(source); err != nil {
			t.Errorf("%.40s…: %v", source, err)
		}
	}
}

// TestManyAlike has pages be nothing but elements of one kind, few enough to be parsed, which is to take no time to speak of:
// with each compared with all others it is minutes.
func TestManyAlike(t *testing.T) {
	for _, element := range []string{"<h1>a</h1>", "<hr>", "<option>a"} {
		Read(strings.NewReader("<title>A title of words</title>"+filled(128<<10, same(element))), "text/html", "https://a.example/")
	}
}

func TestHostilePages(t *testing.T) {
	for _, size := range hostileSizes() {
		for name, source := range hostilePages(size) {
			t.Run(fmt.Sprintf("%s of %d bytes", name, size), func(t *testing.T) {
				source := "<html><title>A title of words</title>" + source
				heaptest.Within(t, len(source), func() { Read(strings.NewReader(source), "text/html", "https://a.example/") })
				heaptest.Within(t, len(source), func() { FragmentText(source, "") })
			})
		}
	}
}
