package markdown

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"quoth/knowledge/lazyregexp"
)

// maxLink is the longest address, as it is written, that is linked, so that a link fits on a page with
// what it stands in.
const maxLink = 1500

// safeURL writes the characters with which an address could end its own link.
var safeURL = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `"`, "%22", " ", "%20", "\\", "%5C", "\n", "", "\t", "", "*", "%2A", "|", "%7C", "`", "%60")

// Linkable is an address as it may stand in a message; "" when it is none of the web,
// too long, or one that brings whoever follows it into a server, an application or a
// gift of Discord's.
func Linkable(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || invites(u) {
		return ""
	}
	if address = safeURL.Replace(address); len(address) > maxLink {
		return ""
	}
	return address
}

// Where Discord's invitations are: on hosts of their own, and in these folders of its
// site, or of its interface there in any version.
var (
	inviteHosts   = []string{"discord.gg", "discord.gift", "discord.new"}
	siteHosts     = []string{"discord.com", "discordapp.com"}
	inviteFolders = []string{"invite", "oauth2", "gifts", "template"}
	interfaceRoot = lazyregexp.New(`^/api(/v\d+)?/`)
)

func invites(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	host = strings.TrimSuffix(host, ".")
	of := func(site string) bool { return host == site || strings.HasSuffix(host, "."+site) }
	if slices.ContainsFunc(inviteHosts, of) {
		return true
	}
	way := strings.ToLower(strings.ReplaceAll(u.Path, "\\", "/"))
	way = interfaceRoot.ReplaceAllString(path.Clean("/"+way), "/")
	folder, _, _ := strings.Cut(strings.TrimPrefix(way, "/"), "/")
	return slices.ContainsFunc(siteHosts, of) && slices.Contains(inviteFolders, folder)
}

// Link is a text that leads to an address of our own choosing; the text alone when
// the address is not linkable.
func Link(text, address string) string {
	link := Linkable(address)
	switch {
	case link == "" || text == "":
		return text
	case strings.Count(text, "[") != strings.Count(text, "]"):
		return text + " [↗](" + link + ")" // as a label it would end the link early
	}
	return "[" + text + "](" + link + ")"
}
