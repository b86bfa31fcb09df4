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
	"sync"
	"time"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Admission says whom the bot answers. A nil one answers everybody.
type Admission struct {
	People []audience.Person
	Places []knowledge.Audience // chats, and servers with all of theirs
}

// Names reports whether all of a chat or a server is admitted.
func (a *Admission) Names(place knowledge.Audience) bool {
	return a == nil || slices.Contains(a.Places, place)
}

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
func (e *Engine) Admits(ctx context.Context, p audience.Person, at audience.Place, server string) (bool, error) {
	if e.admission == nil || e.isOperator(p) || slices.Contains(e.admission.People, p) {
		return true, nil
	}
	keys := []string{personKey(p)}
	for _, a := range knowledge.AudiencesAt(at, server) {
		if e.admission.Names(a) {
			return true, nil
		}
		if was, err := e.store.State(ctx, audience.BeforeState(string(a))); err != nil || e.admission.Names(knowledge.Audience(was)) {
			return err == nil, err
		}
		keys = append(keys, string(a))
	}
	for _, key := range keys {
		if key == "" || key == ":" {
			continue
		}
		if since, err := e.store.State(ctx, audience.AdmittedState(key)); err != nil || since != "" {
			return since != "", err
		}
	}
	return false, nil
}

// Greeting is what is said at a place of many that the bot was added to: hello, or that the
// place is not admitted; "" where it is followed something, since it knows the bot.
func (e *Engine) Greeting(ctx context.Context, at audience.Place, hello text.Key) (text.Key, error) {
	here, err := e.store.SubscriptionsAt(ctx, at)
	if err != nil || slices.ContainsFunc(here, func(s audience.Subscription) bool { return s.Stopped == "" }) {
		return "", err
	}
	admitted, err := e.Admits(ctx, audience.Person{}, at, "")
	if !admitted {
		hello = "door.closed"
	}
	return hello, err
}

// guarded reports whether there is anybody whom the bot may turn away.
func (e *Engine) guarded() bool { return e.admission != nil || e.quota.hourly > 0 }

// turnAway answers a request that is not to be answered otherwise: of who is not admitted,
// of who asks too much, and one that brings an invitation. Of what was said nothing is kept.
// With once, a reply that was given before within a day is Silent. Of a request that it lets
// pass it spends the quota.
func (e *Engine) turnAway(ctx context.Context, r *Request, once bool) (Reply, bool) {
	if !r.Private && r.Command == "" && r.To == intent.ToNobody {
		return Reply{}, false // it is not for the bot, which says nothing to it
	}
	if c, known := e.Command(r.Command); known && c.Open {
		return Reply{}, false
	}
	if code := r.invitation(); code != "" && e.admission != nil {
		admitted, err := e.redeem(ctx, code, r.invited())
		if err != nil {
			return e.explain(*r, err), true
		}
		if admitted {
			e.log.Info("bot: invitation used", "platform", r.Place.Platform)
			return Reply{Blocks: []Block{Text{r.say("door.welcome")}}}, true
		}
	}
	admitted, err := e.Admits(ctx, r.Person, r.Place, r.Server)
	switch {
	case err != nil:
		return e.explain(*r, err), true
	case !admitted:
		reply := r.sorry("door.closed")
		reply.Silent = once && e.refusedBefore(ctx, r)
		return reply, true
	case e.isOperator(r.Person):
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
func (e *Engine) redeem(ctx context.Context, code, key string) (bool, error) {
	errUsed := errors.New("it was used, or its time is over")
	err := e.store.ChangeState(ctx, invitationState(code), func(until string) (string, error) {
		end, err := time.Parse(time.RFC3339, until)
		if err != nil || !e.now().Before(end) {
			return "", errUsed
		}
		return "", nil
	})
	if errors.Is(err, errUsed) {
		return false, nil
	}
	if err == nil {
		err = e.store.SetState(ctx, audience.AdmittedState(key), e.now().UTC().Format(time.RFC3339))
	}
	return err == nil, err
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
		e.log.Error("bot: refusal save failed", "error", err)
		return true
	}
	return false
}

// invite makes an invitation: /admin invite.
func (e *Engine) invite(ctx context.Context, r Request) (Reply, error) {
	if e.admission == nil {
		return Reply{}, Refuse("door.open")
	}
	code := "q-" + rand.Text()[:16]
	if err := e.store.SetState(ctx, invitationState(code), e.now().Add(invitationKept).UTC().Format(time.RFC3339)); err != nil {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{Text{r.say("door.invitation")}, Text{code}}}, nil
}

// Admitted is since when an invitation admits whom, each named as QUOTH_ADMIT does.
func (e *Engine) Admitted(ctx context.Context) (map[string]time.Time, error) {
	states, err := e.store.States(ctx, audience.AdmittedState(""))
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
func (e *Engine) Withdraw(ctx context.Context, whom string) error {
	return e.store.ChangeState(ctx, audience.AdmittedState(whom), func(since string) (string, error) {
		if since == "" {
			return "", ErrNotAdmitted
		}
		return "", nil
	})
}

// listAdmitted says whom invitations and the configuration admit: /admin admitted.
func (e *Engine) listAdmitted(ctx context.Context, r Request) (Reply, error) {
	admitted, err := e.Admitted(ctx)
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
	if a := e.admission; a == nil {
		lines = append(lines, r.say("door.open"))
	} else if configured := a.names(); len(configured) > 0 {
		lines = append(lines, r.say("door.configured", "list", strings.Join(configured, ", ")))
	}
	return Reply{Blocks: []Block{Heading{r.say("door.admitted")}, Text{strings.Join(lines, "\n")}}}, nil
}

// names are whom the configuration admits.
func (a *Admission) names() []string {
	var out []string
	for _, p := range a.People {
		out = append(out, personKey(p))
	}
	for _, place := range a.Places {
		out = append(out, string(place))
	}
	return out
}

// withdraw ends an admission: /admin withdraw who:telegram:12345.
func (e *Engine) withdraw(ctx context.Context, r Request) (Reply, error) {
	whom := strings.TrimSpace(r.Args["who"])
	err := e.Withdraw(ctx, whom)
	if errors.Is(err, ErrNotAdmitted) {
		return Reply{}, Refuse("door.not_admitted")
	}
	if err != nil {
		return Reply{}, err
	}
	e.log.Info("bot: admission withdrawn")
	return Reply{Blocks: []Block{Text{r.say("door.withdrawn", "who", whom)}}}, nil
}

// quota bounds how much is answered to a person and in a chat, and so what is kept of the
// answers: tokens are spent one a request, and come back evenly. The zero quota has
// no bound.
type quota struct {
	hourly int // requests of a person in an hour; a chat has chatShare times as many

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
	warned bool // that it is empty
}

const (
	// chatShare is how many people's quota a chat has.
	chatShare = 5
	// maxBuckets is how many people and chats are known before the full ones are forgotten.
	maxBuckets = 10_000
)

// spend takes a token of the person's and of the chat's. Where one of them has none left it
// takes none, and reports that, and whether it was reported before since it has had none.
func (q *quota) spend(r *Request, now time.Time) (spent, before bool) {
	if q.hourly == 0 {
		return false, false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	buckets := q.fill(r, now)
	for _, b := range buckets {
		if b.tokens < 1 {
			spent, before = true, before || b.warned
			b.warned = true
		}
	}
	if spent {
		return true, before
	}
	for _, b := range buckets {
		b.tokens, b.warned = b.tokens-1, false
	}
	return false, false
}

// fill returns the buckets of the person and of the chat, filled up to now.
func (q *quota) fill(r *Request, now time.Time) (buckets []*bucket) {
	if q.buckets == nil {
		q.buckets = map[string]*bucket{}
	}
	for key, most := range map[string]float64{"person " + personKey(r.Person): float64(q.hourly), "chat " + r.Place.Platform + ":" + r.Place.Chat: float64(q.hourly * chatShare)} {
		if r.Person == (audience.Person{}) && strings.HasPrefix(key, "person") {
			continue
		}
		b := q.buckets[key]
		if b == nil {
			b = &bucket{tokens: most, at: now}
			q.buckets[key] = b
		}
		if gone := now.Sub(b.at); gone > 0 { // a clock that was put back gives nothing
			b.tokens = min(most, b.tokens+gone.Hours()*most)
		}
		b.at = now
		buckets = append(buckets, b)
	}
	if len(q.buckets) > maxBuckets {
		for key, b := range q.buckets {
			if now.Sub(b.at) >= time.Hour {
				delete(q.buckets, key)
			}
		}
	}
	return buckets
}
