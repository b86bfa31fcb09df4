package knowledge

import (
	"net/netip"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/idna"
)

// maxImageURL is the longest address of a picture, in bytes: chats take no longer one
// (discord.com/developers/docs/components, "Unfurled Media Item").
const maxImageURL = 2048

// ImageURL is the address of a picture as Article.Image has it: absolute, https, of a host
// with a public name, without user information and fragment. It is "" for an address that
// is none of that, and for drawings (SVG), which no chat shows.
func ImageURL(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || !strings.EqualFold(u.Scheme, "https") || u.User != nil || u.Opaque != "" || !publicHost(u.Hostname()) {
		return ""
	}
	if ascii, err := idna.ToASCII(u.Host); err == nil {
		u.Host = ascii
	}
	if strings.EqualFold(path.Ext(u.Path), ".svg") {
		return ""
	}
	u.Scheme, u.Host, u.Fragment, u.RawFragment = "https", strings.ToLower(u.Host), "", ""
	address = strings.ReplaceAll(u.String(), " ", "%20") // of the query, which is left as it is
	if len(address) > maxImageURL || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return ""
	}
	return address
}

// publicHost reports whether a host may be one that everybody reaches: a name with a dot that
// is no address of a network's own.
func publicHost(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	name, top, ok := strings.Cut(strings.ToLower(host), ".")
	top = top[strings.LastIndexByte(top, '.')+1:]
	return ok && name != "" && top != "" && top != "local" && top != "internal" && top != "localhost"
}
