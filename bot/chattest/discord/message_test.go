package discord_test

import (
	"io"
	"strings"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
)

func messages(ch *discordtest.Channel) string { return "/channels/" + ch.ID + "/messages" }

func TestRights(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	g := d.Guild("news")
	ch := g.Channel("general")
	say := func(body m) answer { return send(t, d, "POST", messages(ch), body) }
	embed := m{"embeds": []m{{"title": "x"}}}
	say(embed).want(200, 0)
	ch.Deny(g.BotRole(), discordtest.EmbedLinks)
	say(embed).want(403, 50013)
	ch.Deny(d.Bot(), discordtest.AttachFiles)
	upload(t, d, "POST", messages(ch), m{"content": "x"}, "a.png").want(403, 50013)
	say(m{"content": "x"}).want(200, 0)
	ch.Allow(d.Bot(), discordtest.EmbedLinks)
	say(embed).want(200, 0)
	ch.Deny(d.Bot(), discordtest.SendMessages)
	say(m{"content": "x"}).want(403, 50013)
	ch.Deny(d.Bot(), discordtest.ViewChannel)
	say(m{"content": "x"}).want(403, 50001)
	send(t, d, "GET", "/channels/"+ch.ID, nil).want(403, 50001)

	admin := g.Role("admin", discordtest.Administrator)
	admin.Give(d.Bot())
	say(m{"content": "x"}).want(200, 0)
	admin.Grant(0)
	say(m{"content": "x"}).want(403, 50001)

	send(t, d, "POST", messages(g.Forum("posts")), m{"content": "x"}).want(400, 50008)
	gone := g.Channel("gone")
	gone.Delete()
	send(t, d, "POST", messages(gone), m{"content": "x"}).want(404, 10003)
	send(t, d, "GET", "/channels/1", nil).want(404, 10003)
	send(t, d, "GET", "/guilds/1", nil).want(404, 10004)
	send(t, d, "GET", "/guilds/"+g.ID+"/members/1", nil).want(404, 10013)
	send(t, d, "GET", "/guilds/"+g.ID+"/members/"+d.User("ana").ID, nil).want(404, 10007)
	send(t, d, "GET", "/guilds/"+g.ID+"/members/"+d.Bot().ID, nil).want(200, 0)
	send(t, d, "DELETE", "/users/@me/guilds/"+g.ID, nil).want(204, 0)
	if g.Has(d.Bot()) {
		t.Error("the bot is still a member")
	}
	send(t, d, "GET", "/guilds/"+g.ID, nil).want(403, 50001)
	other := g.Channel("other")
	send(t, d, "POST", messages(other), m{"content": "x"}).want(403, 50001)
}

func TestPrivateChannels(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	ana := d.User("ana")
	opened := send(t, d, "POST", "/users/@me/channels", m{"recipient_id": ana.ID}).want(200, 0).object()
	if opened["id"] != ana.DM().ID || opened["type"] != 1.0 {
		t.Errorf("the private channel is %v", opened)
	}
	send(t, d, "POST", "/users/@me/channels", m{"recipient_id": "1"}).want(400, 50033)
	send(t, d, "POST", messages(ana.DM()), m{"content": "stranger"}).want(403, 50278)
	g := d.Guild("news")
	g.Join(ana)
	send(t, d, "POST", messages(ana.DM()), m{"content": "member"}).want(200, 0)
	ana.CloseDMs()
	send(t, d, "POST", messages(ana.DM()), m{"content": "closed"}).want(403, 50007)
	ana.OpenDMs()
	g.Leave(ana)
	ana.Install()
	send(t, d, "POST", messages(ana.DM()), m{"content": "installed"}).want(200, 0)
	if got := ana.DM().Messages(); len(got) != 2 || got[1].Content != "installed" {
		t.Errorf("messages %v", got)
	}
}

func TestThreads(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	g := d.Guild("news")
	ch := g.Channel("general")
	th := ch.Thread("thread")
	if th.Permissions(d.Bot()) != ch.Permissions(d.Bot()) {
		t.Error("a thread has not its channel's rights")
	}
	send(t, d, "PUT", "/channels/"+th.ID+"/thread-members/@me", nil).want(204, 0)
	first := send(t, d, "POST", messages(th), m{"content": "x"}).want(200, 0).object()
	th.Archive(false)
	send(t, d, "PATCH", messages(th)+"/"+first["id"].(string), m{"content": "y"}).want(400, 50083)
	send(t, d, "POST", messages(th), m{"content": "opens it again"}).want(200, 0)
	if th.Archived() {
		t.Error("a message did not open the thread")
	}
	th.Archive(true)
	send(t, d, "POST", messages(th), m{"content": "locked"}).want(400, 50083)
	send(t, d, "PATCH", "/channels/"+th.ID, m{"archived": false}).want(403, 50013)
	g.BotRole().Grant(discordtest.Usual | discordtest.ManageThreads)
	send(t, d, "PATCH", "/channels/"+th.ID, m{"archived": false, "locked": false}).want(200, 0)
	send(t, d, "POST", messages(th), m{"content": "open"}).want(200, 0)
	ch.Deny(g.BotRole(), discordtest.SendInThreads)
	send(t, d, "POST", messages(th), m{"content": "no right"}).want(403, 50013)
	th.Delete()
	send(t, d, "POST", messages(th), m{"content": "gone"}).want(404, 10003)

	forum := g.Forum("posts")
	post := send(t, d, "POST", "/channels/"+forum.ID+"/threads", m{"name": "topic", "message": m{"content": "first"}}).want(201, 0).object()
	if post["message"].(m)["content"] != "first" || post["parent_id"] != forum.ID {
		t.Errorf("the post is %v", post)
	}
	send(t, d, "POST", "/channels/"+forum.ID+"/threads", m{"name": "topic"}).want(400, 50035)
	send(t, d, "POST", "/channels/"+forum.ID+"/threads", m{"name": strings.Repeat("x", 101), "message": m{"content": "x"}}).want(400, 50035)
}

func TestMessageForm(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	ch := d.Guild("news").Channel("general")
	long := func(n int) string { return strings.Repeat("é", n) }
	row := func(buttons ...m) []m { return []m{{"type": 1, "components": buttons}} }
	button := func(id string) m { return m{"type": 2, "style": 1, "label": "l", "custom_id": id} }
	var five, six []m
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		if len(five) < 5 {
			five = append(five, button(id))
		}
		six = append(six, button(id))
	}
	fields := func(n int) (out []m) {
		for range n {
			out = append(out, m{"name": "n", "value": "v"})
		}
		return out
	}
	for _, test := range []struct {
		name string
		body m
		path string // the field that is wrong; "": none
	}{
		{"content", m{"content": long(2000)}, ""},
		{"long content", m{"content": long(2001)}, "content"},
		{"title", m{"embeds": []m{{"title": long(257)}}}, "embeds.0.title"},
		{"description", m{"embeds": []m{{"description": long(4097)}}}, "embeds.0.description"},
		{"25 fields", m{"embeds": []m{{"fields": fields(25)}}}, ""},
		{"26 fields", m{"embeds": []m{{"fields": fields(26)}}}, "embeds.0.fields"},
		{"field name", m{"embeds": []m{{"fields": []m{{"name": long(257), "value": "v"}}}}}, "embeds.0.fields.0.name"},
		{"field value", m{"embeds": []m{{"fields": []m{{"name": "n", "value": long(1025)}}}}}, "embeds.0.fields.0.value"},
		{"empty value", m{"embeds": []m{{"fields": []m{{"name": "n", "value": ""}}}}}, "embeds.0.fields.0.value"},
		{"footer", m{"embeds": []m{{"footer": m{"text": long(2049)}}}}, "embeds.0.footer.text"},
		{"author", m{"embeds": []m{{"author": m{"name": long(257)}}}}, "embeds.0.author.name"},
		{"embed link", m{"embeds": []m{{"title": "x", "url": "javascript:alert(1)"}}}, "embeds.0.url"},
		{"long embed link", m{"embeds": []m{{"title": "x", "url": "https://example.com/" + long(2048)}}}, "embeds.0.url"},
		{"long link", m{"content": "x", "components": row(m{"type": 2, "style": 5, "label": "l", "url": "https://example.com/" + long(512)})}, "components.0.components.0.url"},
		{"color", m{"embeds": []m{{"title": "x", "color": 1 << 24}}}, "embeds.0.color"},
		{"time", m{"embeds": []m{{"title": "x", "timestamp": "yesterday"}}}, "embeds.0.timestamp"},
		{"eleven embeds", m{"embeds": make([]m, 11)}, "embeds"},
		{"6,000 in all", m{"embeds": []m{{"description": long(4096)}, {"description": long(1904)}}}, ""},
		{"6,001 in all", m{"embeds": []m{{"description": long(4096)}, {"description": long(1905)}}}, "embeds"},
		{"five buttons", m{"content": "x", "components": row(five...)}, ""},
		{"six buttons", m{"content": "x", "components": row(six...)}, "components.0.components"},
		{"six rows", m{"content": "x", "components": []m{row(five[0])[0], row(five[1])[0], row(five[2])[0], row(five[3])[0], row(five[4])[0], row(six[5])[0]}}, "components"},
		{"empty row", m{"content": "x", "components": row()}, "components.0.components"},
		{"custom ID", m{"content": "x", "components": row(button(long(101)))}, "components.0.components.0.custom_id"},
		{"no custom ID", m{"content": "x", "components": row(button(""))}, "components.0.components.0.custom_id"},
		{"same custom ID", m{"content": "x", "components": row(button("a"), button("a"))}, "components.0.components.1.custom_id"},
		{"label", m{"content": "x", "components": row(m{"type": 2, "style": 1, "label": long(81), "custom_id": "a"})}, "components.0.components.0.label"},
		{"no label", m{"content": "x", "components": row(m{"type": 2, "style": 1, "custom_id": "a"})}, "components.0.components.0"},
		{"link", m{"content": "x", "components": row(m{"type": 2, "style": 5, "label": "l", "url": "https://example.com"})}, ""},
		{"link with ID", m{"content": "x", "components": row(m{"type": 2, "style": 5, "label": "l", "custom_id": "a"})}, "components.0.components.0"},
		{"mentions", m{"content": "x", "allowed_mentions": m{"parse": []string{"users"}, "users": []string{"1"}}}, "allowed_mentions"},
		{"nonce", m{"content": "x", "nonce": long(26)}, "nonce"},
		{"missing upload", m{"content": "x", "attachments": []m{{"id": 0, "filename": "a.png"}}}, "attachments.0.id"},
		{"reply to nothing", m{"content": "x", "message_reference": m{"message_id": "1"}}, "message_reference"},
		{"reply if there", m{"content": "x", "message_reference": m{"message_id": "1", "fail_if_not_exists": false}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := send(t, d, "POST", messages(ch), test.body)
			if test.path == "" {
				got.t = t
				got.want(200, 0)
				return
			}
			got.t = t
			var at any = got.want(400, 50035).object()["errors"]
			for _, part := range strings.Split(test.path, ".") {
				o, _ := at.(m)
				at = o[part]
			}
			if o, _ := at.(m); o["_errors"] == nil {
				t.Errorf("the errors are %s, want one at %s", got.body, test.path)
			}
		})
	}
}

func TestNonce(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	g := d.Guild("news")
	ch, other := g.Channel("general"), g.Channel("other")
	say := func(ch *discordtest.Channel, body m) string {
		return send(t, d, "POST", messages(ch), body).want(200, 0).object()["id"].(string)
	}
	first := say(ch, m{"content": "x", "nonce": "outbox-7", "enforce_nonce": true})
	if say(ch, m{"content": "x", "nonce": "outbox-7", "enforce_nonce": true}) != first {
		t.Error("the same nonce made a second message")
	}
	if say(other, m{"content": "x", "nonce": "outbox-7", "enforce_nonce": true}) == first {
		t.Error("another channel has its own nonces")
	}
	if say(ch, m{"content": "x", "nonce": "outbox-7"}) == first {
		t.Error("a nonce that is not enforced was")
	}
	d.Advance(time.Hour)
	if say(ch, m{"content": "x", "nonce": "outbox-7", "enforce_nonce": true}) == first {
		t.Error("a nonce was enforced for an hour")
	}
	if big := say(ch, m{"content": "x", "nonce": 1574763496153808896, "enforce_nonce": true}); big != say(ch, m{"content": "x", "nonce": 1574763496153808896, "enforce_nonce": true}) {
		t.Error("a number is no nonce")
	}
}

func TestUploads(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	ch := d.Guild("news").Channel("general")
	upload(t, d, "POST", messages(ch), m{"embeds": []m{{"title": "Timeline", "image": m{"url": "attachment://timeline.png"}}},
		"attachments": []m{{"id": 0, "filename": "timeline.png", "description": "alt text"}}}, "timeline.png").want(200, 0)
	got := ch.WaitMessage("the picture", func(m discordtest.Message) bool { return len(m.Attachments) == 1 })
	a := got.Attachments[0]
	if a.Filename != "timeline.png" || a.Description != "alt text" || string(a.Data) != "bytes of timeline.png" || got.Embeds[0].Image.URL != a.URL {
		t.Errorf("the message is %+v", got)
	}
	resp, err := d.Client().Get(a.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if data, _ := io.ReadAll(resp.Body); string(data) != "bytes of timeline.png" {
		t.Errorf("the file holds %q", data)
	}
	send(t, d, "PATCH", messages(ch)+"/"+got.ID, m{"content": "without", "attachments": []m{}}).want(200, 0)
	if now, _ := d.Message(got.ID); len(now.Attachments) != 0 || now.Edits != 1 {
		t.Errorf("after the edit: %+v", now)
	}
}

func TestPings(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	g := d.Guild("news")
	ch := g.Channel("general")
	ana, ben, stranger := d.User("ana"), d.User("ben"), d.User("stranger")
	g.Join(ana)
	g.Join(ben)
	role, open := g.Role("readers", 0), g.Role("open", 0)
	open.AllowMention(true)
	asked := ana.Say(ch, "a question")
	all := ana.Mention() + " <@!" + ben.ID + "> " + stranger.Mention() + " " + role.Mention() + " " + open.Mention() + " @everyone @here"
	type want struct {
		users, roles int
		everyone     bool
	}
	check := func(name string, body m, w want) {
		t.Helper()
		before := len(d.Pings())
		send(t, d, "POST", messages(ch), body).want(200, 0)
		var got want
		for _, p := range d.Pings()[before:] {
			got = want{len(p.Users), len(p.Roles), p.Everyone}
		}
		if got != w {
			t.Errorf("%s: %+v, want %+v", name, got, w)
		}
	}
	nobody := m{"parse": []string{}}
	check("nothing said", m{"content": all}, want{2, 1, false})
	check("nobody", m{"content": all, "allowed_mentions": nobody}, want{})
	check("users", m{"content": all, "allowed_mentions": m{"parse": []string{"users"}}}, want{2, 0, false})
	check("one user", m{"content": all, "allowed_mentions": m{"users": []string{ana.ID}}}, want{1, 0, false})
	check("roles", m{"content": all, "allowed_mentions": m{"parse": []string{"roles"}}}, want{0, 1, false})
	check("a role that may not be mentioned", m{"content": all, "allowed_mentions": m{"roles": []string{role.ID}}}, want{})
	check("in an embed", m{"embeds": []m{{"description": all}}}, want{})
	check("in code", m{"content": "`" + all + "`\n```\n" + all + "\n```"}, want{})
	check("a reply", m{"content": "x", "message_reference": m{"message_id": asked.ID}}, want{1, 0, false})
	check("a silent reply", m{"content": "x", "message_reference": m{"message_id": asked.ID}, "allowed_mentions": nobody}, want{})
	check("a reply on purpose", m{"content": "x", "message_reference": m{"message_id": asked.ID}, "allowed_mentions": m{"parse": []string{}, "replied_user": true}}, want{1, 0, false})
	g.BotRole().Grant(discordtest.Usual | discordtest.MentionEveryone)
	check("with the right", m{"content": all}, want{2, 2, true})
	check("everyone", m{"content": all, "allowed_mentions": m{"parse": []string{"everyone"}}}, want{0, 0, true})
	check("the role", m{"content": all, "allowed_mentions": m{"roles": []string{role.ID}}}, want{0, 1, false})

	before := len(d.Pings())
	sent := send(t, d, "POST", messages(ch), m{"content": "x"}).object()["id"].(string)
	send(t, d, "PATCH", messages(ch)+"/"+sent, m{"content": all}).want(200, 0)
	if now, _ := d.Message(sent); len(d.Pings()) != before || len(now.Mentions.Users) != 2 {
		t.Error("an edit notified, or does not show its mentions")
	}
}

// TestWhomAMessageMayNotify notes each message that leaves that to its words.
func TestWhomAMessageMayNotify(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	ch := d.Guild("news").Channel("general")
	sent := send(t, d, "POST", messages(ch), m{"content": "x", "allowed_mentions": m{"parse": []string{}}}).want(200, 0).object()
	if n := len(d.Violations()); n != 0 {
		t.Errorf("violations: %v", d.Violations())
	}
	send(t, d, "POST", messages(ch), m{"content": "x"}).want(200, 0)
	send(t, d, "POST", messages(ch), m{"content": "x", "allowed_mentions": nil}).want(200, 0)
	send(t, d, "PATCH", messages(ch)+"/"+sent["id"].(string), m{"content": "y"}).want(200, 0)
	if n := len(d.Violations("mentions")); n != 3 {
		t.Errorf("violations: %v", d.Violations())
	}
}

func TestReadEditDelete(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	g := d.Guild("news")
	ch := g.Channel("general")
	ana := d.User("ana")
	g.Join(ana)
	theirs := ana.Say(ch, "hello")
	own := send(t, d, "POST", messages(ch), m{"content": "x", "message_reference": m{"message_id": theirs.ID}}).want(200, 0).object()
	if got := ch.Messages()[1].ReplyTo(); got != theirs.ID {
		t.Errorf("it replies to %q", got)
	}
	if own["referenced_message"].(m)["content"] != "hello" || own["type"] != 19.0 {
		t.Errorf("the reply is %v", own)
	}
	path := messages(ch) + "/"
	send(t, d, "GET", path+theirs.ID, nil).want(200, 0)
	send(t, d, "PATCH", path+theirs.ID, m{"content": "y"}).want(403, 50005)
	send(t, d, "DELETE", path+theirs.ID, nil).want(403, 50013)
	g.BotRole().Grant(discordtest.Usual | discordtest.ManageMessages)
	send(t, d, "DELETE", path+theirs.ID, nil).want(204, 0)
	send(t, d, "GET", path+theirs.ID, nil).want(404, 10008)
	send(t, d, "PATCH", path+own["id"].(string), m{"content": ""}).want(400, 50006)
	send(t, d, "PATCH", path+own["id"].(string), m{"content": "y"}).want(200, 0)
	ana.Delete(ch.Messages()[0])
	send(t, d, "PATCH", path+own["id"].(string), m{"content": "z"}).want(404, 10008)
	if len(ch.Messages()) != 0 {
		t.Errorf("left: %v", ch.Messages())
	}
}

// TestContentIsPrivileged: the bot reads what is said to it, and nothing else.
func TestContentIsPrivileged(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	g := d.Guild("news")
	ch := g.Channel("general")
	ana := d.User("ana")
	g.Join(ana)
	w := hello(t, d)
	w.send(2, with(identify(d), "intents", 1|1<<9|1<<12))
	w.event("GUILD_CREATE")
	hears := func() string { return string(w.event("MESSAGE_CREATE").D) }
	chat := ana.Say(ch, "among ourselves")
	if got := hears(); strings.Contains(got, "among ourselves") || !strings.Contains(got, chat.ID) {
		t.Errorf("heard %s", got)
	}
	ana.Say(ch, d.Bot().Mention()+" a question")
	if got := hears(); !strings.Contains(got, "a question") {
		t.Errorf("heard %s", got)
	}
	ana.Say(ana.DM(), "in private")
	if got := hears(); !strings.Contains(got, "in private") || strings.Contains(got, "guild_id") {
		t.Errorf("heard %s", got)
	}
	send(t, d, "POST", messages(ch), m{"content": "the answer"})
	own := hears()
	if !strings.Contains(own, "the answer") {
		t.Errorf("heard %s", own)
	}
	ana.Reply(ch.Messages()[2], "a follow-up")
	if got := hears(); !strings.Contains(got, "a follow-up") || !strings.Contains(got, "referenced_message") {
		t.Errorf("heard %s", got)
	}
	ana.Edit(chat, "still among ourselves")
	if got := string(w.event("MESSAGE_UPDATE").D); strings.Contains(got, "ourselves") {
		t.Errorf("heard %s", got)
	}
}

// TestFilesOfComponents edits messages of components that show files, which are there or not.
func TestFilesOfComponents(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	ch := d.Guild("news").Channel("general")
	body := func(name string, further ...m) m {
		b := m{"flags": discordtest.FlagComponents, "allowed_mentions": m{"parse": []string{}}, "components": []m{{"type": 12, "items": []m{{"media": m{"url": "attachment://" + name}}}}}}
		if len(further) > 0 {
			b["attachments"] = further
		}
		return b
	}
	send(t, d, "POST", messages(ch), body("a.png")).want(400, 50035)
	upload(t, d, "POST", messages(ch), body("a.png"), "a.png").want(200, 0)
	at := messages(ch) + "/" + ch.Messages()[0].ID
	id := ch.Messages()[0].Attachments[0].ID
	send(t, d, "PATCH", at, body("a.png")).want(200, 0)
	send(t, d, "PATCH", at, body("a.png", m{"id": id, "filename": "a.png"})).want(200, 0)
	send(t, d, "PATCH", at, body("a.png", m{"id": id})).want(400, 50035)
	send(t, d, "PATCH", at, body("b.png")).want(400, 50035)
	if got := ch.Messages()[0]; len(got.Attachments) != 1 || got.Attachments[0].ID != id || len(ch.Messages()) != 1 {
		t.Errorf("there is %+v", got)
	}
}
