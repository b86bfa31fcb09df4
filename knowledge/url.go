package knowledge

import (
	"encoding/hex"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/zeebo/xxh3"
	"golang.org/x/net/idna"
)

// trackingParameters are query parameters that say how a reader came to a page
// and not which page it is: the campaign parameters of the large analytics and
// advertising services, and the click identifiers of the large networks.
var trackingParameters = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true,
	"msclkid": true, "twclid": true, "ttclid": true, "yclid": true, "ysclid": true, "igshid": true, "igsh": true,
	"mc_cid": true, "mc_eid": true, "mkt_tok": true, "_hsenc": true, "_hsmi": true, "vero_id": true,
	"oly_anon_id": true, "oly_enc_id": true, "rb_clickid": true, "s_cid": true, "spm": true, "wickedid": true,
	"ocid": true, "ncid": true, "cmpid": true, "icid": true, "at_medium": true, "at_campaign": true,
	"at_custom1": true, "at_custom2": true, "at_custom3": true, "at_custom4": true, "at_link_id": true,
	"at_link_type": true, "at_link_origin": true, "at_ptr_name": true, "at_format": true, "at_bbc_team": true,
	"_ga": true, "_gl": true, "__twitter_impression": true, "guccounter": true, "guce_referrer": true,
	"guce_referrer_sig": true, "sr_share": true, "smid": true, "ftag": true, "taid": true, "tpcc": true,
}

// CanonicalURL gives the form in which URLs are compared and linked to: scheme and
// host in lower case, the host in its ASCII form, no default port, no fragment,
// no user information, no known tracking parameter, "/" for an empty path. The
// order of the other parameters is kept, since a few sites give it a meaning.
// What is not an absolute http or https URL comes back trimmed and unchanged.
func CanonicalURL(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return raw
	}
	host, port := strings.ToLower(strings.TrimRight(u.Hostname(), ".")), u.Port()
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = strings.TrimRight(ascii, ".")
	}
	if host == "" {
		return raw
	}
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		port = ""
	}
	switch {
	case port != "":
		u.Host = net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		u.Host = "[" + host + "]"
	default:
		u.Host = host
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	kept := make([]string, 0, 4)
	for _, pair := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		name = strings.ToLower(name)
		if pair == "" || trackingParameters[name] || strings.HasPrefix(name, "utm_") {
			continue
		}
		kept = append(kept, pair)
	}
	u.RawQuery, u.ForceQuery = strings.Join(kept, "&"), false
	return u.String()
}

// Key is the identity of an article: two articles with one key are versions of the same piece.
// It is the canonical URL, in which what names another form of the same page does not count: the
// scheme, "www.", "m." and "mobile." before the host, the parts by which a page for slow
// connections (AMP) is called, a slash at the end. An article without a URL is known by its
// outlet, day, title and first words, since many have a title such as "Morning briefing": one
// whose beginning was edited is rather stored twice than another one lost. Without a title it is
// known by its text.
func (a *Article) Key() string {
	if a.URL != "" {
		return addressKey(CanonicalURL(a.URL))
	}
	if a.Title != "" {
		return "title:" + digest(a.Source, a.Title, a.Published.UTC().Format("2006-01-02"), opening(a.Text))
	}
	return "text:" + digest(a.Source, a.Text)
}

// hostForms are what stands before a host's name for another form of its pages.
var hostForms = []string{"www.", "m.", "mobile.", "amp."}

// ampParameters are the query parameters by which pages are called in their AMP form,
// with the value that says so, or "" for any.
var ampParameters = map[string]string{"amp": "", "outputtype": "amp", "output": "amp"}

// addressKey is what the addresses of one page's forms have in common.
func addressKey(canonical string) string {
	u, err := url.Parse(canonical)
	if err != nil || u.Host == "" {
		return canonical
	}
	host, path := u.Host, u.EscapedPath()
	if rest, ok := strings.CutPrefix(path, "/amp/s/"); ok && (host == "www.google.com" || host == "google.com") { // the copy that a search engine keeps
		host, path, _ = strings.Cut(rest, "/")
		path = "/" + path
	}
	for range 2 { // www.m.example.org
		for _, form := range hostForms {
			if rest, ok := strings.CutPrefix(host, form); ok && strings.Contains(rest, ".") {
				host = rest
				break
			}
		}
	}
	if rest, ok := strings.CutPrefix(path, "/amp/"); ok {
		path = "/" + rest
	}
	path = strings.TrimSuffix(path, "/")
	for _, end := range []string{"/amp", ".amp", "/amp.html"} {
		path = strings.TrimSuffix(path, end)
	}
	if rest, ok := strings.CutSuffix(path, ".amp.html"); ok {
		path = rest + ".html"
	}
	var kept []string
	for _, pair := range strings.Split(u.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		want, amp := ampParameters[strings.ToLower(name)]
		if pair != "" && (!amp || want != "" && !strings.EqualFold(value, want)) {
			kept = append(kept, pair)
		}
	}
	key := host + path
	if path == "" {
		key += "/"
	}
	if len(kept) > 0 {
		key += "?" + strings.Join(kept, "&")
	}
	return key
}

// openingWords is how many words tell one article from others of its title.
const openingWords = 8

// opening is the first words of a text.
func opening(text string) string {
	text = text[:min(len(text), 1000)]
	words := strings.Fields(text)
	return strings.Join(words[:min(len(words), openingWords)], " ")
}

// Digest identifies what an article says: equal digests mean that nothing a
// reader could see differs, so that storing it again changes nothing.
func (a *Article) Digest() string {
	return digest(a.Title, a.Source, a.Published.UTC().Format("2006-01-02T15:04:05"), strings.Join(a.Authors, "\x01"), a.Text)
}

func digest(parts ...string) string {
	h := xxh3.New()
	for _, p := range parts {
		h.WriteString(p)
		h.Write([]byte{0})
	}
	sum := h.Sum128().Bytes()
	return hex.EncodeToString(sum[:])
}

// userInfo is the name and the password in front of an address's host (RFC 3986,
// section 3.2.1).
var userInfo = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#\\]*@`)

// WithoutUser is an address without the user's name and password, and otherwise
// as it is.
func WithoutUser(address string) string { return userInfo.ReplaceAllString(address, "${1}//") }
