package bot

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Allowlist is whom the configuration admits. A nil one admits everybody.
type Allowlist struct {
	People    []audience.Person
	Places    []knowledge.Audience // chats, and servers with all of theirs
	Platforms []string             // of which every place is the operator's own making
}

// Names reports whether all of a chat or a server is admitted.
func (l *Allowlist) Names(place knowledge.Audience) bool {
	return l == nil || slices.Contains(l.Places, place)
}

// names are whom it admits.
func (l *Allowlist) names() []string {
	var out []string
	for _, p := range l.People {
		out = append(out, personKey(p))
	}
	for _, place := range l.Places {
		out = append(out, string(place))
	}
	return out
}

// Admission says whom the bot answers and tells the news: the operators, whom the
// configuration admits, and whom an invitation admitted. It may be used by any number of
// goroutines at the same time.
type Admission struct {
	store     knowledge.Store
	now       func() time.Time
	operators []audience.Person
	allowed   *Allowlist
}

// NewAdmission returns the Admission of a store's bot.
func NewAdmission(store knowledge.Store, now func() time.Time, operators []audience.Person, allowed *Allowlist) *Admission {
	return &Admission{store: store, now: now, operators: operators, allowed: allowed}
}

// open reports whether everybody is admitted.
func (a *Admission) open() bool { return a.allowed == nil }

// isOperator reports whether a person is one of the configured operators.
func (a *Admission) isOperator(p audience.Person) bool { return slices.Contains(a.operators, p) }

// invitationKept is how long an invitation can be used, and refusedAgain how long a person or
// chat that is not admitted is told nothing more.
const invitationKept, refusedAgain = 7 * 24 * time.Hour, 24 * time.Hour

// invitationForm is how an invitation is written: 80 bits by chance, which the payload of a
// deep link can hold.
var invitationForm = regexp.MustCompile(`^q-[A-Z2-7]{16}$`)

// invitation is the code that a request brings, "" for none: as the payload of a deep
// link, or as all that is said.
func (r *Request) invitation() string {
	for _, said := range []string{r.Args["code"], r.Text} {
		if said = strings.TrimSpace(said); invitationForm.MatchString(said) {
			return said
		}
	}
	return ""
}

// invitationState names the store's state of an invitation, of which only the digest is kept.
func invitationState(code string) string {
	return fmt.Sprintf("invitation %x", sha256.Sum256([]byte(code)))
}

// personKey names a person as QUOTH_OPERATORS does.
func personKey(p audience.Person) string { return p.Platform + ":" + p.User }

// invited is what an invitation admits that is used in a request: in private the person, and
// else the server or the chat.
func (r *Request) invited() string {
	switch {
	case r.Private:
		return personKey(r.Person)
	case r.Server != "":
		return string(knowledge.ServerAudience(r.Place.Platform, r.Server))
	}
	return string(knowledge.ChatAudience(r.Place.Platform, r.Place.Chat))
}

// Admits reports whether the bot answers a person at a place.
func (a *Admission) Admits(ctx context.Context, p audience.Person, at audience.Place, server string) (bool, error) {
	if a.open() || a.isOperator(p) || slices.Contains(a.allowed.People, p) {
		return true, nil
	}
	if slices.Contains(a.allowed.Platforms, at.Platform) {
		return true, nil
	}
	keys := []string{personKey(p)}
	for _, place := range knowledge.AudiencesAt(at, server) {
		if a.allowed.Names(place) {
			return true, nil
		}
		if was, err := a.store.State(ctx, audience.BeforeState(string(place))); err != nil || a.allowed.Names(knowledge.Audience(was)) {
			return err == nil, err
		}
		keys = append(keys, string(place))
	}
	for _, key := range keys {
		if key == "" || key == ":" {
			continue
		}
		if since, err := a.store.State(ctx, audience.AdmittedState(key)); err != nil || since != "" {
			return since != "", err
		}
	}
	return false, nil
}

// Greeting is what is said at a place of many that the bot was added to: hello, or that the
// place is not admitted; "" where it is followed something, since it knows the bot.
func (a *Admission) Greeting(ctx context.Context, at audience.Place, hello text.Key) (text.Key, error) {
	here, err := a.store.SubscriptionsAt(ctx, at)
	if err != nil || slices.ContainsFunc(here, func(s audience.Subscription) bool { return s.Stopped == "" }) {
		return "", err
	}
	admitted, err := a.Admits(ctx, audience.Person{}, at, "")
	if !admitted {
		hello = "door.closed"
	}
	return hello, err
}

// guarded reports whether there is anybody whom the bot may turn away.
func (e *Engine) guarded() bool { return !e.admission.open() || e.quota.hourly > 0 }

// turnAway answers a request that is not to be answered otherwise: of who is not admitted,
// of who asks too much, and one that brings an invitation. Of what was said nothing is kept.
// With once, a reply that was given before within a day is Silent. Of a request that it lets
// pass it spends the quota.
func (e *Engine) turnAway(ctx context.Context, r *Request, once bool) (Reply, bool) {
	if !r.Private && r.Command == "" && r.To == intent.ToNobody {
		return Reply{}, false // it is not for the bot, which says nothing to it
	}
	if c, known := e.commands.Command(r.Command); known && c.Open {
		return Reply{}, false
	}
	if code := r.invitation(); code != "" && !e.admission.open() {
		admitted, err := e.admission.redeem(ctx, code, r.invited())
		if err != nil {
			return e.explain(ctx, *r, err), true
		}
		if admitted {
			e.log.InfoContext(ctx, "bot: invitation used", "platform", r.Place.Platform)
			return Reply{Blocks: []Block{Text{r.say("door.welcome")}}}, true
		}
	}
	admitted, err := e.admission.Admits(ctx, r.Person, r.Place, r.Server)
	switch {
	case err != nil:
		return e.explain(ctx, *r, err), true
	case !admitted:
		reply := r.sorry("door.closed")
		reply.Silent = once && e.refusedBefore(ctx, r)
		return reply, true
	case e.admission.isOperator(r.Person):
		return Reply{}, false
	}
	if spent, before := e.quota.spend(r, e.now()); spent {
		reply := r.sorry("door.enough")
		reply.Silent = once && before
		return reply, true
	}
	return Reply{}, false
}

// redeem uses an invitation, which works once.
func (a *Admission) redeem(ctx context.Context, code, key string) (bool, error) {
	errUsed := errors.New("it was used, or its time is over")
	err := a.store.ChangeState(ctx, invitationState(code), func(until string) (string, error) {
		end, err := time.Parse(time.RFC3339, until)
		if err != nil || !a.now().Before(end) {
			return "", errUsed
		}
		return "", nil
	})
	if errors.Is(err, errUsed) {
		return false, nil
	}
	if err == nil {
		err = a.store.SetState(ctx, audience.AdmittedState(key), a.now().UTC().Format(time.RFC3339))
	}
	return err == nil, err
}

// invite makes an invitation, which can be used until invitationKept is over.
func (a *Admission) invite(ctx context.Context) (code string, err error) {
	code = "q-" + rand.Text()[:16]
	return code, a.store.SetState(ctx, invitationState(code), a.now().Add(invitationKept).UTC().Format(time.RFC3339))
}

// refusedBefore reports whether a person, or in company the chat, was told within a day that it
// is not admitted, and notes that it was.
func (e *Engine) refusedBefore(ctx context.Context, r *Request) bool {
	now := e.now()
	m := audience.Marker{Kind: audience.Refused, Platform: r.Place.Platform, Name: r.Person.User, Person: r.Person, Expires: now.Add(refusedAgain)}
	if !r.Private {
		m.Name, m.Person = "chat "+r.Place.Chat, audience.Person{}
	}
	_, err := e.store.Marker(ctx, m.Kind, m.Platform, m.Name, now)
	if !errors.Is(err, knowledge.ErrNotFound) {
		return true // also when nothing is known: rather nothing than the same again and again
	}
	if err := e.store.SaveSession(ctx, audience.Session{Markers: []audience.Marker{m}}); err != nil {
		e.log.ErrorContext(ctx, "bot: refusal save failed", "error", err)
		return true
	}
	return false
}

// invite makes an invitation: /admin invite.
func (e *Engine) invite(ctx context.Context, r Request) (Reply, error) {
	if e.admission.open() {
		return Reply{}, Refuse("door.open")
	}
	code, err := e.admission.invite(ctx)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{Text{r.say("door.invitation")}, Text{code}}}, nil
}

// Invited is since when an invitation admits whom, each named as QUOTH_ADMIT does.
func (a *Admission) Invited(ctx context.Context) (map[string]time.Time, error) {
	states, err := a.store.States(ctx, audience.AdmittedState(""))
	if err != nil {
		return nil, err
	}
	admitted := make(map[string]time.Time, len(states))
	for whom, since := range states {
		admitted[whom], _ = time.Parse(time.RFC3339, since) // what cannot be read is of old
	}
	return admitted, nil
}

// ErrNotAdmitted means that no invitation admits whom a withdrawal names.
var ErrNotAdmitted = errors.New("no invitation admits it")

// Withdraw ends that an invitation admits somebody; ErrNotAdmitted when none does. What
// QUOTH_ADMIT names stays admitted.
func (a *Admission) Withdraw(ctx context.Context, whom string) error {
	return a.store.ChangeState(ctx, audience.AdmittedState(whom), func(since string) (string, error) {
		if since == "" {
			return "", ErrNotAdmitted
		}
		return "", nil
	})
}

// listAdmitted says whom invitations and the configuration admit: /admin admitted.
func (e *Engine) listAdmitted(ctx context.Context, r Request) (Reply, error) {
	admitted, err := e.admission.Invited(ctx)
	if err != nil {
		return Reply{}, err
	}
	var lines []string
	for _, whom := range slices.Sorted(maps.Keys(admitted)) {
		lines = append(lines, r.say("door.admitted_since", "who", whom, "day", r.printer().Day(admitted[whom])))
	}
	if len(lines) == 0 {
		lines = append(lines, r.say("door.admitted_none"))
	}
	if e.admission.open() {
		lines = append(lines, r.say("door.open"))
	} else if configured := e.admission.allowed.names(); len(configured) > 0 {
		lines = append(lines, r.say("door.configured", "list", strings.Join(configured, ", ")))
	}
	return Reply{Blocks: []Block{Heading{r.say("door.admitted")}, Text{strings.Join(lines, "\n")}}}, nil
}

// withdraw ends an admission: /admin withdraw who:telegram:12345.
func (e *Engine) withdraw(ctx context.Context, r Request) (Reply, error) {
	whom := strings.TrimSpace(r.Args["who"])
	err := e.admission.Withdraw(ctx, whom)
	if errors.Is(err, ErrNotAdmitted) {
		return Reply{}, Refuse("door.not_admitted")
	}
	if err != nil {
		return Reply{}, err
	}
	e.log.InfoContext(ctx, "bot: admission withdrawn")
	return Reply{Blocks: []Block{Text{r.say("door.withdrawn", "who", whom)}}}, nil
}
