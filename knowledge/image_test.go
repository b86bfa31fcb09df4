package knowledge

import (
	"strings"
	"testing"
)

func TestImageURL(t *testing.T) {
	for address, want := range map[string]string{
		" https://Img.example.com/a.jpg?w=600#top ":            "https://img.example.com/a.jpg?w=600",
		"HTTPS://img.example.com/a b.jpg":                      "https://img.example.com/a%20b.jpg",
		"https://img.example.com/größe.jpg":                    "https://img.example.com/gr%C3%B6%C3%9Fe.jpg",
		"https://bücher.example/a.jpg":                         "https://xn--bcher-kva.example/a.jpg",
		"http://img.example.com/a.jpg":                         "",
		"//img.example.com/a.jpg":                              "",
		"/a.jpg":                                               "",
		"data:image/png;base64,AAAA":                           "",
		"https://me:secret@img.example.com/a.jpg":              "",
		"https://localhost/a.jpg":                              "",
		"https://192.168.0.7/a.jpg":                            "",
		"https://[::1]/a.jpg":                                  "",
		"https://nas.local/a.jpg":                              "",
		"https://img.example.com/a.SVG":                        "",
		"https://img.example.com/a.jpg?\x00":                   "",
		"https://img.example.com/" + strings.Repeat("x", 2048): "",
		"": "",
	} {
		if got := ImageURL(address); got != want {
			t.Errorf("ImageURL(%q) = %q, want %q", address, got, want)
		}
	}
}
