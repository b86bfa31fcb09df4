package knowledge

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// maxImageURL is the longest address of a picture, in bytes: chats take no longer one
// (discord.com/developers/docs/components, "Unfurled Media Item").
const maxImageURL = 2048

var (
	// hostName is a host's name of labels (RFC 1123, 2.1), of which the last is no number.
	hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]+|xn--[a-z0-9-]*[a-z0-9])$`)
	// queryEscapes are what a query may not hold as it is (RFC 3986, 3.4): a "%" that begins no
	// escape, and whatever is none of its characters.
	queryEscapes = regexp.MustCompile(`%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/?-]`)
	// ownDomains end the names of hosts that a network has for itself (RFC 6761; RFC 6762 with its
	// appendix G), and of addresses (RFC 3172).
	ownDomains = []string{"arpa", "corp", "home", "internal", "intranet", "lan", "local", "localhost", "private"}
)

// ImageURL is the address of a picture as Article.Image has it: absolute, https, of a host
// with a public name, without user information and fragment, and with all escaped that an
// address does not hold as it is. It is "" for an address that is none of that, and for
// drawings (SVG), which no chat shows.
func ImageURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || !strings.EqualFold(u.Scheme, "https") || u.User != nil || u.Opaque != "" || strings.EqualFold(path.Ext(u.Path), ".svg") {
		return ""
	}
	host, err := idna.ToASCII(strings.ToLower(u.Hostname()))
	if err != nil || !publicHost(host) {
		return ""
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return ""
		}
		host += ":" + port
	}
	u.Scheme, u.Host, u.RawQuery, u.Fragment, u.RawFragment = "https", host, escapeQuery(u.RawQuery), "", ""
	if address = u.String(); len(address) > maxImageURL {
		return ""
	}
	return address
}

// publicHost reports whether a host may be one that everybody reaches: a name with a dot, which
// is none of a network's own, and no address.
func publicHost(host string) bool {
	return len(host) <= 253 && hostName.MatchString(host) && !slices.Contains(ownDomains, host[strings.LastIndexByte(host, '.')+1:])
}

// escapeQuery escapes what a query may not hold, and leaves the rest as it is.
func escapeQuery(query string) string {
	return queryEscapes.ReplaceAllStringFunc(query, func(s string) string {
		if len(s) == 3 && s[0] == '%' {
			return s
		}
		return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
	})
}
