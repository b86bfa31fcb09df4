package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/text"
)

// Refusal is why a Keeper did not do what the operator asked for: a sentence for the
// operator, which holds no address and no other secret.
type Refusal struct{ Err error }

func (r Refusal) Error() string { return r.Err.Error() }
func (r Refusal) Unwrap() error { return r.Err }

func refuse(format string, args ...any) error { return Refusal{fmt.Errorf(format, args...)} }

// KeptFeeds is what a Keeper changes; a knowledge.Store is one.
type KeptFeeds interface {
	knowledge.Feeds
	knowledge.Attempts
}

// Keeper changes the list of feeds for the operator, from a command line or a chat. Its
// errors are Refusals, the store's and ctx's.
type Keeper struct {
	Store  KeptFeeds
	Fetch  func(ctx context.Context, r fetch.Request) (*fetch.Response, error)
	Parser feed.Parser // nil: one in this process
	// Permit is fetch.Request.Permit for pages that list articles; nil: all may be asked for.
	Permit func(ctx context.Context, u *url.URL) (time.Duration, error)
}

// Setting is one thing to change of a feed.
type Setting struct {
	Name  string // one of Settings
	Value string // "" or "none" for the feed's own
}

// setting is what can be changed of a feed.
type setting struct {
	name, description string
	set               func(f *knowledge.Feed, value string) error
	secret            bool // its value may be one
}

// settings are in the order in which they are listed.
var settings = []setting{
	{name: "title", description: "how it is called", set: func(f *knowledge.Feed, v string) error { f.Title = text.OneLine(v); return nil }},
	{name: "address", description: "where it is", set: setAddress, secret: true},
	{name: "folder", description: "where it stands in the list", set: func(f *knowledge.Feed, v string) error { f.Folder = text.OneLine(v); return nil }},
	{name: "interval", description: "between polls: 30m, 2h, or none for what is learned", set: setInterval},
	{name: "zone", description: "of dates without one: Europe/Berlin", set: setZone},
	{name: "language", description: "of its articles: de", set: setLanguage},
	{name: "pages", description: "whether articles are read from their pages: yes, no, or none for as needed", set: setPages},
	{name: "links", description: "of a page without a feed, which links are articles: h3.title /news/*, or none", set: setLinks},
	{name: "keep", description: "words and phrases, separated by commas: only entries with one of them", set: func(f *knowledge.Feed, v string) error { f.Keep = words(v); return nil }},
	{name: "drop", description: "words and phrases, separated by commas: no entry with one of them", set: func(f *knowledge.Feed, v string) error { f.Drop = words(v); return nil }},
	{name: "old", description: "whether entries from before it was added are alerts: yes or no", set: setOld},
	{name: "private", description: "the chat or server where alone its articles answer, from then on: here, server, telegram:chat:NUMBER, discord:server:NUMBER, or none", set: setPrivate},
	{name: "agent", description: "the User-Agent that its server sees", set: func(f *knowledge.Feed, v string) error { f.UserAgent = v; return nil }},
	{name: "header", description: "Name: value, sent to its host; Name: alone ends it", set: setHeader, secret: true},
	{name: "cookies", description: "name=value; name=value, sent to its host", set: func(f *knowledge.Feed, v string) error { f.Cookies = v; return nil }, secret: true},
	{name: "proxy", description: "through which it is asked: socks5://host:port", set: func(f *knowledge.Feed, v string) error { f.Proxy = v; return nil }, secret: true},
}

// SettingsHelp lists what can be changed of a feed, one a line.
func SettingsHelp() string {
	var b strings.Builder
	for _, s := range settings {
		fmt.Fprintf(&b, "%s: %s\n", s.name, s.description)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Secret reports whether the value of a setting may be a secret, and should not be
// written where others read.
func Secret(name string) bool {
	return slices.ContainsFunc(settings, func(s setting) bool { return s.name == name && s.secret })
}

// Edit changes settings of a feed, all of them or none, and returns the feed as it is
// then. What was edited is polled soon.
func (k Keeper) Edit(ctx context.Context, id int64, changes []Setting) (knowledge.Feed, error) {
	f, err := k.find(ctx, id)
	if err != nil {
		return f, err
	}
	was := f
	for _, c := range changes {
		i := slices.IndexFunc(settings, func(s setting) bool { return strings.EqualFold(s.name, strings.TrimSpace(c.Name)) })
		if i < 0 {
			return was, refuse("there is no setting of that name; there are:\n%s", SettingsHelp())
		}
		value := strings.TrimSpace(c.Value)
		if strings.EqualFold(value, "none") {
			value = ""
		}
		if err := settings[i].set(&f, value); err != nil {
			return was, refuse("%s: %w", settings[i].name, err)
		}
	}
	if err := options(f).Check(); err != nil {
		return was, Refusal{err}
	}
	if f.URL != was.URL {
		all, err := k.Store.Feeds(ctx)
		if err != nil {
			return was, err
		}
		if i := slices.IndexFunc(all, func(o knowledge.Feed) bool { return o.URL == f.URL }); i >= 0 {
			return was, refuse("feed %d has that address already", all[i].ID)
		}
	}
	if f.State == knowledge.FeedActive || f.Reason != "" { // what kept it from working may be mended
		resume(&f)
		return f, k.resumed(ctx, f)
	}
	return f, k.Store.UpdateFeed(ctx, f)
}

// Add adds what is found at an address: the feed itself, or the first that a site names.
// others are the further ones. A feed that is there already comes back as it is. A page without a
// feed is added with as.Links; without, the Refusal wraps a *feed.Proposal where one can be made.
func (k Keeper) Add(ctx context.Context, address string, as knowledge.Feed) (f knowledge.Feed, created bool, others []feed.Found, err error) {
	if as.Links != "" {
		f, created, err = k.addList(ctx, address, as)
		return f, created, nil, err
	}
	found, err := feed.Discover(ctx, k.Fetch, k.parser(), address)
	if ctx.Err() != nil {
		return f, false, nil, ctx.Err()
	}
	if err != nil {
		return f, false, nil, Refusal{err}
	}
	as.URL, as.Title, as.Site = found[0].URL, found[0].Title, found[0].Site
	f, created, err = k.AddUnasked(ctx, as)
	return f, created, found[1:], err
}

// addList adds a page without a feed whose articles as.Links finds.
func (k Keeper) addList(ctx context.Context, address string, as knowledge.Feed) (f knowledge.Feed, created bool, err error) {
	if as.URL, err = feed.Address(address); err != nil {
		return f, false, Refusal{err}
	}
	response, err := k.Fetch(ctx, fetch.Request{URL: as.URL, Accept: fetch.AcceptPage, MaxBody: feed.MaxSize, Permit: k.Permit})
	if err == nil {
		var c feed.Channel
		c, err = k.parser().Feed(ctx, response.Body, feed.Origin{URL: response.URL, ContentType: response.ContentType, Links: as.Links}, time.Now())
		as.Title, as.Site = c.Title, c.Site
	}
	switch {
	case ctx.Err() != nil:
		return f, false, ctx.Err()
	case err != nil:
		return f, false, Refusal{err}
	}
	return k.AddUnasked(ctx, as)
}

func (k Keeper) parser() feed.Parser { return cmp.Or[feed.Parser](k.Parser, feed.InProcess{}) }

// AddUnasked adds a feed without looking what is there.
func (k Keeper) AddUnasked(ctx context.Context, f knowledge.Feed) (knowledge.Feed, bool, error) {
	var err error
	if f.URL, err = feed.Address(f.URL); err == nil {
		err = setLinks(&f, f.Links)
	}
	if err != nil {
		return f, false, Refusal{err}
	}
	id, created, err := k.Store.AddFeed(ctx, f)
	if err != nil {
		return f, false, err
	}
	f, err = k.Store.Feed(ctx, id)
	return f, created, err
}

// Pause keeps a feed from being polled until it is resumed.
func (k Keeper) Pause(ctx context.Context, id int64) (knowledge.Feed, error) {
	return k.change(ctx, id, func(f *knowledge.Feed) {
		f.State, f.Reason, f.Detail, f.NextCheck = knowledge.FeedPaused, "", "", time.Time{}
	})
}

// Resume polls a feed again that was paused or had ended, and forgets that the program
// ended over it: it has as many attempts as at first.
func (k Keeper) Resume(ctx context.Context, id int64) (knowledge.Feed, error) {
	f, err := k.find(ctx, id)
	if err != nil {
		return f, err
	}
	resume(&f)
	return f, k.resumed(ctx, f)
}

// resumed stores a feed that is polled again.
func (k Keeper) resumed(ctx context.Context, f knowledge.Feed) error {
	if err := k.Store.UpdateFeed(ctx, f); err != nil {
		return err
	}
	return k.Store.EndAttempts(ctx, feedThing(f), storingThing(f))
}

func resume(f *knowledge.Feed) {
	f.State, f.Reason, f.Detail, f.Status, f.NextCheck = knowledge.FeedActive, "", "", 0, time.Time{}
	f.Failures, f.FailingSince, f.Untrusted = 0, time.Time{}, false
}

// Remove forgets a feed; its articles stay.
func (k Keeper) Remove(ctx context.Context, id int64) (knowledge.Feed, error) {
	f, err := k.find(ctx, id)
	if err != nil {
		return f, err
	}
	return f, k.Store.RemoveFeed(ctx, id)
}

func (k Keeper) change(ctx context.Context, id int64, change func(*knowledge.Feed)) (knowledge.Feed, error) {
	f, err := k.find(ctx, id)
	if err != nil {
		return f, err
	}
	change(&f)
	return f, k.Store.UpdateFeed(ctx, f)
}

func (k Keeper) find(ctx context.Context, id int64) (knowledge.Feed, error) {
	f, err := k.Store.Feed(ctx, id)
	if errors.Is(err, knowledge.ErrNotFound) {
		return f, refuse("there is no feed %d", id)
	}
	return f, err
}

func setAddress(f *knowledge.Feed, v string) error {
	address, err := feed.Address(v)
	if err != nil || address == f.URL {
		return err
	}
	f.URL, f.ETag, f.LastModified, f.MovedTo, f.Moves = address, "", "", "", 0
	return nil
}

func setInterval(f *knowledge.Feed, v string) error {
	if v == "" {
		f.Every = 0
		return nil
	}
	d, err := time.ParseDuration(strings.ReplaceAll(v, " ", ""))
	if err != nil || d < minPoll || d > maxPoll {
		return fmt.Errorf("write a time from %s to %s, such as 30m or 2h", "2m", "24h")
	}
	f.Every = d
	return nil
}

func setZone(f *knowledge.Feed, v string) error {
	if v != "" {
		if _, err := time.LoadLocation(v); err != nil || v == "Local" {
			return errors.New("write the name of a time zone, such as Europe/Berlin or America/New_York")
		}
	}
	f.Zone = v
	return nil
}

// languageCode is an ISO 639-1 code.
var languageCode = regexp.MustCompile(`^([a-z]{2})?$`)

func setLanguage(f *knowledge.Feed, v string) error {
	v = strings.ToLower(v)
	if !languageCode.MatchString(v) {
		return errors.New("write the two letters of the language, such as en or de")
	}
	f.Language = v
	return nil
}

func setPages(f *knowledge.Feed, v string) error {
	switch strings.ToLower(v) {
	case "":
		f.Pages = knowledge.PagesAsNeeded
	case "yes":
		f.Pages = knowledge.PagesAlways
	case "no":
		f.Pages = knowledge.PagesNever
	default:
		return errors.New("write yes, no, or none for as needed")
	}
	return nil
}

func setLinks(f *knowledge.Feed, v string) error {
	if v != "" {
		if err := feed.CheckRule(v); err != nil {
			return err
		}
	}
	if v != f.Links { // what was read by another rule is read anew
		f.ETag, f.LastModified = "", ""
	}
	f.Links = v
	return nil
}

func setPrivate(f *knowledge.Feed, v string) error {
	audience, err := knowledge.ParseAudience(v)
	if err == nil {
		f.For = audience
	}
	return err
}

func setOld(f *knowledge.Feed, v string) error {
	switch strings.ToLower(v) {
	case "", "no":
		f.AlertOld = false
	case "yes":
		f.AlertOld = true
	default:
		return errors.New("write yes or no")
	}
	return nil
}

// setHeader adds a header, in place of one of that name; "" ends all.
func setHeader(f *knowledge.Feed, v string) error {
	if v == "" {
		f.Headers = nil
		return nil
	}
	if !strings.Contains(v, ":") {
		return errors.New("write it as Name: value")
	}
	name := fetch.HeaderName(v)
	f.Headers = slices.DeleteFunc(slices.Clone(f.Headers), func(line string) bool { return fetch.HeaderName(line) == name })
	if _, value, _ := strings.Cut(v, ":"); strings.TrimSpace(value) != "" {
		f.Headers = append(f.Headers, v)
	}
	return nil
}

// words are the words and phrases of a list that commas separate.
func words(v string) []string {
	var all []string
	for w := range strings.SplitSeq(v, ",") {
		if w = strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(w), `"“”`)), " "); w != "" {
			all = append(all, w)
		}
	}
	return all
}

// Describe is what the operator chose for a feed, one setting a line, without any value
// that may be a secret.
func Describe(f knowledge.Feed) []string {
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, name+": "+value)
		}
	}
	if f.Every > 0 {
		add("interval", f.Every.String())
	}
	add("private", string(f.For))
	add("zone", f.Zone)
	add("language", f.Language)
	add("pages", string(f.Pages))
	add("links", f.Links)
	add("keep", strings.Join(f.Keep, ", "))
	add("drop", strings.Join(f.Drop, ", "))
	if f.AlertOld {
		add("old", "yes")
	}
	if f.UserAgent != "" {
		add("agent", "set")
	}
	var names []string
	for _, line := range f.Headers {
		names = append(names, fetch.HeaderName(line))
	}
	add("headers", strings.Join(names, ", "))
	if f.Cookies != "" {
		add("cookies", "set")
	}
	if u, err := url.Parse(f.Proxy); err == nil && f.Proxy != "" {
		add("proxy", u.Scheme+"://"+u.Host)
	}
	return lines
}
