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
		"https://img.example.com:8443/a.jpg":                   "https://img.example.com:8443/a.jpg",
		"https://img.example.com:/a.jpg":                       "https://img.example.com/a.jpg",
		"https://img.example.com:0/a.jpg":                      "",
		"https://img.example.com:99999/a.jpg":                  "",
		"https://BÜCHER.example/a.jpg":                         "https://xn--bcher-kva.example/a.jpg",
		"https://bilder.xn--p1ai/a.jpg":                        "https://bilder.xn--p1ai/a.jpg",
		"https://a..example.com/a.jpg":                         "",
		"https://img.example.com./a.jpg":                       "",
		"https://-img.example.com/a.jpg":                       "",
		"https://a;b.example.com/a.jpg":                        "",
		"https://a!$&'()*+,=.com/a.jpg":                        "",
		"https://a.123/a.jpg":                                  "",
		"https://" + strings.Repeat("a.", 126) + "com/a.jpg":   "",
		"https://nas.lan/a.jpg":                                "",
		"https://nas.home.arpa/a.jpg":                          "",
		"https://203.0.113.7/a.jpg":                            "",
		"https://100.64.0.1/a.jpg":                             "",
		"https://[2001:db8::1]/a.jpg":                          "",
		`https://img.example.com/a.jpg?q="<a|b\>` + "`":        "https://img.example.com/a.jpg?q=%22%3Ca%7Cb%5C%3E%60",
		"https://img.example.com/a.jpg?q=%zz&r=%2f%4":          "https://img.example.com/a.jpg?q=%25zz&r=%2f%254",
		"https://img.example.com/a.jpg?q=a+b c&r=[ü]":          "https://img.example.com/a.jpg?q=a+b%20c&r=%5B%C3%BC%5D",
		`https://img.example.com/"<a|b\>.jpg`:                  "https://img.example.com/%22%3Ca%7Cb%5C%3E.jpg",
		"https://img.example.com/a.jpg?\x00":                   "",
		"https://img.example.com/" + strings.Repeat("x", 2048): "",
		"": "",
	} {
		if got := ImageURL(address); got != want {
			t.Errorf("ImageURL(%q) = %q, want %q", address, got, want)
		}
		if again := ImageURL(want); again != want {
			t.Errorf("ImageURL(%q) = %q, of an address that is one", want, again)
		}
	}
}
