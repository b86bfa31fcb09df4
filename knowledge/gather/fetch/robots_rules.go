package fetch

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// robotsRules is what a robots.txt says to one robot (RFC 9309, section 2.2). The zero value allows everything.
type robotsRules struct {
	rules []robotsRule
	pause time.Duration // Crawl-delay, which is in no standard but in use; 0 for none
	size  int           // bytes of the patterns
}

type robotsRule struct {
	pattern string // in canonical encoding; "*" stands for any bytes, a last "$" for the end
	allow   bool
}

// parseRobots takes from a robots.txt the rules for the robot called agent, else those for all robots. What is not a
// rule is passed over: there is no robots.txt that can't be read.
func parseRobots(text []byte, agent string) robotsRules {
	if len(text) >= maxRobots { // the last line may have been cut, and would forbid more than it says
		text = text[:max(0, bytes.LastIndexAny(text, "\r\n"))]
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	var own, all robotsRules
	var forOwn, forAll, hasOwn bool
	naming := false // in the lines that name a group's robots
	for line := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = bytes.Cut(line, []byte("#"))
		key, value, found := strings.Cut(string(line), ":")
		if !found {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if !naming {
				naming, forOwn, forAll = true, false, false
			}
			named := productToken(value)
			forAll = forAll || value == "*"
			forOwn = forOwn || strings.EqualFold(named, agent)
			hasOwn = hasOwn || forOwn
			continue
		case "allow", "disallow", "crawl-delay":
			naming = false
		default:
			continue
		}
		if forOwn {
			own.add(key, value)
		}
		if forAll {
			all.add(key, value)
		}
	}
	if hasOwn {
		return own
	}
	return all
}

// productToken is the name that a user-agent line begins with: some write "Name/1.0".
func productToken(value string) string {
	for i, c := range []byte(value) {
		if !isLetter(c) && c != '-' && c != '_' {
			return value[:i]
		}
	}
	return value
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func (r *robotsRules) add(key, value string) {
	if value == "" {
		return
	}
	if key == "crawl-delay" {
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
			r.pause = time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
		}
		return
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	pattern := canonicalPath(value, true)
	r.rules = append(r.rules, robotsRule{pattern: pattern, allow: key == "allow"})
	r.size += len(pattern) + 24 // with the struct
}

// allow reports whether u may be asked for: the rule with the longest matching pattern decides, allow before disallow
// (RFC 9309, section 2.2.2).
func (r *robotsRules) allow(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = canonicalPath(path, false)
	allow, longest := true, -1
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && matchesPattern(path, rule.pattern) {
			allow, longest = rule.allow, n
		}
	}
	return allow
}

// matchesPattern takes time in proportion to the lengths of path and pattern: the first place where a part between two
// stars fits is as good as any later one.
func matchesPattern(path, pattern string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	first, rest, starred := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok || !starred {
		return ok && (!toEnd || path == "")
	}
	for {
		part, more, another := strings.Cut(rest, "*")
		if !another && toEnd {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		if !another {
			return true
		}
		path, rest = path[at+len(part):], more
	}
}

const upperHex = "0123456789ABCDEF"

// canonicalPath gives paths and patterns one encoding, so that they can be compared byte by byte: unreserved characters
// plain, everything that does not belong into a URL percent-encoded with upper-case digits (RFC 3986, section 6.2.2;
// RFC 9309, section 2.2.2). "*" and a last "$" stay what they are in a pattern, and are encoded in a path.
func canonicalPath(s string, pattern bool) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c, encoded := s[i], false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, encoded = byte(v), true
				i += 2
			}
		}
		special := c == '*' && !(pattern && !encoded) || c == '$' && !(pattern && !encoded && i == len(s)-1)
		unreserved := isLetter(c) || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
		switch {
		case special, encoded && !unreserved, c <= ' ', c >= 0x7F:
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
