package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// line is something said, and what the answer must hold.
type line struct{ say, want string }

func (k *talk) dialogue(t *testing.T, lines []line) {
	t.Helper()
	for _, l := range lines {
		if got := words(k.say(t, l.say)); !strings.Contains(got, l.want) {
			t.Errorf("%s says %swant %s", l.say, got, l.want)
		}
	}
	if k.log.Len() > 0 {
		t.Errorf("wrong use is in the log: %s", k.log)
	}
}

func TestFollow(t *testing.T) {
	k := start(t, ferry...)
	k.dialogue(t, []line{
		{"/alerts", "Nothing is followed here."},
		{"/alerts pause", "Nothing is followed here."},
		{"/follow", "Which topic?"},
		{"/follow the", "The topic has no word to look for"},
		{"/follow war lang:english", "A language is written as its two letters"},
		{"/follow " + strings.Repeat("word ", 60), "The topic is longer than 200 characters"},
		{"/follow ferry pace:weekly", "“pace” should be one of: now, hourly, daily."},
		{"/follow ferry pace:hourly at:8", "Alerts that come hourly have no time of day: write pace:daily at:08:00."},
		{"/follow ferry at:25", "“25” is no time of day: write 08:00."},
		{"/follow ferry at:8:60", "“8:60” is no time of day"},
		{"/follow Ferry", "Following “Ferry” here, now. You will hear of each story once, and once more when it changes."},
		{"/follow grèves lang:fr", "Words are read in the language “French”."},
		{"/unfollow grèves lang:fr", "is not followed here any more."},
		{"/follow ferry pace:hourly", "“Ferry” is followed here already; alerts come hourly."},
		{"/follow FERRY", "“Ferry” is followed here already; alerts come hourly."},
		{`/follow "cease fire" -drill source:"Harbour Post" at:7:30`, `Following “\"cease fire\" -drill source:\"Harbour Post\"” here, daily at 07:30 (UTC).`},
		{"/settings timezone:Europe/Berlin", "Time zone: Europe/Berlin (it is 14:00 there)"},
		{"/alerts", "2. \\\"cease fire\\\" -drill source:\\\"Harbour Post\\\": daily at 07:30 (Europe/Berlin)"},
		{"/alerts pause", "Several topics are followed here. Which one?"},
		{"/alerts pause 9", "“9” is not followed here."},
		{"/alerts pause #1", "“Ferry” is paused."},
		{"/follow ferry", "“Ferry” is followed here already, hourly, and paused: /alerts resume goes on."},
		{"/alerts", "1. Ferry: hourly (paused)"},
		{"/alerts resume ferry", "“Ferry” goes on, hourly."},
		{"/alerts edit 1", "Say what to change: /alerts edit 1 and the new topic, or /alerts edit 1 pace:daily at:08:00 level:calm."},
		{`/alerts edit 1 ferry "on strike" -bridge`, `“ferry \"on strike\" -bridge” is changed: hourly.`},
		{`/alerts edit 1 ferry "on strike" -bridge colour:red`, "“colour:” is read as plain words."},
		{`/alerts edit 1 ferry "on strike" -bridge`, "is changed: hourly."},
		{"/alerts edit 1 the", "The topic has no word to look for"},
		{`/alerts edit 1 "Cease Fire" -drill source:"harbour post"`, "is followed here already, as number 2."},
		{"/alerts edit 1 pace:daily at:6", "is changed: daily at 06:00 (Europe/Berlin)."},
		{"/alerts edit 1 level:calm", "is changed: daily at 06:00 (Europe/Berlin), stories only."},
		{"/alerts edit 1 level:normal", "is changed: daily at 06:00 (Europe/Berlin)."},
		{"/follow lighthouse level:all", "Following “lighthouse” here, now, mentions too. You will hear of each story once, once more when it changes, and of what merely mentions the topic."},
		{"/unfollow lighthouse", "is not followed here any more."},
		{"/follow lighthouse level:loud", "“level” should be one of: calm, normal, all."},
		{"/alerts edit 1 at:26", "“26” is no time of day"},
		{"/alerts bogus", "“what” should be one of: list, show, pause, resume, remove, edit, test."},
		{`/alerts remove ferry "on strike" -bridge`, "is not followed here any more."},
		{"/alerts remove", "is not followed here any more."}, // the only one that is left
		{"/unfollow ferry", "Nothing is followed here."},
	})
}

// TestUnfollowByButton ends what is followed by a button, where several are or are meant.
func TestUnfollowByButton(t *testing.T) {
	k := start(t, ferry...)
	for _, topic := range []string{"ferry strike", "bridge", "ferry crews"} {
		k.say(t, "/follow "+topic)
	}
	if got := labels(k.say(t, "/unfollow ferry")); got != "1. ferry strike | 3. ferry crews" {
		t.Errorf("of ferries the buttons are %s", got)
	}
	which := k.say(t, "/unfollow")
	if got := labels(which); got != "1. ferry strike | 2. bridge | 3. ferry crews" {
		t.Errorf("the buttons are %s", got)
	}
	if got := words(k.press(t, which, "2. bridge")); !strings.Contains(got, "“bridge” is not followed here any more.") {
		t.Errorf("a press says %s", got)
	}
	if got := words(k.press(t, k.say(t, "/alerts pause"), "2. ferry crews")); !strings.Contains(got, "“ferry crews” is paused.") {
		t.Errorf("a press says %s", got)
	}
	if got := words(k.press(t, k.say(t, "/alerts remove ferry"), "1. ferry strike")); !strings.Contains(got, "“ferry strike” is not followed here any more.") {
		t.Errorf("a press says %s", got)
	}
}

// TestFollowedLast changes and ends what was followed last, among others, without its name.
func TestFollowedLast(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "/follow bridge")
	k.say(t, "follow the storm, without Harbour Post")
	if got := said(k.say(t, "hourly is enough")); !strings.HasPrefix(got, `“storm -source:"Harbour Post"” is changed: hourly`) {
		t.Errorf("a pace alone says %q", got)
	}
	if k.say(t, "undo"); len(k.topics(t)) != 2 {
		t.Errorf("taking a change back leaves %q", k.topics(t))
	}
	k.say(t, "/unfollow storm")
	k.say(t, "follow the storm, without Harbour Post")
	if got := said(k.say(t, "nah, cancel that one")); !strings.HasPrefix(got, `“storm -source:"Harbour Post"” is not followed`) {
		t.Errorf("taking it back says %q", got)
	}
	if here, err := k.store.SubscriptionsAt(t.Context(), home); err != nil || len(here) != 1 || here[0].Topic != "bridge" || here[0].Pace != audience.Now {
		t.Errorf("left is %+v, %v", here, err)
	}
}

// topics are those that are followed at home.
func (k *talk) topics(t *testing.T) (topics []string) {
	t.Helper()
	here, err := k.store.SubscriptionsAt(t.Context(), home)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range here {
		topics = append(topics, s.Topic)
	}
	return topics
}

// TestKeptFollowed keeps what is followed at a word in passing, and at what takes another thing back.
func TestKeptFollowed(t *testing.T) {
	for _, lines := range [][]string{
		{"/help", "cancel that"}, {"/alerts", "delete it"}, {"/alerts show 1", "undo"}, {"thanks", "stop it"}, {"hello", "deixa"}, {"/privacy", "ok delete that"}, {"never mind"}, {"hourly is enough", "undo"},
		{"/alerts pause", "mach das rückgängig"}, {"without gazette", "undo"}, {"/settings previews:true", "undo"}, {"/follow storm", "undo"},
	} {
		k := start(t, ferry...)
		k.say(t, "/follow storm")
		for _, line := range lines {
			k.say(t, line)
		}
		if got := k.topics(t); len(got) != 1 {
			t.Errorf("after %q it follows %q", lines, got)
		}
	}
}

// TestTakenBackHidden keeps what is followed where a question that others may not see came since.
func TestTakenBackHidden(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "/follow storm")
	k.converse(t, bot.Request{Person: somebody, Place: home, Private: true, Hidden: true, Command: "forget"}, "")
	for _, line := range []string{"delete it", "cancel that"} {
		if k.say(t, line); len(k.topics(t)) != 1 {
			t.Fatalf("%q ends what is followed", line)
		}
	}
}

// TestTakenBackByNumber ends the subscription that a reply began, and none that is near its words.
func TestTakenBackByNumber(t *testing.T) {
	k := start(t, ferry...)
	say := func(command, topic, message string) {
		k.converse(t, bot.Request{Person: somebody, Place: home, Private: true, Command: command, Args: bot.Args{"topic": topic}}, message)
	}
	say("follow", "storm", "m1")
	say("follow", "storm damage in Elmstead", "m2")
	say("unfollow", "storm", "m3")
	reply := k.converse(t, bot.Request{Person: somebody, Place: home, Private: true, Text: "cancel that", Parent: "m1", To: "reply"}, "")
	if got := k.topics(t); len(got) != 1 || said(reply) != "That topic is not followed here any more." {
		t.Errorf("it says %q and follows %q", said(reply), got)
	}
}

// TestLikeReference ends what is followed by a word of its topic that looks like a reference.
func TestLikeReference(t *testing.T) {
	k := start(t)
	k.say(t, "/follow id4 recall")
	if got := said(k.say(t, "/unfollow id4")); !strings.HasPrefix(got, "“id4 recall” is not followed") {
		t.Errorf("it says %q", got)
	}
}

// TestNarrowsWhatIs narrows a topic as it is, and not as it was when that was said.
func TestNarrowsWhatIs(t *testing.T) {
	k := start(t, ferry...)
	k.say(t, "/follow storm")
	k.Handle(t.Context(), bot.Request{Person: operator, Place: home, Private: true, Command: "alerts", Args: bot.Args{"what": "edit", "number": "1", "topic": "storm flood"}})
	k.say(t, "without gazette")
	if got := k.topics(t); len(got) != 1 || got[0] != "storm flood -source:Gazette" {
		t.Errorf("it follows %q", got)
	}
}

// TestGone presses a button of what is not followed any more.
func TestGone(t *testing.T) {
	k := start(t)
	k.say(t, "/follow strike")
	followed := k.say(t, "/follow storm")
	k.say(t, "/unfollow storm")
	for _, label := range []string{"Pause", "Unfollow", "Test"} {
		if got := said(k.press(t, followed, label)); got != "That topic is not followed here any more." {
			t.Errorf("pressing %s says %q", label, got)
		}
	}
}

// TestFollowElsewhere follows from another place what is paused where the alerts come: that it
// is paused is said.
func TestFollowElsewhere(t *testing.T) {
	k := start(t, ferry...)
	follow := func() string {
		return words(k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Elsewhere: "#news", Command: "follow", Args: bot.Args{"topic": "ferry"}}))
	}
	if got := follow(); !strings.Contains(got, "“ferry” is followed in #news, now. You will hear") {
		t.Errorf("following it says %s", got)
	}
	k.dialogue(t, []line{{"/alerts pause 1", "is paused"}})
	if got := follow(); !strings.Contains(got, "“ferry” is followed in #news, now, and paused: /alerts resume there goes on.") {
		t.Errorf("following it while it is paused says %s", got)
	}
}

// TestResumeAll lets all go on that is followed at a place, where it was paused and where it
// had ended.
func TestResumeAll(t *testing.T) {
	k := start(t, ferry...)
	k.dialogue(t, []line{{"/follow ferry", "Following"}, {"/follow bridge", "Following"}, {"/alerts pause 1", "is paused"}})
	if ended, err := k.store.StopPlace(t.Context(), home, "reason.removed"); err != nil || len(ended) == 0 {
		t.Fatalf("%d subscriptions ended, %v", len(ended), err)
	}
	k.dialogue(t, []line{{"/alerts resume", "All that is followed here goes on: “ferry”, “bridge”."}})
	all, err := k.store.SubscriptionsAt(t.Context(), home)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d subscriptions, %v", len(all), err)
	}
	for _, s := range all {
		if s.Paused || s.Stopped != "" {
			t.Errorf("%q: paused %t, ended for %q", s.Topic, s.Paused, s.Stopped)
		}
	}
}

// TestFollowAgain takes the ending of a subscription back, and follows what is
// followed already: all is as it was.
func TestFollowAgain(t *testing.T) {
	k := start(t)
	say := func(command string, args bot.Args) bot.Reply {
		return k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Command: command, Args: args})
	}
	is := func(what string, want audience.Subscription) {
		t.Helper()
		got, err := k.store.SubscriptionsAt(t.Context(), home)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: %+v (%v)", what, got, err)
		}
		if s := got[0]; s.Topic != want.Topic || s.Pace != want.Pace || s.Minute != want.Minute || s.Mention != want.Mention || s.Paused != want.Paused {
			t.Errorf("%s it is %+v, want %+v", what, s, want)
		}
	}
	want := audience.Subscription{Topic: "ferry", Pace: audience.Daily, Minute: 9 * 60, Mention: "watchers"}
	say("follow", bot.Args{"topic": "ferry", "mention": "watchers", "at": "9"})
	say("follow", bot.Args{"topic": "Ferry"})
	is("followed twice", want)
	say("follow", bot.Args{"topic": "the ferry"})
	is("followed with an article", want)
	undo := say("unfollow", bot.Args{"topic": "ferry"}).Actions[0]
	say(undo.Command, undo.Args)
	is("taken back", want)
	say("follow", bot.Args{"topic": "ferry", "pace": "hourly"})
	want.Pace = audience.Hourly
	is("with a new pace", want)
	undo = say("unfollow", bot.Args{"topic": "ferry"}).Actions[0]
	if reply := say(undo.Command, undo.Args); reply.Failed {
		t.Errorf("taking it back says %s", words(reply))
	}
	say("alerts", bot.Args{"what": "pause"})
	undo = say("unfollow", bot.Args{"topic": "ferry"}).Actions[0]
	want.Paused, want.Minute = true, 8*60
	if reply := say(undo.Command, undo.Args); !strings.Contains(said(reply), "“ferry” is paused.") {
		t.Errorf("taking back what was paused says %s", words(reply))
	}
	is("taken back paused", want)
}

func TestSettings(t *testing.T) {
	k := start(t)
	k.dialogue(t, []line{
		{"/settings", "Time zone: UTC (it is 12:00 there)\\nQuiet hours: none\\nLink previews: off\\nPictures: on"},
		{"/settings timezone:berlin", "“berlin” is no time zone"},
		{"/settings timezone:Local", "“Local” is no time zone"},
		{"/settings timezone:localtime", "“localtime” is no time zone"},
		{"/settings timezone:right/Europe/Berlin", "“right/Europe/Berlin” is no time zone"},
		{"/settings timezone:../Berlin", "“../Berlin” is no time zone"},
		{"/settings timezone:europe/berlin", "Time zone: Europe/Berlin"},
		{"/settings timezone:AMERICA/PORT-AU-PRINCE", "Time zone: America/Port-au-Prince"},
		{"/settings timezone:Etc/GMT+1", "Time zone: Etc/GMT+1"},
		{`/settings timezone:"new york"`, "“new york” is no time zone"},
		{`/settings timezone:"america/new york"`, "Time zone: America/New_York"},
		{"/settings timezone:utc", "Time zone: UTC"},
		{"/settings quiet:22-7", "Quiet hours: 22:00–07:00"},
		{"/settings quiet:soon", "“soon” are no quiet hours: write 22:00-07:00, or off."},
		{"/settings quiet:22:00-24:00", "are no quiet hours"},
		{"/settings timezone:America/New_York previews:yes", "Time zone: America/New_York (it is 08:00 there)\\nQuiet hours: 22:00–07:00\\nLink previews: on"},
		{"/settings previews:maybe", "“previews” should be yes or no."},
		{"/settings quiet:off", "Quiet hours: none"},
	})
}

// TestTestOfAnAlert asks what the last days would have brought.
func TestTestOfAnAlert(t *testing.T) {
	at := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	article := func(n int, title, text string, age time.Duration) knowledge.Article {
		return knowledge.Article{URL: fmt.Sprintf("https://post.example/%d", n), Title: title, Source: fmt.Sprint("Post ", n), Language: "en", Published: at.Add(-age), Text: text}
	}
	const crews = "Ferry crews in Portmouth began a strike on Monday over their pay. About 340 sailors stopped work, the union said."
	k := start(t,
		article(1, "Ferry crews walk out in Portmouth", crews, 30*time.Hour),
		article(2, "Ferry crews walk out in Portmouth", crews, 29*time.Hour), // the same story
		article(3, "Ferry sinks off Cape Orrin", "A ferry sank off Cape Orrin in a storm, and all 12 on board were saved.", 50*time.Hour),
		article(4, "Ferry museum opens", "A ferry museum opened in Elmstead with forty models of old ships.", 8*24*time.Hour), // too old
		article(5, "Bridge closed", "The bridge of Elmstead is closed for a year of repairs.", time.Hour))
	k.say(t, "/follow ferry")
	reply := k.say(t, "/alerts test 1")
	heads := blocks[bot.Headline](reply)
	if len(heads) != 2 || heads[1].Article.Title != "Ferry sinks off Cape Orrin" || !strings.Contains(words(reply), "would have brought 2 alerts on “ferry”") {
		t.Errorf("the test says %s", words(reply))
	}
	k.say(t, "/alerts edit 1 ferry -storm")
	if heads := blocks[bot.Headline](k.say(t, "/alerts test 1")); len(heads) != 1 {
		t.Errorf("without storms there are %d", len(heads))
	}
	k.say(t, "/alerts edit 1 volcano")
	if got := words(k.say(t, "/alerts test")); !strings.Contains(got, "would have brought no alert on “volcano”") {
		t.Errorf("the test of nothing says %s", got)
	}
	if got := words(k.say(t, "/why 1")); !strings.Contains(got, "“volcano” is followed here since 6 May 2024") {
		t.Errorf("why says %s", got)
	}
	elsewhere := k.Handle(t.Context(), bot.Request{Person: somebody, Place: audience.Place{Platform: home.Platform, Chat: "other"}, Private: true, Command: "why", Args: bot.Args{"number": "1"}})
	if !strings.Contains(words(elsewhere), "is not followed here any more") {
		t.Errorf("why of another chat's alert says %s", words(elsewhere))
	}
}

// TestTooMany follows topics up to the limits.
func TestTooMany(t *testing.T) {
	k := start(t)
	follow := func(chat string, n int) string {
		return words(k.Handle(t.Context(), bot.Request{Person: somebody, Place: audience.Place{Platform: "test", Chat: chat},
			Command: "follow", Args: bot.Args{"topic": fmt.Sprintf("topic%d", n)}, Manager: func(context.Context) (bool, error) { return true, nil }}))
	}
	for n := range 50 {
		if got := follow("a", n); !strings.Contains(got, "Following") {
			t.Fatalf("topic %d of a chat: %s", n, got)
		}
	}
	if got := follow("a", 50); !strings.Contains(got, "50 topics are followed here, which is the limit") {
		t.Errorf("the 51st topic of a chat: %s", got)
	}
	if got := follow("a", 7); !strings.Contains(got, "is followed here already") {
		t.Errorf("a topic that is there: %s", got)
	}
	for n := range 50 {
		follow("b", n)
	}
	if got := follow("c", 1); !strings.Contains(got, "You follow 100 topics, which is the limit") {
		t.Errorf("the 101st topic of a person: %s", got)
	}
}

// TestOnlyManagersChange has somebody in a group, who may not manage it, try to
// change what is followed there.
func TestOnlyManagersChange(t *testing.T) {
	k := start(t)
	group := audience.Place{Platform: "test", Chat: "group"}
	say := func(manager bool, text string) string {
		r := bot.Request{Person: somebody, Place: group, Manager: func(context.Context) (bool, error) { return manager, nil }}
		k.Commands().Parse(&r, text)
		return words(k.Handle(t.Context(), r))
	}
	say(true, "/follow ferry")
	for _, text := range []string{"/follow bridge", "/unfollow 1", "/alerts pause 1", "/alerts resume 1", "/alerts edit 1 bridge", "/alerts remove 1",
		"/settings quiet:22-7", "/settings timezone:Asia/Tokyo", "/settings previews:yes"} {
		if got := say(false, text); !strings.Contains(got, "Only those who manage this chat may do that.") {
			t.Errorf("%s by somebody: %s", text, got)
		}
	}
	subs, err := k.store.SubscriptionsAt(t.Context(), group)
	if err != nil || len(subs) != 1 || subs[0].Topic != "ferry" || subs[0].Paused {
		t.Errorf("after it the group has %+v, %v", subs, err)
	}
	for _, text := range []string{"/alerts", "/alerts test 1", "/settings", "/why 1"} {
		if got := say(false, text); strings.Contains(got, "Only those") {
			t.Errorf("%s by somebody: %s", text, got)
		}
	}
	if got := say(true, "/alerts pause 1"); !strings.Contains(got, "“ferry” is paused") {
		t.Errorf("a manager pauses: %s", got)
	}
}

// TestStatus has an alert given up and a notice raised.
func TestStatus(t *testing.T) {
	k := start(t, ferry...)
	id, _, err := k.store.Subscribe(t.Context(), audience.Subscription{Owner: somebody, Place: audience.Place{Platform: "test", Chat: "secret-chat"}, Topic: "ferry", Pace: audience.Now})
	if err != nil {
		t.Fatal(err)
	}
	err = k.store.Write(t.Context(), func(w knowledge.Writer) error {
		_, err := w.Enqueue(t.Context(), audience.Alert{Subscription: id, Story: 1, Article: 1, Kind: audience.NewStory})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := k.store.Bury(t.Context(), []int64{1}, "the bot was blocked"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.store.Notify(t.Context(), "disk", "The disk is nearly full.", k.now); err != nil {
		t.Fatal(err)
	}
	got := words(k.Handle(t.Context(), bot.Request{Person: operator, Place: square, Command: "admin", Args: bot.Args{"what": "status"}}))
	for _, want := range []string{"Alerts given up: 1", "Alert 1 of subscription 1 was given up: the bot was blocked", "6 May 12:00: The disk is nearly full."} {
		if !strings.Contains(got, want) {
			t.Errorf("the status says %swant %s", got, want)
		}
	}
	if strings.Contains(got, "secret-chat") {
		t.Errorf("the status names a chat: %s", got)
	}
}
