package discord_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestForum follows a topic in a forum: a story is a post with the tag of the topic, what
// happens next stands in it, and what is said in the post of alerts is said of the forum's.
func TestForum(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	forum := w.guild.Forum("stories")
	forum.Tagged(true, "Weather", "Ferry")
	w.start(1)
	said := w.boss.Slash(w.general, "follow", map[string]any{"topic": "ferry", "channel": forum}).Message()
	if !strings.Contains(said.Text(), "#stories") {
		t.Fatalf("following in a forum: %s", said.Text())
	}
	d := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	d.Add(w.bot.Sender())
	prints := func(address, title, text string, posts int) *discordtest.Channel {
		t.Helper()
		w.put(knowledge.Article{URL: "https://post.example/" + address, Title: title, Source: "Harbour Post", Language: "en", Published: w.Now(), Text: text})
		for n := 1; n > 0; {
			var err error
			if n, err = d.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		all := forum.Posts()
		if len(all) != posts {
			t.Fatalf("after %q there are %d posts", title, len(all))
		}
		return all[posts-1]
	}
	const strike = "Ferry crews in Portmouth began a strike over their pay on Monday. About 340 sailors of the ferry stopped work in Portmouth, the union said."
	post := prints("strike", "Ferry crews in Portmouth walk out", strike, 1)
	if post.Name != "Ferry crews in Portmouth walk out" || !slices.Equal(post.Tags(), []string{"Ferry"}) {
		t.Errorf("the post is called %q, with the tags %q", post.Name, post.Tags())
	}
	w.Advance(20 * time.Hour)
	const end = "Ferry crews in Portmouth ended their strike over pay on Tuesday. The 340 sailors of the ferry go back to work in Portmouth, the union said, after both sides signed an agreement."
	prints("end", "Ferry crews in Portmouth end their strike", end, 1)
	if n := len(post.Messages()); n != 2 {
		t.Errorf("in the post of the story there are %d messages", n)
	}
	told := post.Messages()
	if got := w.boss.Press(told[len(told)-1], "Unfollow").Message().Text(); !strings.Contains(got, "“ferry”") {
		t.Errorf("unfollowing in the post: %s", got)
	}
	w.settle()
	prints("boat", "Ferry runs again", "The ferry of Elmstead runs again since Thursday, the harbour office said.", 1)
}

// TestPostOnce loses Discord's answer to the opening of a post: it is not opened again, and one of
// the same name for other news is.
func TestPostOnce(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	forum := w.guild.Forum("stories")
	there := audience.Place{Platform: discord.Platform, Chat: forum.ID}
	send := func(nonce string) (string, error) {
		return w.bot.Sender().Send(t.Context(), there, bot.Message{Nonce: nonce, Topic: "ferry", Reply: bot.Reply{
			Blocks: []bot.Block{bot.Text{Text: "The ferry sails."}}, Actions: []bot.Action{{Label: "Unfollow", Command: "unfollow", Args: bot.Args{"topic": "ferry"}}}}})
	}
	w.Misbehave(discordtest.Fault{Route: "POST /channels/{channel}/threads", Status: 504, HTML: true, Done: true})
	if _, err := send("1"); err == nil || len(forum.Posts()) != 1 {
		t.Fatalf("with the answer lost there are %d posts: %v", len(forum.Posts()), err)
	}
	ref, err := send("1")
	if err != nil || len(forum.Posts()) != 1 || !strings.HasPrefix(ref, forum.Posts()[0].ID+"/") {
		t.Fatalf("sent again, it is %s, of %d posts: %v", ref, len(forum.Posts()), err)
	}
	if err := w.bot.Sender().Edit(t.Context(), there, ref, bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "The ferry does not sail."}}}}); err != nil {
		t.Error(err)
	}
	if _, err := send("2"); err != nil || len(forum.Posts()) != 2 {
		t.Errorf("of other news there are %d posts: %v", len(forum.Posts()), err)
	}
}

// TestPostsEnd has what happens next in a story told while its post is open, and after somebody
// closed or deleted it: then in another.
func TestPostsEnd(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	forum := w.guild.Forum("stories")
	there := audience.Place{Platform: discord.Platform, Chat: forum.ID}
	send := w.bot.Sender()
	tells := func(after string, posts int) string {
		t.Helper()
		m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "The ferry sails."}}}, Topic: "ferry", After: func(context.Context) (string, error) { return after, nil }}
		ref, err := send.Send(t.Context(), there, m)
		if err == nil {
			err = send.Edit(t.Context(), there, ref, m)
		}
		if n := len(forum.Posts()); n != posts || err != nil {
			t.Fatalf("%d posts: %v", n, err)
		}
		return ref
	}
	first := tells("", 1)
	tells(first, 1)
	forum.Posts()[0].Archive(false)
	second := tells(first, 2)
	forum.Posts()[1].Delete()
	tells(second, 2)
	forum.Deny(w.guild.BotRole(), discordtest.SendMessages)
	if _, err := send.Send(t.Context(), there, bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "news"}}}}); !held(err) {
		t.Errorf("where the bot may open no post: %v", err)
	}
	forum.Delete()
	if _, err := send.Send(t.Context(), there, bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "news"}}}}); !gone(err) && !held(err) {
		t.Errorf("where the forum is gone: %v", err)
	}
}
