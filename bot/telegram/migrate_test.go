package telegram_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// TestAlertsAfterMigration has an alert stand in a group when that becomes a
// supergroup, whose messages are numbered anew, and further outlets print the story.
func TestAlertsAfterMigration(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	group := r.server.BasicGroup("Old")
	group.Add(ana)
	group.Promote(ana)
	r.settle()
	ana.Say(group, "/follow lighthouse")
	r.settle()
	print := func(source, url string) {
		r.add(knowledge.Article{URL: url, Title: "Lighthouse keeper honoured", Source: source, Published: r.clock.Now(), Language: "en",
			Text: "The keeper of the lighthouse at Cape Orrin, Ole Brandt, was given the medal of the town on Monday by mayor Ada Lowe."})
		r.deliver()
	}
	print("Coast Weekly", "https://news.example/1")
	alert := group.Sent()[len(group.Sent())-1]
	if !strings.Contains(alert.Text, "Ole Brandt") {
		t.Fatalf("the alert is %q", alert.Text)
	}
	super := group.Migrate()
	r.settle()
	for len(super.Messages()) < alert.ID { // until a message of the same number stands there
		ana.Say(super, "/ask How many sailors stopped work?")
		r.settle()
	}
	before := super.Sent()
	r.clock.move(time.Hour)
	print("Elm Gazette", "https://news.example/2")
	print("Harbour Post", "https://news.example/3")
	for i, m := range super.Sent() {
		if i >= len(before) || m.Text != before[i].Text || m.Edits > 0 {
			t.Errorf("message %d of the supergroup was %q", m.ID, m.Text)
		}
	}
	if r.server.Count("editMessageText") > 0 {
		t.Error("a message was edited")
	}
}

// TestMigrationIsNoJoin sees that the bot greets a group when it is added, and not
// when that becomes a supergroup, whether anything is followed there or not.
func TestMigrationIsNoJoin(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { r.second = time.Second }) // the updates that tell of it come within two
	r.start()
	group := r.server.BasicGroup("Old")
	group.Kick()
	group.AddBot()
	if got := group.WaitMessages(1)[0].Text; !strings.HasPrefix(got, "Hello!") {
		t.Errorf("the greeting is %q", got)
	}
	super := group.Migrate()
	r.settle()
	if sent := super.Sent(); len(sent) > 0 {
		t.Errorf("after the migration the bot says %q", sent[0].Text)
	}
}

// TestRemovedFromAForum has what is followed in a topic of a forum end with the rest.
func TestRemovedFromAForum(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	ana := r.server.User("Ana")
	forum := r.server.Group("Forum", true)
	forum.Add(ana)
	forum.Promote(ana)
	topic := forum.Topic("News")
	ana.Say(topic, "/follow lighthouse")
	ana.Say(forum, "/follow lighthouse")
	r.settle()
	forum.Kick()
	r.settle()
	for _, thread := range []string{"", fmt.Sprint(topic.ID)} {
		at := place(forum)
		at.Thread = thread
		followed, err := r.store.SubscriptionsAt(t.Context(), at)
		if err != nil || len(followed) != 1 || followed[0].Stopped != "reason.removed" {
			t.Errorf("in topic %q there is %+v, %v", thread, followed, err)
		}
	}
}
